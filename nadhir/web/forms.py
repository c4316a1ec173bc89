# SPDX-License-Identifier: Apache-2.0
"""What officers and recipients fill in. A form checks shape; whether a step is allowed is the use case's question.

Every form refuses fields that it does not know: what was sent and silently dropped is what goes wrong unseen.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import ClassVar, Final

from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth.password_validation import validate_password
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from nadhir.casework import wording
from nadhir.casework.determine import Weighed
from nadhir.casework.read_models import ReleaseView
from nadhir.intake import Limits
from nadhir.release import ASKED_CHECKS, ONE_THREAT
from nadhir.tearline import Choice
from nadhir.terms.assessment import LikelihoodTerm
from nadhir.terms.case import Closing, ClosingGround, Question
from nadhir.terms.clocks import ConsultationReply, DisputeAbout
from nadhir.terms.determination import PROOFS_OF, Waiver, WaiverProof, WeighingChoice
from nadhir.terms.facts import FactName, ReplyState
from nadhir.terms.ids import PartyId, QuestionId
from nadhir.terms.party import ChannelKind, PartyRole, Relation
from nadhir.terms.release import Mode
from nadhir.terms.report import InformationCredibility, ReportKind, SourceKind, SourceReliability
from nadhir.terms.tearline import Tearline
from nadhir.terms.text import Language
from nadhir.web.recipient_words import RecipientWords

#: What a browser sends beside the fields of a form.
_NOT_FIELDS: Final = frozenset({"csrfmiddlewaretoken", "answer"})
_LONGEST_NOTE: Final = 4000  # letters [D]: two pages; a longer text is a report
_LONGEST_NAME: Final = 200
_LONGEST_TURN_HOURS: Final = 24 * 31  # of duty [D]
_TAG: Final = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")  # of BCP 47, what phrase books and readers have


def _dress(form: forms.BaseForm) -> None:
    """Give each field its look, and its hint and problem as its description, for those who hear the page."""
    for bound in form:
        widget = bound.field.widget
        if isinstance(widget, forms.CheckboxInput | forms.RadioSelect | forms.CheckboxSelectMultiple):
            widget.attrs.setdefault("class", "form-check-input")
        elif isinstance(widget, forms.Select):
            widget.attrs.setdefault("class", "form-select")
        elif not isinstance(widget, forms.HiddenInput):
            widget.attrs.setdefault("class", "form-control")
            widget.attrs.setdefault("dir", "auto")


class StrictForm(forms.Form):
    """A form that refuses what it does not know."""

    required_css_class = ""
    use_required_attribute = True

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        _dress(self)

    def clean(self) -> dict[str, object]:
        """Refuse unknown fields."""
        cleaned = super().clean() or {}
        known = {self.add_prefix(name) for name in self.fields} | _NOT_FIELDS
        unknown = sorted(set(self.data) - known)
        if unknown:
            raise forms.ValidationError(
                _("Unknown field: %(names)s. Nothing was changed."), params={"names": ", ".join(unknown)}
            )
        return cleaned


class StepForm(StrictForm):
    """One step of an officer's work: where it is sent, what it is called, and what is said before it."""

    title: ClassVar[object] = ""
    button: ClassVar[object] = ""
    preamble: object = ""
    is_bare = False  # a single button
    is_grave = False
    action = ""


def _choices(values: Iterable[object], *, empty: str = "") -> list[tuple[str, str]]:
    listed = [(str(value), wording.word(value)) for value in values]  # type: ignore[arg-type]
    return [("", empty), *listed] if empty else listed


class ReceiveForm(StepForm):
    """A report handed in at the desk: a text that was typed or pasted, or a file as it came."""

    title = gettext_lazy("Receive a report")
    button = gettext_lazy("Take it in")

    text = forms.CharField(
        label=gettext_lazy("Text, exactly as it came"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    file = forms.FileField(
        label=gettext_lazy("Or a file, unopened"),
        required=False,
        help_text=gettext_lazy(
            "A page, a message or a text, in any encoding, or what holds several of them: a mailbox, a feed, a web "
            "archive, an export of Telegram, a ZIP file. It is kept byte for byte."
        ),
    )
    source = forms.ChoiceField(label=gettext_lazy("From which source"))
    kind = forms.ChoiceField(label=pgettext_lazy("report", "Kind"), required=False)
    credibility = forms.ChoiceField(
        label=gettext_lazy("Credibility of the information"),
        initial=InformationCredibility.CANNOT_BE_JUDGED.value,
        help_text=gettext_lazy("1, confirmed, can be given once an independent report is linked to it."),
    )
    marking = forms.CharField(
        label=gettext_lazy("Marking"),
        required=False,
        max_length=_LONGEST_NAME,
        help_text=gettext_lazy("As it stands on the report, for example TLP:RED, ORCON."),
    )

    def __init__(self, *args: object, sources: Iterable[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self._field("source").choices = list(sources)
        self._field("kind").choices = _choices(ReportKind, empty=_("let the reading tell"))
        self._field("credibility").choices = [
            (each.value, f"{each.value} · {wording.word(each)}")
            for each in InformationCredibility
            if each is not InformationCredibility.CONFIRMED  # nothing is linked yet that could confirm it
        ]

    def _field(self, name: str) -> forms.ChoiceField:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared so above
        return field

    def clean(self) -> dict[str, object]:
        """Ask for a text or a file, not both, within intake's own limit."""
        cleaned = super().clean()
        text, file = cleaned.get("text"), cleaned.get("file")
        if bool(text) == bool(file):
            raise forms.ValidationError(_("Give either a text or a file."))
        if isinstance(file, UploadedFile) and (file.size or 0) > Limits().size_bytes:
            raise forms.ValidationError(_("The file is larger than intake takes. Nothing was kept; cut it into parts."))
        return cleaned


class AssessForm(StepForm):
    """Judge the case anew on what is held now."""

    title = gettext_lazy("Assess again")
    button = gettext_lazy("Assess and determine on what is held now")
    is_bare = True


class LikelihoodForm(StepForm):
    """Choose the word for an interval that several may be said of."""

    title = gettext_lazy("Choose the word of likelihood")
    button = gettext_lazy("Choose it")
    preamble = gettext_lazy(
        "The interval spans several words, or lies in a gap between two: the warning says none until one is chosen. "
        "What you choose stands as long as the interval is this one."
    )

    term = forms.ChoiceField(label=gettext_lazy("Word"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=gettext_lazy("What the choice rests on"),
        max_length=_LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: object, terms: Sequence[LikelihoodTerm], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["term"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared so above
        field.choices = _choices(terms)


class DecideForm(StepForm):
    """Make the recommendation one's own."""

    title = gettext_lazy("Decide")
    button = gettext_lazy("This is my decision")
    preamble = gettext_lazy("What stands above is computed. With this it becomes your decision, under your name.")
    is_bare = True

    determination = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: object,
        determination_id: int | None = None,
        risks: Sequence[tuple[str, str, Sequence[str], Sequence[ChannelKind]]] = (),
        **kwargs: object,
    ) -> None:
        """`risks` has each party to be weighed: its id, its name, what telling it could do, how it can be reached."""
        super().__init__(*args, **kwargs)
        self.fields["determination"].initial = determination_id
        self.is_bare = not risks
        self._parties = [party_id for party_id, _name, _said, _channels in risks]
        for number, (_party_id, name, said, channels) in enumerate(risks):
            self.fields[f"choice_{number}"] = forms.ChoiceField(
                label=_("Telling %(name)s could do harm") % {"name": name},
                help_text=_("; ").join(said),
                choices=[(each.value, wording.word(each)) for each in WeighingChoice],
                widget=forms.RadioSelect,
            )
            self.fields[f"channels_{number}"] = forms.MultipleChoiceField(
                label=_("Another way: by which channels"),
                choices=[(each.value, wording.word(each)) for each in channels],
                widget=forms.CheckboxSelectMultiple,
                required=False,
            )
            self.fields[f"because_{number}"] = forms.CharField(
                label=_("Why: what you weighed"),
                max_length=_LONGEST_NOTE,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
        _dress(self)

    def weighed(self) -> tuple[Weighed, ...]:
        """Return what the officer makes of each risk."""
        given = self.cleaned_data
        return tuple(
            Weighed(
                party_id=PartyId(party_id),
                choice=WeighingChoice(given[f"choice_{number}"]),
                because=given[f"because_{number}"],
                channels=tuple(ChannelKind(each) for each in given[f"channels_{number}"]),
            )
            for number, party_id in enumerate(self._parties)
        )


class FactForm(StepForm):
    """A fact that law or policy asks for."""

    title = gettext_lazy("Establish a fact")
    button = gettext_lazy("Establish")

    name = forms.ChoiceField(label=gettext_lazy("Fact"))
    about = forms.ChoiceField(label=gettext_lazy("About"), required=False)
    value = forms.CharField(
        label=gettext_lazy("Value"),
        max_length=_LONGEST_NAME,
        help_text=gettext_lazy("yes, no, a country code, or a qualification in words (which establishes no ground)"),
    )
    note = forms.CharField(
        label=gettext_lazy("How it is known"),
        max_length=_LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: object, parties: Mapping[str, str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        name, about = self.fields["name"], self.fields["about"]
        assert isinstance(name, forms.ChoiceField) and isinstance(about, forms.ChoiceField)  # noqa: S101, PT018
        name.choices = _choices(FactName)
        about.choices = [("", _("the case as a whole")), *parties.items()]

    def clean_value(self) -> bool | str:
        """Read yes and no in both languages as true and false."""
        value = str(self.cleaned_data["value"]).strip()
        if value.lower() in {"yes", "true", "نعم"}:
            return True
        if value.lower() in {"no", "false", "لا"}:
            return False
        return value


class NamePartyForm(StepForm):
    """Let the case know a party of the directory."""

    title = gettext_lazy("Name a party in this case")
    button = gettext_lazy("Name it")
    preamble = gettext_lazy("A party that is no standing one is known only to the cases it is named in.")

    party = forms.ChoiceField(label=gettext_lazy("Party"))

    def __init__(self, *args: object, parties: Mapping[str, str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        party = self.fields["party"]
        assert isinstance(party, forms.ChoiceField)  # noqa: S101 - declared so above
        party.choices = list(parties.items())


class SourceForm(StepForm):
    """A source that reports come from."""

    title = gettext_lazy("Add a source")
    button = gettext_lazy("Add the source")
    preamble = gettext_lazy("Its name and identifiers are sealed. None of them may stand in a warning.")

    name = forms.CharField(label=pgettext_lazy("thing", "Name"), max_length=_LONGEST_NAME)
    kind = forms.ChoiceField(label=pgettext_lazy("report", "Kind"))
    reliability = forms.ChoiceField(label=gettext_lazy("Reliability of the source"), initial=SourceReliability.F.value)
    is_protected = forms.BooleanField(
        label=gettext_lazy("Protected: no warning may lead to it"), required=False, initial=True
    )
    identifiers = forms.CharField(
        label=gettext_lazy("Identifiers, one a line"),
        required=False,
        max_length=_LONGEST_NOTE,
        help_text=gettext_lazy("Cover names, numbers, accounts: whatever would give the source away."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        kind, reliability = self.fields["kind"], self.fields["reliability"]
        assert isinstance(kind, forms.ChoiceField) and isinstance(reliability, forms.ChoiceField)  # noqa: S101, PT018
        kind.choices = _choices(SourceKind)
        reliability.choices = [(each.value, f"{each.value} · {wording.word(each)}") for each in SourceReliability]


class PartyForm(StepForm):
    """A party, with up to three ways to reach it, in the order in which they are tried."""

    title = gettext_lazy("Add a party")
    button = gettext_lazy("Add the party")
    preamble = gettext_lazy("Name and contacts are sealed under the party's own key.")

    name = forms.CharField(label=pgettext_lazy("thing", "Name"), max_length=_LONGEST_NAME)
    country = forms.RegexField(
        label=gettext_lazy("Country, two letters"),
        regex=r"\A[A-Za-z]{2}\Z",
        error_messages={"invalid": gettext_lazy("Two letters, as ISO 3166 has them: QA, IR.")},
    )
    relation = forms.ChoiceField(
        label=gettext_lazy("How it stands to us"),
        initial=Relation.NEUTRAL.value,
        help_text=gettext_lazy("For the record and the choice of a way. It is no ground against a warning."),
    )
    roles = forms.MultipleChoiceField(label=gettext_lazy("What it is"), widget=forms.CheckboxSelectMultiple)
    languages = forms.CharField(
        label=gettext_lazy("Languages, preferred first"),
        initial="ar, en",
        max_length=_LONGEST_NAME,
        help_text=gettext_lazy("Tags with commas between them: fa, ar, en."),
    )
    independent_check = forms.CharField(
        label=gettext_lazy("How they can check by another way that a warning is genuine"),
        required=False,
        max_length=_LONGEST_NAME,
    )
    is_standing = forms.BooleanField(
        label=gettext_lazy("Standing: known to every case, not only to those it is named in"), required=False
    )

    ways: ClassVar[tuple[int, ...]] = (1, 2, 3)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        relation, roles = self.fields["relation"], self.fields["roles"]
        assert isinstance(relation, forms.ChoiceField) and isinstance(roles, forms.MultipleChoiceField)  # noqa: S101, PT018
        relation.choices = _choices(Relation)
        roles.choices = _choices(PartyRole)
        for way in self.ways:
            self.fields[f"channel_{way}"] = forms.ChoiceField(
                label=_("Way %(number)s") % {"number": way},
                required=False,
                choices=_choices(ChannelKind, empty=_("none needed")),
            )
            self.fields[f"address_{way}"] = forms.CharField(
                label=_("Way %(number)s: address, number, or whom to meet") % {"number": way},
                required=False,
                max_length=_LONGEST_NAME,
            )
            self.fields[f"via_{way}"] = forms.CharField(
                label=_("Way %(number)s: through which intermediary") % {"number": way},
                required=False,
                max_length=_LONGEST_NAME,
            )
        _dress(self)

    def clean_languages(self) -> tuple[Language, ...]:
        """Read tags with commas between them."""
        tags = [tag.strip() for tag in str(self.cleaned_data["languages"]).replace("،", ",").split(",") if tag.strip()]
        if not tags or not all(_TAG.fullmatch(tag) for tag in tags):
            raise forms.ValidationError(_("Tags with commas between them: fa, ar, en."))
        return tuple(Language(tag) for tag in dict.fromkeys(tags))

    def clean(self) -> dict[str, object]:
        """Refuse an address without a way, a way without an address, and one way given twice."""
        cleaned = super().clean()
        for way in self.ways:
            if bool(cleaned.get(f"channel_{way}")) != bool(cleaned.get(f"address_{way}")):
                self.add_error(f"address_{way}", _("A way needs its address, and an address its way."))
        given = [cleaned.get(f"channel_{way}") for way in self.ways if cleaned.get(f"channel_{way}")]
        if len(given) != len(set(given)):
            raise forms.ValidationError(_("Give each way once."))
        return cleaned


class ReplyForm(StepForm):
    """What a party answered."""

    title = gettext_lazy("Record a reply")
    button = gettext_lazy("Record it")

    party = forms.ChoiceField(label=gettext_lazy("From whom"))
    to = forms.ChoiceField(label=gettext_lazy("To what"))
    state = forms.ChoiceField(label=gettext_lazy("What it was"))
    note = forms.CharField(
        label=gettext_lazy("In their words"),
        required=False,
        max_length=_LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: object, parties: Mapping[str, str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        for field, choices in (
            ("party", list(parties.items())),
            ("to", [("warning", _("the warning")), ("update", _("an update")), ("renewal", _("a renewal"))]),
            ("state", _choices(ReplyState)),
        ):
            chosen = self.fields[field]
            assert isinstance(chosen, forms.ChoiceField)  # noqa: S101 - declared so above
            chosen.choices = choices


class TearlineForm(StepForm):
    """Write the tearline anew, at one of three degrees of exposure."""

    title = gettext_lazy("Write the tearline")
    button = gettext_lazy("Write it")
    preamble = gettext_lazy("It is composed of phrases, never of the sources' words, within what caveats allow.")

    choice = forms.ChoiceField(
        label=gettext_lazy("How far to go"), widget=forms.RadioSelect, initial=Choice.BALANCED.value
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["choice"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101 - declared so above
        choice.choices = [(each.value, wording.sentence(each.value)) for each in Choice]


class EditForm(StepForm):
    """Change the words of the tearline; every language is checked for leaks again."""

    title = gettext_lazy("Change the wording")
    button = gettext_lazy("Check for leaks and keep")
    preamble = gettext_lazy("Every text is checked again. Approvals of the former text fall with it.")

    def __init__(self, *args: object, tearline: Tearline, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        for language, text in tearline.texts.items():
            self.fields[f"text_{language}"] = forms.CharField(
                label=wording.language_name(language),
                initial=text.content,
                strip=False,
                widget=forms.Textarea(attrs={"rows": 10, "lang": language, "dir": text.direction.value}),
            )
        _dress(self)

    def texts(self) -> dict[Language, str]:
        """Return the texts by language."""
        return {
            Language(name.removeprefix("text_")): str(text).replace("\r\n", "\n")
            for name, text in self.cleaned_data.items()
            if name.startswith("text_")
        }


class ProposeForm(StepForm):
    """Put the tearline before two people."""

    title = gettext_lazy("Propose it for release")
    button = gettext_lazy("Propose")
    preamble = gettext_lazy("Each question is answered, or skipped with a reason, before anybody can sign.")

    mode = forms.ChoiceField(label=gettext_lazy("For real, or a drill"), initial=Mode.LIVE.value)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        mode = self.fields["mode"]
        assert isinstance(mode, forms.ChoiceField)  # noqa: S101 - declared so above
        mode.choices = _choices(Mode)
        for name in (*ASKED_CHECKS, ONE_THREAT):
            self.fields[f"done_{name}"] = forms.BooleanField(label=wording.sentence(name), required=False)
            self.fields[f"reason_{name}"] = forms.CharField(
                label=_("What was found, or why it is skipped"),
                max_length=_LONGEST_NOTE,
                required=name in ASKED_CHECKS,
            )
        _dress(self)


class PasswordForm(StepForm):
    """A step that asks for the password again: a screen left open must not sign."""

    said_of_wrong: ClassVar["str | Promise"] = gettext_lazy("This is not your password. Nothing was signed.")

    password = forms.CharField(
        label=gettext_lazy("Your password, once more"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "dir": "ltr"}),
    )

    def __init__(self, *args: object, request: HttpRequest | None = None, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self._request = request

    def clean_password(self) -> str:
        """Check the password as the login does, so that wrong tries are counted with it."""
        request = self._request
        assert request is not None  # noqa: S101 - a form with data is made with its request
        username = request.user.get_username()
        officer = authenticate(request, username=username, password=str(self.cleaned_data["password"]))
        if officer is None or officer.get_username() != username:
            raise forms.ValidationError(str(self.said_of_wrong))
        return ""


class ApproveForm(PasswordForm):
    """One of the two signatures, bound to what was looked at."""

    title = gettext_lazy("Approve")
    button = gettext_lazy("I stand for these exact bytes")

    digest = forms.CharField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: object,
        release: ReleaseView | None = None,
        request: HttpRequest | None = None,
        **kwargs: object,
    ) -> None:
        super().__init__(*args, request=request, **kwargs)
        if release is not None:
            self.fields["digest"].initial = release.release.content_digest


class RefuseForm(PasswordForm):
    """A no, with its reason."""

    title = gettext_lazy("Refuse")
    button = gettext_lazy("Refuse this release")
    is_grave = True

    reason = forms.CharField(
        label=gettext_lazy("Your reason"), max_length=_LONGEST_NOTE, widget=forms.Textarea(attrs={"rows": 3})
    )
    field_order = ["reason", "password"]


class AffirmForm(PasswordForm):
    """A senior officer affirms one waiver."""

    title = gettext_lazy("Affirm a waiver")
    button = gettext_lazy("I affirm that this ground holds for this victim")
    preamble = gettext_lazy("One ground, one victim, one affirmation. It expires, and new information opens it again.")
    is_grave = True

    waiver = forms.ChoiceField(label=gettext_lazy("Which waiver"))
    field_order = ["waiver", "password"]

    def __init__(self, *args: object, waivers: Mapping[str, str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        _choose(self, "waiver", waivers)


class GroundForm(StepForm):
    """What a waiver's ground is shown by: a field for each thing that the ground demands."""

    title = gettext_lazy("What the ground of a waiver is shown by")
    button = gettext_lazy("Write it down")

    waiver = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: object, key: str, waiver: Waiver, victim: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.preamble = _("%(ground)s, for %(victim)s. A releasing authority affirms it only with all of this.") % {
            "ground": wording.word(waiver.ground),
            "victim": victim,
        }
        self.fields["waiver"].initial = key
        given = {each.proof: each.text for each in waiver.shown}
        self._proofs = PROOFS_OF[waiver.ground]
        for proof in self._proofs:
            self.fields[proof.value] = forms.CharField(
                label=wording.word(proof),
                required=False,
                initial=given.get(proof, ""),
                max_length=_LONGEST_NOTE,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
        _dress(self)

    def proofs(self) -> dict[WaiverProof, str]:
        """Return what was written."""
        return {proof: str(self.cleaned_data[proof.value]) for proof in self._proofs if self.cleaned_data[proof.value]}


def _choose(form: forms.Form, name: str, choices: Mapping[str, str]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared so by each form
    field.choices = list(choices.items())


def _reason(label: object) -> forms.CharField:
    return forms.CharField(
        label=label,  # type: ignore[arg-type]
        max_length=_LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class StopClockForm(PasswordForm):
    """A releasing authority stops a clock."""

    title = gettext_lazy("Stop a clock")
    button = gettext_lazy("Stop it, under my name")
    preamble = gettext_lazy("Your reason goes into the ledger and stands beside the clock.")
    is_grave = True

    clock = forms.ChoiceField(label=gettext_lazy("Which clock"))
    reason = _reason(gettext_lazy("Why it may stop"))
    field_order = ["clock", "reason", "password"]

    def __init__(self, *args: object, clocks: Mapping[str, str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        _choose(self, "clock", clocks)


class ExtendClockForm(PasswordForm):
    """A releasing authority extends a clock that has not run out."""

    title = gettext_lazy("Extend a clock")
    button = gettext_lazy("Extend it, under my name")
    preamble = gettext_lazy("Once, before it has run out, and by half of its length at most.")

    clock = forms.ChoiceField(label=gettext_lazy("Which clock"))
    minutes = forms.IntegerField(label=gettext_lazy("By how many minutes"), min_value=1)
    reason = _reason(gettext_lazy("Why more time is needed"))
    field_order = ["clock", "minutes", "reason", "password"]

    def __init__(self, *args: object, clocks: Mapping[str, str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        _choose(self, "clock", clocks)


class WindowForm(StepForm):
    """What follows the window that the reports state."""

    title = gettext_lazy("What follows the stated window")
    button = gettext_lazy("Decide it")
    preamble = gettext_lazy("A window that passes says nothing of the plot. A person says what follows.")

    decision = forms.ChoiceField(
        label=gettext_lazy("Once it has passed"),
        choices=[
            ("stands", gettext_lazy("the threat stands: a warning that says so is owed")),
            ("ended", gettext_lazy("the threat ended with the window")),
        ],
        widget=forms.RadioSelect,
    )
    reason = _reason(gettext_lazy("What this rests on"))


class AskOriginatorForm(StepForm):
    """Ask an originator before release."""

    title = gettext_lazy("Ask the originator")
    button = gettext_lazy("Put it on record as asked")
    preamble = gettext_lazy("The clock runs from now; asking again does not wind it up.")

    report = forms.ChoiceField(label=gettext_lazy("Of which report"))
    asked = forms.CharField(label=gettext_lazy("Who was asked, and by what way"), max_length=_LONGEST_NAME)
    question = _reason(gettext_lazy("What they were asked: content and method"))

    def __init__(self, *args: object, reports: Mapping[str, str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "report", reports)


class OriginatorReplyForm(StepForm):
    """What an originator said."""

    title = gettext_lazy("Record the originator's answer")
    button = gettext_lazy("Record it")
    preamble = gettext_lazy("A refusal is no ground for a waiver; it raises a dispute.")

    consultation = forms.ChoiceField(label=gettext_lazy("Answer to"))
    reply = forms.ChoiceField(label=gettext_lazy("They"), choices=())
    words = forms.CharField(
        label=gettext_lazy("Their words"),
        required=False,
        max_length=_LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("What they allow to be said, or why they refuse."),
    )

    def __init__(self, *args: object, consultations: Mapping[str, str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "consultation", consultations)
        _choose(self, "reply", {each.value: wording.word(each) for each in ConsultationReply})


class DisputeForm(StepForm):
    """Raise a dispute."""

    title = gettext_lazy("Raise a dispute")
    button = gettext_lazy("Put it on record")
    preamble = gettext_lazy("It holds up no other clock.")

    about = forms.ChoiceField(label=gettext_lazy("About"), choices=())
    of = forms.CharField(label=gettext_lazy("Whose position: an officer, or an element"), max_length=_LONGEST_NAME)
    says = _reason(gettext_lazy("What they hold"))

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "about", {each.value: wording.word(each) for each in DisputeAbout})


class PositionForm(StepForm):
    """Take a position in a dispute."""

    title = gettext_lazy("Take a position")
    button = gettext_lazy("Put it on record")

    dispute = forms.ChoiceField(label=gettext_lazy("In which dispute"))
    of = forms.CharField(label=gettext_lazy("Whose position: an officer, or an element"), max_length=_LONGEST_NAME)
    says = _reason(gettext_lazy("What they hold"))

    def __init__(self, *args: object, disputes: Mapping[str, str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "dispute", disputes)


class HandUpForm(StepForm):
    """Hand a dispute up."""

    title = gettext_lazy("Hand a dispute up")
    button = gettext_lazy("Hand it up by one rung")

    dispute = forms.ChoiceField(label=gettext_lazy("Which dispute"))

    def __init__(self, *args: object, disputes: Mapping[str, str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "dispute", disputes)


class SettleForm(PasswordForm):
    """Settle a dispute."""

    title = gettext_lazy("Settle a dispute")
    button = gettext_lazy("This is the decision")

    dispute = forms.ChoiceField(label=gettext_lazy("Which dispute"))
    decision = _reason(gettext_lazy("What was decided"))
    dissent = forms.CharField(
        label=gettext_lazy("Who still disagrees, and why"),
        required=False,
        max_length=_LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    field_order = ["dispute", "decision", "dissent", "password"]

    def __init__(self, *args: object, disputes: Mapping[str, str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        _choose(self, "dispute", disputes)


class DeputyForm(StepForm):
    """Who is told when a clock that an officer holds ran out."""

    title = gettext_lazy("Deputy")
    button = gettext_lazy("Name the deputy")
    preamble = gettext_lazy("They are told when a clock ran out. Where nobody is named, the next role up is told.")

    officer = forms.CharField(
        label=gettext_lazy("Account"), max_length=_LONGEST_NAME, widget=forms.TextInput(attrs={"dir": "ltr"})
    )
    deputy = forms.CharField(
        label=gettext_lazy("Deputy's account"),
        required=False,
        max_length=_LONGEST_NAME,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"}),
        help_text=gettext_lazy("Leave it empty to name nobody."),
    )


class NewPasswordForm(PasswordForm):
    """Choose a password of one's own."""

    title = gettext_lazy("Your password")
    button = gettext_lazy("Change it")
    preamble = gettext_lazy("With the change every other place where you are logged in is logged out.")
    said_of_wrong = gettext_lazy("This is not your present password. Nothing was changed.")

    password = forms.CharField(
        label=gettext_lazy("Your present password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "dir": "ltr"}),
    )
    new = forms.CharField(
        label=gettext_lazy("New password"),
        strip=False,
        max_length=_LONGEST_NOTE,
        help_text=gettext_lazy("A long phrase of your own, which nobody else knows."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "dir": "ltr"}),
    )
    again = forms.CharField(
        label=gettext_lazy("The new password, once more"),
        strip=False,
        max_length=_LONGEST_NOTE,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "dir": "ltr"}),
    )

    def clean_new(self) -> str:
        """Refuse a weak one, in the reader's language; the use case refuses it by the same rules."""
        new = str(self.cleaned_data["new"])
        request = self._request
        assert request is not None and request.user.is_authenticated  # noqa: S101, PT018 - an officer's page made it
        try:
            validate_password(new, user=request.user)
        except forms.ValidationError as error:  # whose own sentences are not all there in Arabic
            raise forms.ValidationError(
                _("It is too weak: take a longer phrase, no common one, no number alone, nothing like your name.")
            ) from error
        return new

    def clean(self) -> dict[str, object]:
        """Refuse two that differ, and one that is no new one."""
        cleaned = super().clean()
        new, again = cleaned.get("new"), cleaned.get("again")
        if new and again and new != again:
            self.add_error("again", _("The two were not the same."))
        if new and "password" in cleaned and new == self.data.get("password"):
            self.add_error("new", _("It is the one that you have. Choose another."))
        return cleaned


class HandOverForm(StepForm):
    """The note was handed over: to whom, and what was said."""

    title = gettext_lazy("Record the hand-over")
    button = gettext_lazy("Record the receipt")
    preamble = gettext_lazy("A receipt says that the note lies there. It is no acknowledgement.")

    to_name = forms.CharField(label=gettext_lazy("Taken by, as they gave their name"), max_length=_LONGEST_NAME)
    rank = forms.CharField(label=gettext_lazy("Rank or function"), required=False, max_length=_LONGEST_NAME)
    note = forms.CharField(
        label=gettext_lazy("What was said, and the receipt's reference"),
        required=False,
        max_length=_LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AnswerForm(StepForm):
    """A named person said by another way that they have it."""

    title = gettext_lazy("Record an acknowledgement")
    button = gettext_lazy("Record the acknowledgement")
    preamble = gettext_lazy("Only when a named person said so. Without a name it is a receipt.")

    name = forms.CharField(label=pgettext_lazy("person", "Name"), max_length=_LONGEST_NAME)
    rank = forms.CharField(label=gettext_lazy("Rank or function"), required=False, max_length=_LONGEST_NAME)
    will_do = forms.CharField(
        label=gettext_lazy("What they will do"),
        required=False,
        max_length=_LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class SilenceForm(StepForm):
    """Nobody answers by this way."""

    title = gettext_lazy("Record silence")
    button = gettext_lazy("Record silence and go to the next way")
    preamble = gettext_lazy("On your word that no answer will come by this way. Silence is no refusal.")

    note = forms.CharField(
        label=gettext_lazy("What was tried"),
        required=False,
        max_length=_LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class UnreachableForm(StepForm):
    """This way leads nowhere."""

    title = gettext_lazy("This way failed")
    button = gettext_lazy("Record that it failed for good")

    note = forms.CharField(
        label=gettext_lazy("What happened"), max_length=_LONGEST_NOTE, widget=forms.Textarea(attrs={"rows": 2})
    )


class CommandForm(StepForm):
    """Take the case."""

    title = gettext_lazy("Take command")
    button = gettext_lazy("I take command of this case")
    is_bare = True


class OfferCommandForm(StepForm):
    """Offer the case to a colleague."""

    title = gettext_lazy("Hand over command")
    button = gettext_lazy("Offer command")
    preamble = gettext_lazy("Command stays where it is until your colleague accepts it.")

    to = forms.ChoiceField(label=gettext_lazy("To"))

    def __init__(self, *args: object, colleagues: Sequence[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        to = self.fields["to"]
        assert isinstance(to, forms.ChoiceField)  # noqa: S101 - declared so above
        to.choices = [(name, f"{shown} ({name})") for name, shown in colleagues]


class AcceptCommandForm(StepForm):
    """Take a case that was offered."""

    title = gettext_lazy("Accept command")
    button = gettext_lazy("I take command of this case")
    is_bare = True


class DeclineCommandForm(StepForm):
    """Do not take a case that was offered."""

    title = gettext_lazy("Decline command")
    button = gettext_lazy("I do not take it")

    reason = forms.CharField(
        label=gettext_lazy("Your reason"), max_length=_LONGEST_NOTE, widget=forms.Textarea(attrs={"rows": 2})
    )


class WithdrawOfferForm(StepForm):
    """Keep a case that was offered."""

    title = gettext_lazy("Withdraw the offer of command")
    button = gettext_lazy("Withdraw the offer of command")
    is_bare = True


class DutyForm(StepForm):
    """Put an officer on duty."""

    title = gettext_lazy("Put somebody on duty")
    button = gettext_lazy("Put on duty")
    preamble = gettext_lazy("Who is on duty commands what the system opens, until another's turn begins.")

    officer = forms.ChoiceField(label=gettext_lazy("Officer"))
    hours = forms.IntegerField(
        label=gettext_lazy("For how many hours"), required=False, min_value=1, max_value=_LONGEST_TURN_HOURS
    )

    def __init__(self, *args: object, colleagues: Sequence[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        officer = self.fields["officer"]
        assert isinstance(officer, forms.ChoiceField)  # noqa: S101 - declared so above
        officer.choices = [(name, f"{shown} ({name})") for name, shown in colleagues]


class EndDutyForm(StepForm):
    """Take a turn off the rota."""

    title = gettext_lazy("Take off duty")
    button = gettext_lazy("Take off duty")
    is_bare = True


class OpenByHandForm(StepForm):
    """Open a case that no rule opened."""

    title = gettext_lazy("Open a case by hand")
    button = gettext_lazy("Open the case")
    preamble = gettext_lazy(
        "For a report that no rule understood. The case is undecided, whatever its text says, until people say more."
    )

    reason = forms.CharField(
        label=gettext_lazy("What you see in it"), max_length=_LONGEST_NOTE, widget=forms.Textarea(attrs={"rows": 3})
    )


class GradeForm(StepForm):
    """Grade the information of a report."""

    title = gettext_lazy("Grade the information")
    button = gettext_lazy("Grade it")
    preamble = gettext_lazy("6 says that nobody can judge it; it is no bad grade. 1 needs another, independent voice.")

    credibility = forms.ChoiceField(label=gettext_lazy("Credibility of the information"))
    reason = forms.CharField(
        label=gettext_lazy("What the grade rests on"),
        max_length=_LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["credibility"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared so above
        field.choices = [(each.value, f"{each.value} · {wording.word(each)}") for each in InformationCredibility]


class JoinForm(StepForm):
    """Put a report into a case."""

    title = gettext_lazy("Belongs to case …")
    button = gettext_lazy("Put it into this case")
    preamble = gettext_lazy("It leaves the case that it is in, if it is in one. Both are judged anew.")

    case = forms.ChoiceField(label=gettext_lazy("Case"))
    reason = forms.CharField(
        label=gettext_lazy("Why it belongs there"), max_length=_LONGEST_NOTE, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: object, cases: Mapping[str, str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        case = self.fields["case"]
        assert isinstance(case, forms.ChoiceField)  # noqa: S101 - declared so above
        case.choices = list(cases.items())


class SplitForm(StepForm):
    """Take a report out of its case."""

    title = gettext_lazy("Split off")
    button = gettext_lazy("Split it off into a case of its own")
    preamble = gettext_lazy("Both cases are judged anew: what was decided for one does not stand for the other.")
    is_grave = True

    reason = forms.CharField(
        label=gettext_lazy("Why it does not belong here"),
        max_length=_LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ReviewForm(StepForm):
    """Review the case from its record."""

    title = gettext_lazy("Review")
    button = gettext_lazy("Review from the record")
    is_bare = True


class SealForm(StepForm):
    """Sign a checkpoint of the ledger."""

    title = gettext_lazy("Seal")
    button = gettext_lazy("Sign a checkpoint now")
    is_bare = True


class CloseForm(PasswordForm):
    """Propose to close the case: under which ground, why, what was left unread, and which questions are given up."""

    title = gettext_lazy("Close the case")
    button = gettext_lazy("Propose to close it")
    preamble = gettext_lazy(
        "A second officer confirms it with their own log-in. What you opened of this case is on record with it."
    )
    is_grave = True

    ground = forms.ChoiceField(label=gettext_lazy("Ground of closing"))
    reason = forms.CharField(
        label=gettext_lazy("What that rests on, in your words"),
        max_length=_LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    duplicate_of = forms.CharField(
        label=gettext_lazy("The other case, of a duplicate"),
        required=False,
        max_length=_LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "ltr"}),
    )

    def __init__(
        self,
        *args: object,
        questions: Sequence[Question] = (),
        unread: Mapping[str, str] | None = None,
        request: HttpRequest | None = None,
        **kwargs: object,
    ) -> None:
        super().__init__(*args, request=request, **kwargs)
        ground = self.fields["ground"]
        assert isinstance(ground, forms.ChoiceField)  # noqa: S101 - declared so above
        ground.choices = _choices(ClosingGround, empty=_("choose"))
        self._unread = {f"unread_{thing}": thing for thing in unread or {}}
        self._questions = {f"question_{question.id}": question.id for question in questions}
        for thing, title in (unread or {}).items():
            self.fields[f"unread_{thing}"] = forms.CharField(
                label=_("Never opened by you: %(title)s") % {"title": title},
                help_text=_("Open it first, or say why you leave it unread."),
                max_length=_LONGEST_NOTE,
            )
        for question in questions:
            self.fields[f"question_{question.id}"] = forms.CharField(
                label=_("Open question: %(question)s") % {"question": wording.asked(question)},
                help_text=_("Why it is given up"),
                max_length=_LONGEST_NOTE,
            )
        self.order_fields(["ground", "reason", "duplicate_of", *self._unread, *self._questions, "password"])
        _dress(self)

    def unread(self) -> dict[str, str]:
        """Return why each thing that was never opened is left unread."""
        return {thing: str(self.cleaned_data[name]) for name, thing in self._unread.items()}

    def withdrawn(self) -> dict[QuestionId, str]:
        """Return why each open question is given up."""
        return {question: str(self.cleaned_data[name]) for name, question in self._questions.items()}


class ConfirmClosingForm(PasswordForm):
    """The second person of a closing, for the very proposal that they looked at."""

    title = gettext_lazy("Confirm the closing")
    button = gettext_lazy("I confirm that this case can be closed")
    is_grave = True

    proposed_at = forms.CharField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: object,
        closing: Closing | None = None,
        request: HttpRequest | None = None,
        **kwargs: object,
    ) -> None:
        super().__init__(*args, request=request, **kwargs)
        if closing is not None:
            self.fields["proposed_at"].initial = closing.at.isoformat()

    def clean_proposed_at(self) -> datetime:
        """Return the moment of the proposal."""
        try:
            moment = datetime.fromisoformat(str(self.cleaned_data["proposed_at"]))
        except ValueError as error:
            raise forms.ValidationError(_("This is not a moment. Nothing was changed.")) from error
        return moment


class RefuseClosingForm(StepForm):
    """A case that is not closed: by the second person, or by who proposed it."""

    title = gettext_lazy("Do not close it")
    button = gettext_lazy("Leave it open")

    reason = forms.CharField(
        label=gettext_lazy("Your reason"), max_length=_LONGEST_NOTE, widget=forms.Textarea(attrs={"rows": 3})
    )


class AskForm(StepForm):
    """Ask a question, of a party or of the desk itself."""

    title = gettext_lazy("Ask a question")
    button = gettext_lazy("Put it on record")
    preamble = gettext_lazy("It keeps the case from closing until it is answered, or withdrawn with a reason.")

    text = forms.CharField(
        label=gettext_lazy("Question"), max_length=_LONGEST_NOTE, widget=forms.Textarea(attrs={"rows": 2})
    )
    of = forms.ChoiceField(label=gettext_lazy("Put to"), required=False)

    def __init__(self, *args: object, parties: Mapping[str, str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        of = self.fields["of"]
        assert isinstance(of, forms.ChoiceField)  # noqa: S101 - declared so above
        of.choices = [("", _("the desk itself")), *parties.items()]


class EndQuestionForm(StepForm):
    """How an open question ended."""

    question = forms.ChoiceField(label=gettext_lazy("Question"))
    words = forms.CharField(max_length=_LONGEST_NOTE, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: object, questions: Sequence[Question], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["question"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared so above
        field.choices = [(each.id, wording.asked(each)) for each in questions]


class AnswerQuestionForm(EndQuestionForm):
    """A question that was answered."""

    title = gettext_lazy("Answer a question")
    button = gettext_lazy("Record the answer")

    words = forms.CharField(
        label=gettext_lazy("Answer"), max_length=_LONGEST_NOTE, widget=forms.Textarea(attrs={"rows": 2})
    )


class WithdrawQuestionForm(EndQuestionForm):
    """A question that is given up."""

    title = gettext_lazy("Withdraw a question")
    button = gettext_lazy("Withdraw it")

    words = forms.CharField(
        label=gettext_lazy("Why it is given up"), max_length=_LONGEST_NOTE, widget=forms.Textarea(attrs={"rows": 2})
    )


class ReopenForm(StepForm):
    """Open the case again."""

    title = gettext_lazy("Reopen the case")
    button = gettext_lazy("Reopen it")

    reason = forms.CharField(
        label=gettext_lazy("What has changed"), max_length=_LONGEST_NOTE, widget=forms.Textarea(attrs={"rows": 3})
    )


# ── the recipient's page ────────────────────────────────────────────────────────────────────────────────────────────


class RecipientForm(StrictForm):
    """An answer of the recipient, in the recipient's language."""

    title = ""
    button = ""
    preamble = ""
    is_first = False

    def __init__(self, *args: object, words: RecipientWords, prefix: str, **kwargs: object) -> None:
        super().__init__(*args, prefix=prefix, **kwargs)
        self.words = words
        for name, required, rows in self.asks:
            self.fields[name] = forms.CharField(
                label=getattr(words, name if name != "text" else self.text_label),
                required=required,
                max_length=_LONGEST_NOTE if rows else _LONGEST_NAME,
                widget=forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput(),
                error_messages={
                    "required": words.required,
                    "max_length": words.too_long,
                    "null_characters_not_allowed": words.not_taken,
                },
            )
        _dress(self)

    asks: ClassVar[tuple[tuple[str, bool, int], ...]] = ()
    text_label = "why"


class RecipientAcknowledgeForm(RecipientForm):
    """I have it."""

    asks = (("name", True, 0), ("rank", True, 0), ("will_do", False, 3))
    is_first = True

    def __init__(self, *args: object, words: RecipientWords, **kwargs: object) -> None:
        super().__init__(*args, words=words, prefix="acknowledge", **kwargs)
        self.title, self.button, self.preamble = words.acknowledge_title, words.acknowledge_button, words.silence


class RecipientActionForm(RecipientForm):
    """What I will do."""

    asks = (("will_do", True, 3),)
    is_first = True

    def __init__(self, *args: object, words: RecipientWords, **kwargs: object) -> None:
        super().__init__(*args, words=words, prefix="action", **kwargs)
        self.title, self.button = words.will_do_title, words.will_do_button


class RecipientDeclineForm(RecipientForm):
    """It is not for me."""

    asks = (("name", True, 0), ("text", True, 2))

    def __init__(self, *args: object, words: RecipientWords, **kwargs: object) -> None:
        super().__init__(*args, words=words, prefix="decline", **kwargs)
        self.title, self.button = words.decline_title, words.decline_button


class RecipientDisputeForm(RecipientForm):
    """It is wrong."""

    asks = (("text", True, 2),)

    def __init__(self, *args: object, words: RecipientWords, **kwargs: object) -> None:
        super().__init__(*args, words=words, prefix="dispute", **kwargs)
        self.title, self.button = words.dispute_title, words.dispute_button


class RecipientAskForm(RecipientForm):
    """I have a question."""

    asks = (("text", True, 2),)
    text_label = "question"

    def __init__(self, *args: object, words: RecipientWords, **kwargs: object) -> None:
        super().__init__(*args, words=words, prefix="ask", **kwargs)
        self.title, self.button = words.ask_title, words.ask_button
