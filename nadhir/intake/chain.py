# SPDX-License-Identifier: Apache-2.0
"""Who told whom: the chain from the agency or paper that an article comes from to the page at hand.

An origin counts where the page gives the article to it: in the brackets of a dateline ("الرباط (و م ع) -"), in a
source line ("المصدر أ ف ب"), in a by-line, in a sign-off, or in an opening "نقلاً عن". A photograph's credit and a paper
quoted in a sentence are no link of the chain. Agencies are named by their short names, others as the page names them.
"""

import re
from collections.abc import Sequence

from nadhir.intake.parts import Classified, Part
from nadhir.intake.cues import agency_names
from nadhir.intake.knowledge import Cue, Hint, IntakeKnowledge
from nadhir.language.normalise import fold, normalise

__all__ = ["chain_of", "outlet_of"]

_BRACKETS = re.compile(r"[(\[«\"“]\s*([^()\[\]«»\"“”]{2,40}?)\s*[)\]»\"”]")
_DATELINE_SPAN = 90
_DASH_END = re.compile(r"\s[-–—]\s?|[-–—]\s|:\s")
_EDGES = " .:،,;()[]«»\"“”'’-–—|/*_\u200f\u200e"
_NAME_SPLIT = re.compile(r"\s*[+/&|]\s*|\s*[,،;]\s*|\s+-\s+|\s+(?:and|et|und|y|ve|и)\s+")
_RIGHTS_SIGN = re.compile(r"©|\(c\)|&copy;|copyright", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(?:19|20|14|13)\d{2}(?:\s*[-–]\s*(?:19|20|14|13)?\d{2})?(?!\d)")
_GENERIC = frozenset(["agencies"])
_SIGN_OFF = re.compile(r"[^\w\s]")
_NAME_WORDS = 6


def _agency(name: str, *, knowledge: IntakeKnowledge) -> str | None:
    """Return the short name of the agency that a name stands for, or None."""
    known = agency_names(knowledge)
    folded = " ".join(fold(name).strip(_EDGES).split())
    found = known.get(folded) or known.get(folded.replace(".", " ").replace("  ", " ").strip())
    if found is None and "." in folded:
        found = known.get("".join(folded.split("."))) or known.get(
            " ".join(part.strip() for part in folded.split(".") if part.strip())
        )
    if found is not None and found.lower() in _GENERIC:
        return name.strip(_EDGES)
    return found


def _members(text: str, *, knowledge: IntakeKnowledge) -> list[str]:
    """Return the members that a source line names: agencies by their short names, others as written."""
    whole = _agency(text, knowledge=knowledge)
    if whole is not None:
        return [whole]
    found = []
    for piece in _NAME_SPLIT.split(text):
        name = piece.strip(_EDGES)
        agency = _agency(name, knowledge=knowledge)
        if agency is not None:
            found.append(agency)
        elif len(name) > 1 and len(name.split()) <= _NAME_WORDS and "://" not in name and not name[0].isdigit():
            found.append(name)
    return found


def _dateline(text: str, *, outlets: Sequence[str], knowledge: IntakeKnowledge) -> list[str]:
    """Return the agencies in the dateline of the first paragraph: in brackets, or between place and dash."""
    end = _DASH_END.search(text, 0, _DATELINE_SPAN)
    head = text[: end.end() + 40 if end is not None else 60][:_DATELINE_SPAN]
    found: list[str] = []
    for match in _BRACKETS.finditer(head):
        if len(text[: match.start()].split()) > 8:
            break
        names = [_agency(piece, knowledge=knowledge) for piece in (match.group(1), *_NAME_SPLIT.split(match.group(1)))]
        found.extend(name for name in names if name is not None)
    if not found and end is not None:
        # "İstanbul, AA -", "МОСКВА, 24 мар — РИА Новости."
        for piece in re.split(r"[,،/]|\s[-–—]\s", text[:_DATELINE_SPAN])[:5]:
            name = _agency(piece.split(". ")[0], knowledge=knowledge)
            if name is not None and len(piece.split()) <= 4:
                found.append(name)
    own = {fold(outlet) for outlet in outlets}
    return [name for name in dict.fromkeys(found) if fold(name) not in own]


def _opening_via(text: str, *, knowledge: IntakeKnowledge) -> list[str]:
    """Return whom an opening "نقلاً عن «…» -" names."""
    head = normalise(text[:160])
    bare = head.text.lstrip(" ([")
    opener = knowledge.cues[Cue.VIA].at_start(bare)
    if opener is None:
        return []
    lead = head.raw_span(0, len(head.text) - len(bare) + opener.end())[1]
    rest = text[lead : lead + 80].lstrip(" :")
    quoted = _BRACKETS.match(rest)
    if quoted is not None:
        return _members(quoted.group(1), knowledge=knowledge)
    end = _DASH_END.search(rest) or re.search(r"[,،\n]|\.\s", rest)
    name = rest[: end.start()] if end is not None else ""
    return _members(name, knowledge=knowledge) if 0 < len(name.split()) <= _NAME_WORDS else []


def outlet_of(
    classified: Classified, *, stated: Sequence[str], titles: Sequence[str], knowledge: IntakeKnowledge
) -> str | None:
    """Return the name of the outlet whose page this is, or None where the page does not tell.

    Steps: 1. stated for machines; 2. the site's own title; 3. what the head's title carries beside the article's;
    4. the line of rights; 5. a short first line that the page repeats.
    """
    if stated:
        return stated[0]
    blocks, hints = classified.layout.blocks, classified.hints
    marked = [
        blocks[at].text
        for at in range(len(blocks))
        if hints[at] is Hint.SITE and len(blocks[at].text.split()) <= _NAME_WORDS and at != classified.title_at
    ]
    if marked:
        return marked[0]
    return (
        _beside_title(classified.title, titles=titles)
        or _of_rights(classified, knowledge=knowledge)
        or _of_first_lines(classified, knowledge=knowledge)
        or _of_bare_title(titles)
    )


def _beside_title(title: str | None, *, titles: Sequence[str]) -> str | None:
    """Return what the head's title says beside the article's own: `Headline - Outlet`, `Outlet: Headline`."""
    if not title:
        return None
    own = " ".join(title.split())
    for stated in titles:
        whole = " ".join(stated.split())
        at = whole.find(own)
        if at < 0 or whole == own:
            continue
        after, before = whole[at + len(own) :].strip(_EDGES + "»«•"), whole[:at].strip(_EDGES + "»«•")
        # The site stands at the outer end: `Headline - Section | Site`, `Site | Section | Headline`.
        for rest, outer in ((after, -1), (before, 0)):
            name = re.split(r"\s+[|\-–—»•]\s+|\s*\|\s*|,\s*\d", rest)[outer].strip(_EDGES) if rest else ""
            name = re.sub(r"[,،]?\s*\d[\d./\-]*\Z", "", name).strip(_EDGES)
            if name and len(name.split()) <= _NAME_WORDS:
                return name
    return None


def _of_rights(classified: Classified, *, knowledge: IntakeKnowledge) -> str | None:
    rights = knowledge.cues[Cue.RIGHTS]
    for at in range(len(classified.layout.blocks) - 1, -1, -1):
        text = classified.layout.blocks[at].text
        folded = classified.wordings[at].folded
        if len(text) > 200 or (classified.parts[at] in (Part.BODY, Part.CAPTION) and "©" not in text):
            continue
        has_sign = _RIGHTS_SIGN.search(text) is not None
        if not has_sign and rights.search(folded) is None:
            continue
        name = _rights_holder(text, knowledge=knowledge)
        if name is not None:
            return name
    return None


def _rights_holder(text: str, *, knowledge: IntakeKnowledge) -> str | None:
    """Return who holds the rights, from a line such as `© جميع الحقوق محفوظة صدى الضفاف 2024`."""
    quoted = _BRACKETS.search(text)
    if quoted is not None and 1 <= len(quoted.group(1).split()) <= _NAME_WORDS and fold(quoted.group(1)).strip() != "c":
        return quoted.group(1).strip(_EDGES)
    bare = _YEAR.sub(" ", _RIGHTS_SIGN.sub(" ", text))
    for sentence in re.split(r"[.|\n]|\s[-–—]\s", bare):
        folded = normalise(sentence)
        spans = [
            folded.raw_span(*match.span())
            for match in re.finditer(
                "|".join(map(re.escape, sorted(knowledge.cues[Cue.RIGHTS].phrases, key=len, reverse=True))), folded.text
            )
        ]
        name = sentence
        for start, end in reversed(spans):
            name = name[:start] + " " + name[end:]
        name = re.sub(
            r"^\s*(?:ل(?=صحيف|موقع|وكال|شبك|قنا|مؤسس)|لدى|لـ|by|to|of|for|the rights of|à|de)\s*",
            "",
            name.strip(_EDGES),
        )
        name = " ".join(name.split()).strip(_EDGES)
        words = name.split()
        if words and fold(words[0]) in knowledge.cues[Cue.OUTLET_KINDS] and len(words) > 2:
            name = " ".join(words[1:])
        has_cue = any(knowledge.cues[cue].search(fold(name)) for cue in (Cue.COOKIE, Cue.NOTICE, Cue.NEWSLETTER))
        if 0 < len(name.split()) <= _NAME_WORDS and len(name) > 2 and not has_cue:
            return name
    return None


def _of_first_lines(classified: Classified, *, knowledge: IntakeKnowledge) -> str | None:
    """Return a short line before the article that the page repeats, or its very first short line."""
    blocks = classified.layout.blocks
    bodies = classified.of(Part.BODY)
    end = classified.title_at if classified.title_at is not None else (bodies[0] if bodies else 0)
    whole = fold(classified.layout.content)
    first: str | None = None
    for at in range(min(end, 10)):
        text, said = blocks[at].text.strip(_EDGES), classified.wordings[at]
        if said.label is not None or said.clutter is not None or not 0 < len(text.split()) <= 5 or said.has_full_stop:
            continue
        if any(char.isdigit() for char in text) and len(text.split()) < 2:
            continue
        is_masthead = text.isupper() and len(text.split()) > 1 and not classified.layout.is_markup
        if (
            whole.count(fold(text)) > 1
            or is_masthead
            or (len(text.split()) > 1 and knowledge.cues[Cue.OUTLET_KINDS].at_start(said.folded.lstrip()))
        ):
            return text
        if at == 0 and not classified.layout.is_markup and len(text) > 3:
            first = text
    return first


def _of_bare_title(titles: Sequence[str]) -> str | None:
    """Return the outlet of a head title that names nothing else (`منبر برقة - صحيفة يومية مستقلة`)."""
    for title in titles:
        parts = [part.strip(_EDGES) for part in re.split(r"\s+[-–—|»:]\s+|\s*\|\s*", title)]
        if parts and 0 < len(parts[0].split()) <= 4 and len(title.split()) <= 8:
            return parts[0]
    return None


def chain_of(
    classified: Classified,
    *,
    outlet: str | None,
    origins: Sequence[str],
    organisations: Sequence[str],
    knowledge: IntakeKnowledge,
) -> tuple[str, ...]:
    """Return the chain, origin first, the page's own outlet last where it is known."""
    blocks = classified.layout.blocks
    outlets = [outlet] if outlet else []
    bodies = classified.of(Part.BODY)
    found: list[str] = []
    if bodies:
        lead = blocks[bodies[0]].text
        found.extend(_opening_via(lead, knowledge=knowledge) or _dateline(lead, outlets=outlets, knowledge=knowledge))
    source_lines: list[str] = []
    for at, part in enumerate(classified.parts):
        text, said = blocks[at].text, classified.wordings[at]
        if part is Part.SOURCE:
            rest = text[said.label.rest_at :] if said.label is not None and said.label.rest_at is not None else text
            if said.label is None or said.label.rest_at is not None:
                source_lines.extend(_members(rest, knowledge=knowledge))
        elif part in (Part.BYLINE, Part.OPTIONAL, Part.CLUTTER) and said.words <= 14 and classified.hints[at] not in (
            Hint.CAPTION, Hint.NAV, Hint.FOOTER, Hint.RELATED, Hint.COMMENTS, Hint.SHARE, Hint.EMBED, Hint.SIDEBAR, Hint.AD,
        ):  # fmt: skip
            found.extend(_of_byline(text, knowledge=knowledge))
            if (
                part is Part.OPTIONAL
                and classified.title_at is not None
                and at > classified.title_at
                and not _is_after(at, bodies)
            ):
                found.extend(_dateline(text, outlets=outlets, knowledge=knowledge))
    found.extend(source_lines)
    found.extend(
        name
        for origin in origins
        for name in _members(origin, knowledge=knowledge)
        if len(origin.split()) <= _NAME_WORDS
    )
    found.extend(
        name for organisation in organisations if (name := _agency(organisation, knowledge=knowledge)) is not None
    )
    return _in_order(found, outlet=outlet)


def _is_after(at: int, bodies: Sequence[int]) -> bool:
    return bool(bodies) and at > bodies[0]


def _of_byline(text: str, *, knowledge: IntakeKnowledge) -> list[str]:
    """Return the agencies of a by-line or sign-off that consists of little else: "By Reuters", "(AFP)", "(avec AFP)"."""
    known = _agency(text, knowledge=knowledge)
    if known is not None:
        return [known]
    folded = fold(text).strip(_EDGES)
    for cue in (Cue.AUTHOR, Cue.VIA, Cue.SOURCE, Cue.END_NOTE):
        opener = knowledge.cues[cue].at_start(folded)
        if opener is not None:
            rest = folded[opener.end() :].strip(_EDGES)
            whole = agency_names(knowledge).get(rest)
            if whole is not None and whole.lower() not in _GENERIC:
                return [whole]
            first = next(
                (
                    agency_names(knowledge)[" ".join(rest.split()[:n])]
                    for n in (3, 2, 1)
                    if " ".join(rest.split()[:n]) in agency_names(knowledge)
                ),
                None,
            )
            if first is not None and cue in (Cue.END_NOTE, Cue.VIA) and first.lower() not in _GENERIC:
                return [first]
    pieces = re.split(r"\s+[-–—|•·/]\s+|\s*[|•·/]\s*|\s*[,،]\s+", text)
    named = [_agency(piece, knowledge=knowledge) for piece in pieces if len(piece.split()) <= 4]
    return [name for name in named if name is not None][:2] if len(pieces) > 1 else []


def _in_order(found: Sequence[str], *, outlet: str | None) -> tuple[str, ...]:
    chain: dict[str, str] = {}
    own = _key(outlet) if outlet else ""
    for name in found:
        key = _key(name)
        if key and not _same(key, own):
            chain.setdefault(key, name)
    return (*chain.values(), *([outlet] if outlet else ()))


def _key(name: str) -> str:
    return re.sub(r"[\W_]+", "", fold(name))


def _same(one: str, other: str) -> bool:
    return bool(other) and (one == other or (len(one) > 4 and one in other) or (len(other) > 4 and other in one))
