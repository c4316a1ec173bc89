# SPDX-License-Identifier: Apache-2.0
"""Disclosure bundles: what they prove, and every way of cheating with one that we could think of."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nadhir.ledger import SignatureType, SigningKey, Tree, cosign, sign_checkpoint
from nadhir.ledger.bundle import (
    BundleRefusedError,
    CaseClaim,
    Disclosure,
    PersonalState,
    RecordedHead,
    StepName,
    VerifiedBundle,
    verify_bundle,
    write_bundle,
)
from nadhir.ledger.canonical import decode, encode
from nadhir.ledger.errors import LedgerError
from nadhir.terms.entry import Checkpoint, PersonalOpening, SealedEntry
from nadhir.terms.errors import InvalidTermError
from nadhir.terms.ids import EntryIndex
from nadhir.terms.sealed import Sealed
from tests.rooms.ledger.log_story import BEGIN, FIRST, RECIPIENT, SECOND, Log, salt_of, story

#: A bundle taken apart; its shape is what these tests break.
Document = dict[str, Any]

LOG, OLDER, CHECKPOINT, RECORD = story()
KEY = LOG.signer.verifier
WITNESS = SigningKey("witness.example/w", salt_of("witness"), SignatureType.COSIGNATURE_V1)


def disclosures(sealed: list[SealedEntry], *, log: Log = LOG) -> list[Disclosure]:
    return [
        Disclosure(each, personal={"recipient.name": log.openings[each.index]} if each.index in log.openings else {})
        for each in sealed
    ]


def complete(log: Log = LOG, *, record: SealedEntry = RECORD, checkpoint: str = CHECKPOINT) -> bytes:
    head, proof = log.maps[record.index].proof(log.threads[FIRST].tag)
    return write_bundle(
        disclosures([*log.of_case(FIRST), record], log=log),
        tree=log.tree,
        checkpoint=checkpoint,
        log_key=log.signer.verifier,
        older=[OLDER],
        claims={FIRST: CaseClaim.COMPLETE},
        heads={FIRST: RecordedHead(recorded_in=record.index, head=head, proof=proof)},
    )


BUNDLE = complete()
VERIFIED = verify_bundle(BUNDLE, log_key=KEY)


def changed(change: Callable[[Document], object], bundle: bytes = BUNDLE) -> bytes:
    document: Any = decode(bundle)
    change(document)
    return encode(document)


def refused(bundle: bytes, *, step: StepName, match: str | None = None) -> BundleRefusedError:
    with pytest.raises(BundleRefusedError, match=match) as caught:
        verify_bundle(bundle, log_key=KEY)
    assert caught.value.step is step, caught.value
    assert [each.name for each in caught.value.passed] == list(StepName)[: caught.value.number - 1]
    return caught.value


def test_a_complete_case_is_proven_in_ten_numbered_steps() -> None:
    assert [(step.number, step.name) for step in VERIFIED.steps] == list(enumerate(StepName, start=1))
    (case,) = VERIFIED.cases
    assert (case.case, case.claim, case.count, case.complete_to) == (FIRST, CaseClaim.COMPLETE, 4, RECORD.index)
    assert [each.entry.name for each in VERIFIED.entries] == [
        "case.opened",
        "duty.determined",
        "warning.released",
        "delivery.acknowledged",
        "ledger.heads.recorded",
    ]
    assert VERIFIED.older[0].checkpoint.size == 4
    assert not VERIFIED.backdated


def test_the_same_disclosure_is_the_same_bytes() -> None:
    assert complete() == BUNDLE


def test_a_personal_field_is_disclosed_withheld_or_erased() -> None:
    released = LOG.of_case(FIRST)[2]
    cases: list[tuple[dict[str, PersonalOpening | PersonalState], Sealed | PersonalState]] = [
        ({"recipient.name": LOG.openings[released.index]}, RECIPIENT),
        ({"recipient.name": PersonalState.ERASED}, PersonalState.ERASED),
        ({}, PersonalState.WITHHELD),
    ]
    for given_state, shown in cases:
        bundle = write_bundle(
            [Disclosure(released, personal=given_state)], tree=LOG.tree, checkpoint=CHECKPOINT, log_key=KEY
        )
        assert verify_bundle(bundle, log_key=KEY).entries[0].personal == {"recipient.name": shown}
        is_said = RECIPIENT.reveal(to="the test") in bundle.decode()
        assert is_said == (shown is RECIPIENT)


def test_a_bundle_says_nothing_of_the_other_case_nor_of_covers() -> None:
    text = BUNDLE.decode()
    for each in LOG.sealed:
        if each.thread is None or each.thread.tag != LOG.threads[FIRST].tag:
            if each.index == RECORD.index:
                continue
            assert each.opening.salt.hex() not in text
            assert each.commitment not in text
    assert SECOND not in text
    assert LOG.threads[SECOND].tag not in text


def test_a_verified_bundle_does_not_show_a_person_by_accident() -> None:
    assert RECIPIENT.reveal(to="the test") not in repr(VERIFIED)


# ── cheating with what is in the bundle ──


def test_a_changed_payload_is_found() -> None:
    refused(
        changed(lambda d: d["entries"][1]["body"]["facts"].update(outcome="waive")),
        step=StepName.OPENED,
        match="do not give the commitment",
    )


def test_a_changed_salt_is_found() -> None:
    refused(changed(lambda d: d["entries"][1].update(salt="00" * 32)), step=StepName.OPENED)


def test_a_payload_changed_together_with_its_commitment_is_found() -> None:
    def change(document: Document) -> None:
        other = LOG.of_case(SECOND)[1]
        entry = document["entries"][1]
        entry.update(
            salt=other.opening.salt.hex(),
            commitment=other.commitment,
            body={**decode(other.opening.body)},  # type: ignore[dict-item]  # an entry's body is an object
        )
        entry["index"] = other.index

    refused(changed(change), step=StepName.OPENED, match="does not come after")


def test_an_entry_put_at_another_index_is_found() -> None:
    refused(changed(lambda d: d["entries"][3].update(index=6)), step=StepName.OPENED, match="that of entry 7")


def test_a_proof_of_another_leaf_is_found() -> None:
    def swap(document: Document) -> None:
        entries = document["entries"]
        entries[0]["hashes"], entries[1]["hashes"] = entries[1]["hashes"], entries[0]["hashes"]

    refused(changed(swap), step=StepName.INCLUDED, match="another root")


def test_a_changed_person_is_found() -> None:
    refused(
        changed(lambda d: d["entries"][2]["personal"]["recipient.name"].update(value="somebody else")),
        step=StepName.PERSONAL,
    )
    refused(changed(lambda d: d["entries"][2].update(personal={})), step=StepName.PERSONAL, match="personal fields")


def test_an_entry_dropped_from_the_middle_of_a_case_is_found() -> None:
    refused(changed(lambda d: d["entries"].pop(1)), step=StepName.CHAINED, match="number 1 of the case is missing")


def test_the_first_entry_of_a_case_dropped_is_found() -> None:
    refused(changed(lambda d: d["entries"].pop(0)), step=StepName.CHAINED, match="number 0 of the case is missing")


def test_the_last_entry_of_a_case_dropped_is_found() -> None:
    refused(
        changed(lambda d: d["entries"].pop(3)), step=StepName.COMPLETE, match="recorded 4 entries up to 8, .* are 3"
    )


def test_the_record_of_heads_dropped_is_found() -> None:
    refused(changed(lambda d: d["entries"].pop(4)), step=StepName.COMPLETE, match="is not here")


def test_a_forged_count_of_the_case_is_found() -> None:
    def drop(document: Document) -> None:
        document["entries"].pop(3)
        document["cases"][0]["head"]["count"] = 3

    refused(changed(drop), step=StepName.COMPLETE, match="another root of the map")


def test_entries_in_another_order_are_found() -> None:
    refused(changed(lambda d: d["entries"].reverse()), step=StepName.OPENED, match="does not come after")


def test_an_entry_that_stands_twice_is_found() -> None:
    refused(changed(lambda d: d["entries"].insert(0, d["entries"][0])), step=StepName.OPENED)


def test_a_case_left_unlisted_is_found() -> None:
    refused(changed(lambda d: d["cases"].clear()), step=StepName.CHAINED, match="not those of the entries")


def test_a_claim_to_be_complete_without_a_head_is_found() -> None:
    refused(changed(lambda d: d["cases"][0].update(head=None)), step=StepName.COMPLETE, match="go together")
    refused(changed(lambda d: d["cases"][0].update(claim="unbroken")), step=StepName.COMPLETE, match="go together")


def test_a_log_that_was_cut_off_is_found() -> None:
    def swap(document: Document) -> None:
        document["checkpoint"], document["older"][0]["checkpoint"] = OLDER, CHECKPOINT

    refused(changed(swap), step=StepName.OLDER, match="entries were cut off")


def test_a_log_that_forgot_what_it_once_signed_is_found() -> None:
    other = Log()
    other.write("case.closed", case=SECOND)
    for _ in range(3):
        other.write("ledger.covered")
    forged_past = other.sign()  # the same key, another history
    refused(
        changed(lambda d: d["older"][0].update(checkpoint=forged_past)), step=StepName.OLDER, match="another newer root"
    )


def test_a_wrong_root_is_found_by_the_signature() -> None:
    lines = CHECKPOINT.split("\n")
    lines[2] = OLDER.split("\n")[2]
    refused(changed(lambda d: d.update(checkpoint="\n".join(lines))), step=StepName.CHECKPOINT, match="does not verify")


def test_a_checkpoint_signed_by_somebody_else_is_found() -> None:
    thief = SigningKey(KEY.name, salt_of("thief"))
    head = LOG.tree.head()
    note = sign_checkpoint(Checkpoint(origin=KEY.name, size=head.size, root=head.root), signer=thief)
    refused(changed(lambda d: d.update(checkpoint=note)), step=StepName.CHECKPOINT, match="none of them a key")


def test_another_log_that_calls_itself_by_the_same_name_is_found() -> None:
    thief = Log(signer=SigningKey(KEY.name, salt_of("thief")))
    thief.write("case.opened", case=FIRST)
    theirs = write_bundle(
        disclosures(thief.sealed, log=thief),
        tree=thief.tree,
        checkpoint=thief.sign(),
        log_key=thief.signer.verifier,
    )
    refused(theirs, step=StepName.KEY, match="another key")
    refused(changed(lambda d: d.update(key=KEY.fingerprint), theirs), step=StepName.CHECKPOINT)
    refused(changed(lambda d: d.update(origin="other.example/log")), step=StepName.KEY, match="not of nadhir")


def test_two_cases_cannot_share_a_tag_nor_one_case_two() -> None:
    log = Log()
    log.write("case.opened", case=FIRST)
    log.threads[FIRST] = type(log.threads[FIRST])(salt_of("another tag")[:8].hex())
    log.write("case.opened", case=FIRST)
    with pytest.raises(BundleRefusedError, match="not those of the entries"):
        write_bundle(disclosures(log.sealed, log=log), tree=log.tree, checkpoint=log.sign(), log_key=KEY)


def test_a_chain_that_names_another_entry_before_it_is_found() -> None:
    log = Log()
    log.write("case.opened", case=FIRST)
    log.threads[FIRST] = log.threads[FIRST].__class__(log.threads[FIRST].tag, 1, LOG.sealed[0].leaf_hash)
    log.write("duty.determined", case=FIRST)
    with pytest.raises(BundleRefusedError, match="follows another entry") as caught:
        write_bundle(disclosures(log.sealed, log=log), tree=log.tree, checkpoint=log.sign(), log_key=KEY)
    assert caught.value.step is StepName.CHAINED


# ── what an honest discloser may choose ──


def test_a_selection_says_that_it_is_one() -> None:
    chosen = [LOG.of_case(FIRST)[0], LOG.of_case(FIRST)[2], LOG.of_case(SECOND)[1]]
    bundle = write_bundle(disclosures(chosen), tree=LOG.tree, checkpoint=CHECKPOINT, log_key=KEY)
    assert [(each.case, each.claim, each.count) for each in verify_bundle(bundle, log_key=KEY).cases] == [
        (FIRST, CaseClaim.SELECTED, 2),
        (SECOND, CaseClaim.SELECTED, 1),
    ]
    with pytest.raises(BundleRefusedError, match="number 1 of the case is missing"):
        write_bundle(
            disclosures(chosen),
            tree=LOG.tree,
            checkpoint=CHECKPOINT,
            log_key=KEY,
            claims={FIRST: CaseClaim.UNBROKEN},
        )


def test_an_unbroken_beginning_of_a_case_needs_no_recorded_head() -> None:
    bundle = write_bundle(
        disclosures(LOG.of_case(FIRST)[:2]),
        tree=LOG.tree,
        checkpoint=CHECKPOINT,
        log_key=KEY,
        claims={FIRST: CaseClaim.UNBROKEN},
    )
    (case,) = verify_bundle(bundle, log_key=KEY).cases
    assert (case.claim, case.count, case.complete_to) == (CaseClaim.UNBROKEN, 2, None)


def test_entries_after_the_recorded_moment_may_follow() -> None:
    log, _, _, record = story()
    log.write("case.closed", case=FIRST)
    (case,) = verify_bundle(complete(log, record=record, checkpoint=log.sign()), log_key=KEY).cases
    assert (case.count, case.complete_to) == (5, record.index)


def test_a_bundle_of_no_entries_proves_the_checkpoint_alone() -> None:
    bundle = write_bundle([], tree=LOG.tree, checkpoint=CHECKPOINT, log_key=KEY, older=[OLDER])
    verified = verify_bundle(bundle, log_key=KEY)
    assert not verified.entries
    assert verified.checkpoint.checkpoint.size == 10


def test_an_older_checkpoint_of_the_empty_log_is_taken_for_what_it_is() -> None:
    note = sign_checkpoint(Checkpoint(origin=KEY.name, size=0, root=Tree().root()), signer=LOG.signer)
    bundle = write_bundle([], tree=LOG.tree, checkpoint=CHECKPOINT, log_key=KEY, older=[note, OLDER])
    assert [each.checkpoint.size for each in verify_bundle(bundle, log_key=KEY).older] == [0, 4]
    refused(changed(lambda d: d["older"][0].update(hashes=["00" * 32]), bundle), step=StepName.OLDER)


def test_what_is_not_proven_is_never_written() -> None:
    with pytest.raises(LedgerError):
        write_bundle(
            [Disclosure(LOG.sealed[4], personal={"recipient.name": LOG.openings[7]})],
            tree=LOG.tree,
            checkpoint=CHECKPOINT,
            log_key=KEY,
        )
    with pytest.raises(InvalidTermError):
        write_bundle(disclosures(LOG.sealed), tree=LOG.tree, checkpoint=OLDER, log_key=KEY)
    with pytest.raises(LedgerError, match="without its opening"):
        write_bundle(
            [Disclosure(LOG.sealed[4], personal={"recipient.name": PersonalState.DISCLOSED})],
            tree=LOG.tree,
            checkpoint=CHECKPOINT,
            log_key=KEY,
        )


def test_a_moment_that_goes_back_is_pointed_at() -> None:
    backdated = Log()
    backdated.write("report.received", at=BEGIN + timedelta(hours=2))
    backdated.write("report.received", at=BEGIN)
    verified = verify_bundle(
        write_bundle(
            disclosures(backdated.sealed, log=backdated),
            tree=backdated.tree,
            checkpoint=backdated.sign(),
            log_key=KEY,
        ),
        log_key=KEY,
    )
    assert verified.backdated == (EntryIndex(1),)


# ── witnesses ──


def test_a_witness_handed_in_is_counted() -> None:
    note = cosign(CHECKPOINT, signer=WITNESS, at=BEGIN)
    bundle = write_bundle([], tree=LOG.tree, checkpoint=note, log_key=KEY)
    verified = verify_bundle(bundle, log_key=KEY, witnesses=[WITNESS.verifier])
    assert verified.steps[3].count == 1
    assert verify_bundle(bundle, log_key=KEY).checkpoint.unknown_signers == ("witness.example/w",)


def test_a_witness_that_did_not_sign_this_sinks_the_bundle() -> None:
    note = cosign(OLDER, signer=WITNESS, at=BEGIN)
    bundle = write_bundle([], tree=LOG.tree, checkpoint=CHECKPOINT, log_key=KEY)
    mixed = changed(lambda d: d.update(checkpoint=CHECKPOINT + note.splitlines()[-1] + "\n"), bundle)
    with pytest.raises(BundleRefusedError) as caught:
        verify_bundle(mixed, log_key=KEY, witnesses=[WITNESS.verifier])
    assert caught.value.step is StepName.WITNESSES


# ── every byte ──


def outcome(bundle: bytes) -> VerifiedBundle | None:
    try:
        return verify_bundle(bundle, log_key=KEY)
    except BundleRefusedError:
        return None


@settings(max_examples=200, deadline=None)
@given(st.integers(0, len(BUNDLE) - 1), st.integers(0, 255))
def test_no_changed_byte_goes_unseen(at: int, byte: int) -> None:
    mutated = bytes([*BUNDLE[:at], byte, *BUNDLE[at + 1 :]])
    found = outcome(mutated)
    assert found is None or (mutated == BUNDLE and found == VERIFIED)


@given(st.integers(0, len(BUNDLE)), st.binary(min_size=1, max_size=3))
def test_no_added_byte_goes_unseen(at: int, added: bytes) -> None:
    assert outcome(BUNDLE[:at] + added + BUNDLE[at:]) is None


@given(st.integers(0, len(BUNDLE) - 1), st.integers(1, 9))
def test_no_missing_byte_goes_unseen(at: int, count: int) -> None:
    assert outcome(BUNDLE[:at] + BUNDLE[at + count :]) is None


@given(st.binary(max_size=200))
def test_no_bytes_at_all_crash_the_verifier(data: bytes) -> None:
    assert outcome(data) is None


SHAPES: st.SearchStrategy[object] = st.none() | st.booleans() | st.integers(-1, 9) | st.sampled_from(["", "00", [], {}])


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_value_of_another_shape_crashes_the_verifier(data: st.DataObject) -> None:
    document: Any = decode(BUNDLE)
    place, key = document, data.draw(st.sampled_from(sorted(document)))
    for _ in range(6):
        inner = place[key]
        if not inner or not isinstance(inner, dict | list) or data.draw(st.booleans()):
            break
        place = inner
        key = data.draw(st.sampled_from(sorted(inner) if isinstance(inner, dict) else range(len(inner))))
    before, place[key] = place[key], data.draw(SHAPES)
    found = outcome(encode(document))
    is_fewer_checkpoints = place is document and key == "older" and place[key] == []  # anybody may show fewer
    assert found is None or place[key] == before or is_fewer_checkpoints


def test_a_refusal_tells_which_step_failed_and_what_to_do() -> None:
    error = refused(changed(lambda d: d["entries"].pop(1)), step=StepName.CHAINED)
    assert error.number == 9
    assert str(error).startswith("case c-first: step 9 (chained): ")
    assert "ask for the entries left out" in str(error)
