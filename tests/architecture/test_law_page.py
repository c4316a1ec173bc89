"""docs/law.md says of every provision what its pack says."""

from nadhir.reference import packs
from tools.law_page import KEYS, PAGE, page


def test_the_page_lists_every_provision_as_it_stands() -> None:
    written = PAGE.read_text(encoding="utf-8")
    assert written == page(written), "a pack has changed: python -m tools.law_page"


def test_every_verified_provision_stands_there_with_its_words() -> None:
    written = PAGE.read_text(encoding="utf-8")
    verified = [r.provision for key in KEYS for r in packs.load(key).provisions if r.provision.is_verified]
    assert verified
    assert [p.paragraph for p in verified if f"“{p.words}”" not in written] == []
