# SPDX-License-Identifier: Apache-2.0
"""HTML as blocks: the text a reader sees, in document order, with what the markup says of each stretch.

lxml's HTML parser is used as a pure function: no network, no DTD, no entities of the page's own, no `huge_tree`.
Scripts, styles, forms' controls and hidden elements give no text. The page's statements about itself (JSON-LD, `meta`,
`itemprop`, `time`) are collected beside it and not believed here.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple, cast

from lxml import etree

from nadhir.intake.blocks import ROOT, Block, Layout, Node
from nadhir.intake.knowledge import Hint, IntakeKnowledge
from nadhir.intake.limits import Limits

__all__ = ["Markup", "MarkupTooLargeError", "looks_like_markup", "read_markup", "strip_tags"]

_SKIPPED = frozenset(
    "amp-ad amp-analytics amp-iframe amp-pixel area audio button canvas datalist embed frame frameset head iframe "
    "input map math meter noframes noscript object optgroup option progress script select style svg template "
    "textarea video ".split()
)
_INLINE = frozenset(
    "a abbr acronym amp-fit-text b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rp rt "
    "ruby s samp small span strike strong sub sup time tt u var wbr ".split()
)
_HEADINGS = {f"h{n}": n for n in range(1, 7)}
_TAG_HINTS = {
    "nav": Hint.NAV,
    "amp-sidebar": Hint.NAV,
    "footer": Hint.FOOTER,
    "aside": Hint.SIDEBAR,
    "figcaption": Hint.CAPTION,
    "amp-consent": Hint.COOKIE,
    "amp-user-notification": Hint.COOKIE,
    "dialog": Hint.COOKIE,
    "address": Hint.BYLINE,
    "marquee": Hint.RELATED,
    "caption": Hint.CAPTION,
    "figure": Hint.CAPTION,
    "amp-list": Hint.RELATED,
    "menu": Hint.NAV,
}
_ITEMPROPS = {
    "headline": Hint.TITLE,
    "articlebody": Hint.BODY,
    "datepublished": Hint.DATE,
    "datecreated": Hint.DATE,
    "datemodified": Hint.UPDATED,
    "author": Hint.AUTHOR,
    "description": Hint.OPTIONAL,
    "alternativeheadline": Hint.OPTIONAL,
    "keywords": Hint.TAGS,
    "caption": Hint.CAPTION,
    "commenttext": Hint.COMMENTS,
    "comment": Hint.COMMENTS,
    "breadcrumb": Hint.NAV,
}
_ROLES = {
    "navigation": Hint.NAV,
    "banner": Hint.NAV,
    "contentinfo": Hint.FOOTER,
    "complementary": Hint.SIDEBAR,
    "search": Hint.NAV,
    "dialog": Hint.COOKIE,
    "alertdialog": Hint.COOKIE,
    "menu": Hint.NAV,
    "menubar": Hint.NAV,
}
#: Elements whose classes describe the whole page, not their content.
_PAGE_WIDE = frozenset(["html", "body", "main", "article"])
_HIDDEN_CLASS = re.compile(
    r"(?:^|\s)(?:visually-?hidden|sr-only|screen-reader-text|element-invisible|assistive-text|d-none|hidden)(?:\s|$)"
)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_TAG = re.compile(
    r"<(?:!doctype\s+html|html|head|body|div|p|table|tr|td|br|span|a\s|article|section|meta|h[1-6]|ul|li|font|center|"
    r"main|script|style|b|i|img|header|title|strong|em)\b[^<>]*/?>",
    re.IGNORECASE,
)
_SNIFFED_CHARS = 20_000
_LEAST_TAGS = 3
#: A run of inline pieces without words between them is a row of labels; a longer piece is part of a sentence.
_ROW_PIECE_WORDS = 25
_ROW_JOINTS = " \t\r\n\u00a0|·•-–،,/»>"
_ROW_SIGHT = 6  # inline elements that are looked through for the paragraph they stand in
_NEVER_ROWS = frozenset(["p", "blockquote", "figcaption", "caption"])
_LABEL_WORDS, _LABELLED_WORDS = 5, 3
_HOLDERS = frozenset(["div", "section", "nav", "aside", "main", "article", "body", "td"])
_AUTHORS = etree.XPath(".//*[@itemprop='author']")
_EMPTY_LINE = re.compile(r"\n[ \t\r]*\n\s*")


class MarkupTooLargeError(Exception):
    """The tree is deeper or larger than the limits; `problem` is the code."""

    def __init__(self, problem: str) -> None:
        self.problem = problem
        super().__init__(problem)


@dataclass(frozen=True, slots=True)
class Markup:
    """A parsed page: its layout, and what it states about itself."""

    layout: Layout
    head_title: str = ""
    language: str = ""
    metas: tuple[tuple[str, str], ...] = ()  # names in lower case, in order
    islands: tuple[str, ...] = ()  # JSON-LD, unparsed
    canonical: str = ""


def looks_like_markup(text: str) -> bool:
    """Tell whether a text is an HTML page or fragment rather than plain text."""
    head = text[:_SNIFFED_CHARS]
    start = head.lstrip("\ufeff \t\r\n")[:200].lower()
    if start.startswith(("<!doctype html", "<html", "<?xml")) and "<" in head:
        return start.startswith("<!doctype html") or "<html" in head.lower()
    found = _TAG.findall(head)
    return len(found) >= _LEAST_TAGS and (start.startswith("<") or sum(map(len, found)) > 0.05 * len(head))


_UNREAD = re.compile(r"<(script|style)\b[^<>]*>", re.IGNORECASE)
_UNREAD_END = {name: re.compile(rf"</{name}\s*>", re.IGNORECASE) for name in ("script", "style")}


def strip_tags(text: str) -> str:
    """Return the text without tags, scripts and styles, by pattern alone: for a page too large or too deep to parse."""
    kept: list[str] = []
    at = 0
    endless: set[str] = set()  # an end that is missing once is missing for all that follow
    for opening in _UNREAD.finditer(text):
        name = opening[1].lower()
        if opening.start() < at or name in endless:
            continue
        end = _UNREAD_END[name].search(text, opening.end())
        if end is None:
            endless.add(name)
        else:
            kept.append(text[at : opening.start()])
            at = end.end()
    bare = " ".join([*kept, text[at:]])
    return re.sub(r"[ \t]+", " ", re.sub(r"<[^<>]*>", "\n", bare)).strip()


def _class_words(value: str) -> tuple[str, ...]:
    return tuple(word.lower() for word in _WORD.findall(value))


def _class_hints(value: str, *, table: Mapping[str, Hint]) -> tuple[Hint, ...]:
    words = _class_words(value)
    pairs = [f"{one} {two}" for one, two in pairwise(words)]
    joined = [token.replace("-", "").replace("_", "").lower() for token in value.split()]
    found = (table.get(word) for word in (*pairs, *joined, *words))
    return tuple(dict.fromkeys(hint for hint in found if hint is not None))


@dataclass(frozen=True, slots=True)
class _Kind:
    """What tag and attributes make of an element, wherever it stands."""

    hints: tuple[Hint, ...]
    itemprop: str
    signature: str
    is_hidden: bool


def _kind_of(told: tuple[str, ...], *, knowledge: IntakeKnowledge) -> _Kind:
    """Return what a tag and the attributes of `_TELLING` make of an element."""
    tag, classes, identifier, item, prop, role, label, rel = told
    itemprop = (item or prop).strip().lower().rpartition(":")[2]
    hints: list[Hint] = []
    if itemprop in _ITEMPROPS:
        hints.append(_ITEMPROPS[itemprop])
    if tag not in _PAGE_WIDE:
        role = role.strip().lower()
        if role in _ROLES:
            hints.append(_ROLES[role])
        if tag in _TAG_HINTS:
            hints.append(_TAG_HINTS[tag])
        names = f"{classes} {identifier}"
        if names.strip():
            hints.extend(_class_hints(names[:400], table=knowledge.hints))
        label = label.strip().lower()
        if label.startswith(("advert", "related", "breadcrumb", "share", "comment")):
            hints.extend(_class_hints(label, table=knowledge.hints))
        if rel == "tag":
            hints.append(Hint.TAGS)
    is_hidden = _HIDDEN_CLASS.search(classes) is not None
    return _Kind(tuple(dict.fromkeys(hints)), itemprop, signature=f"{tag}.{classes}", is_hidden=is_hidden)


#: The elements of one page, and the pages of one site, are of few kinds.
_known_kind_of = lru_cache(maxsize=4096)(_kind_of)
_NO_ATTRIBUTES = ("",) * 7
_KNOWN_CHARS = 400  # what is longer is met once


def _kind(tag: str, *, attributes: Mapping[str, str], knowledge: IntakeKnowledge) -> _Kind:
    if not attributes:
        return _known_kind_of((tag, *_NO_ATTRIBUTES), knowledge=knowledge)
    get = attributes.get
    told = (
        tag,
        get("class", ""),
        get("id", ""),
        get("itemprop", ""),
        get("property", ""),
        get("role", ""),
        get("aria-label", ""),
        get("rel", ""),
    )
    is_short = sum(map(len, told)) <= _KNOWN_CHARS
    return (_known_kind_of if is_short else _kind_of)(told, knowledge=knowledge)


def _tag(element: etree._Element) -> str:
    """Return the tag in lower case; empty for comments and entities, whose tag is a function."""
    tag: object = element.tag
    return tag.lower() if isinstance(tag, str) else ""


def _is_row(element: etree._Element, *, tag: str) -> bool:
    """Tell whether the element is a row of labels: only inline elements, with no words of its own between them."""
    if tag in _NEVER_ROWS or len(element) <= 1 or (element.text or "").strip():
        return False
    if tag in _HEADINGS and any(child.tag != "a" for child in element):
        return False
    with_text = 0
    for child in element:
        inner = _tag(child)
        is_label = inner in _INLINE
        if not is_label and inner not in _SKIPPED and inner != "img":
            return False
        if (child.tail or "").strip(_ROW_JOINTS):
            return False
        if is_label:
            words = len(" ".join(map(str, child.itertext())).split())
            if words > _ROW_PIECE_WORDS:
                return False
            with_text += bool(words)
    return with_text > 1


def _is_one_of_links(element: etree._Element, *, tag: str) -> bool:
    """Tell whether a link of some words stands right beside another, with nothing said between: two headlines."""
    above = element.getparent() if tag == "a" else None
    if above is None or above.tag not in _HOLDERS:
        return False
    before, after = element.getprevious(), element.getnext()
    is_beside = (before is not None and _tag(before) == "a" and not (before.tail or "").strip()) or (
        after is not None and _tag(after) == "a" and not (element.tail or "").strip()
    )
    return is_beside and len(" ".join(map(str, element.itertext())).split()) >= _LABELLED_WORDS


class _Frame(NamedTuple):
    """An open element of the walk."""

    element: etree._Element
    number: int
    breaks: bool  # whether the line breaks at its start and end
    is_row: bool  # whether its children are labels side by side
    heading: int
    link_at: int  # where in the writer's pieces a link began, or -1


class _Walk:
    """Walks a tree once and builds nodes and blocks; a block ends where a block element starts or ends."""

    def __init__(self, *, knowledge: IntakeKnowledge, limits: Limits) -> None:
        self.knowledge = knowledge
        self.limits = limits
        self.nodes: list[Node] = [Node(parent=-1, tag="")]
        self.blocks: list[Block] = []
        self.stack: list[_Frame] = []
        self.pieces: list[str] = []
        self.links: list[str] = []
        self.length = 0
        self.node = ROOT
        self.heading = 0
        self.preformatted = 0  # how many `pre` elements are open

    def run(self, body: etree._Element) -> Layout:
        """Return the layout of the tree below and including `body`."""
        children: list[Iterator[etree._Element]] = []
        if self._open(body, parent=None):
            children.append(iter(body))
        while children:
            child = next(children[-1], None)
            if child is None:
                children.pop()
                self._close(is_last=not children)
            elif self._open(child, parent=self.stack[-1]):
                children.append(iter(child))
            elif tail := child.tail:
                self.pieces.append(tail)
        self._end_block()
        content = "\n".join(block.text for block in self.blocks)
        return Layout(content=content, blocks=tuple(self.blocks), nodes=tuple(self.nodes), is_markup=True)

    def _open(self, element: etree._Element, *, parent: _Frame | None) -> bool:
        """Enter an element; False where it gives no text and its children are not looked at."""
        tag = _tag(element)
        if not tag or tag in _SKIPPED:
            return False
        if tag == "br":
            self._end_block()
            return False
        attributes: dict[str, str] = dict(element.items())  # type: ignore[arg-type]  # HTML's are text, never bytes
        kind = _kind(tag, attributes=attributes, knowledge=self.knowledge)
        if kind.is_hidden or "hidden" in attributes:
            return False
        if "style" in attributes and _HIDDEN_STYLE.search(attributes["style"]):
            return False
        if len(self.nodes) > self.limits.elements:
            raise MarkupTooLargeError("too_many_elements")
        if len(self.stack) > self.limits.depth:
            raise MarkupTooLargeError("too_deep")
        number = len(self.nodes)
        above = ROOT if parent is None else parent.number
        moment = attributes.get("datetime") or (kind.itemprop and attributes.get("content")) or ""
        self.nodes.append(Node(above, tag, kind.hints, kind.itemprop, kind.signature, moment[:80]))
        breaks = tag not in _INLINE or (parent is not None and parent.is_row) or _is_one_of_links(element, tag=tag)
        heading = _HEADINGS.get(tag, 0 if parent is None else parent.heading)
        if breaks:
            self._end_block()
            self.node, self.heading = number, heading
        is_row = _is_row(element, tag=tag) and not any(
            frame.element.tag in _NEVER_ROWS for frame in self.stack[-_ROW_SIGHT:]
        )
        link_at = len(self.pieces) if tag == "a" else -1
        self.preformatted += tag == "pre"
        self.stack.append(_Frame(element, number, breaks, is_row, heading, link_at))
        text = element.text
        if text:
            self.pieces.append(text)
        return True

    def _close(self, *, is_last: bool) -> None:
        frame = self.stack.pop()
        if frame.link_at >= 0:
            self.links.append("".join(self.pieces[frame.link_at :]))
        if frame.breaks:
            self._end_block()
        self.preformatted -= frame.element.tag == "pre"
        if is_last:
            return
        above = self.stack[-1]
        if frame.breaks:
            self.node, self.heading = above.number, above.heading
        tail = frame.element.tail
        if tail and not (above.is_row and not tail.strip(_ROW_JOINTS)):
            self.pieces.append(tail)

    def _end_block(self) -> None:
        if not self.pieces:
            self.links.clear()
            return
        raw = "".join(self.pieces)
        if self.preformatted and not self.links and _EMPTY_LINE.search(raw):
            # In preformatted text an empty line is what parts the paragraphs.
            self.pieces.clear()
            for paragraph in _EMPTY_LINE.split(raw):
                text = " ".join(paragraph.split())
                if text and len(self.blocks) < self.limits.blocks:
                    self._add(text, links=())
            return
        text = " ".join(raw.split())
        links = tuple(filter(None, [" ".join(link.split()) for link in self.links])) if self.links else ()
        self.pieces.clear()
        self.links.clear()
        if not text or len(self.blocks) >= self.limits.blocks:
            return
        if not links:
            self._add(text, links=())
            return
        before = text.removesuffix(links[0]).strip() if len(links) == 1 else text
        is_label = before != text and 0 < len(before.split()) <= _LABEL_WORDS
        if is_label and len(links[0].split()) >= _LABELLED_WORDS:
            # A label and the one link it announces ("Read also" and a headline) are two things.
            self._add(before, links=())
            self._add(links[0], links=links)
        else:
            self._add(text, links=links)

    def _add(self, text: str, *, links: tuple[str, ...]) -> None:
        start = self.length
        self.length = start + len(text) + 1
        self.blocks.append(Block(text, start, start + len(text), self.node, links, self.heading))


def _statements(
    root: etree._Element, *, limits: Limits
) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...], str, str]:
    metas: list[tuple[str, str]] = []
    islands: list[str] = []
    titles: list[str] = []
    canonicals: list[str] = []
    for element in root.iter("meta", "script", "title", "link"):
        match element.tag:
            case "meta":
                name = element.get("property") or element.get("name") or element.get("itemprop") or ""
                content = element.get("content") or ""
                if name and content.strip():
                    metas.append((name.strip().lower(), " ".join(content.split())[: limits.searched_chars]))
            case "script":
                if "ld+json" in (element.get("type") or "").lower():
                    islands.append((element.text or "")[: limits.island_chars])
            case "title":
                titles.append(" ".join((element.text or "").split()))
            case _:
                if element.get("rel") == "canonical":
                    canonicals.append(element.get("href") or "")
    metas.extend(("author", name) for name in _microdata_authors(root))
    title, canonical = next(iter(titles), ""), next(iter(canonicals), "")
    return tuple(metas), tuple(islands[: limits.islands]), title[: limits.searched_chars], canonical


def _microdata_authors(root: etree._Element) -> Iterator[str]:
    """Yield the names of `itemprop=author` elements, but those of comments."""
    for element in cast("list[etree._Element]", _AUTHORS(root)):  # noqa: SLF001 - the class has no other name
        if not _is_in_comment(element):
            named = next((each for each in element.iter() if each.get("itemprop") == "name"), None)
            if named is not None:
                name = named.get("content") or " ".join("".join(map(str, named.itertext())).split())
                if 0 < len(name.split()) <= _LABEL_WORDS:
                    yield name


def _is_in_comment(element: etree._Element) -> bool:
    return any((above.get("itemprop") or "").lower() == "comment" for above in element.iterancestors())


def read_markup(text: str, *, knowledge: IntakeKnowledge, limits: Limits, utf8: bytes | None = None) -> Markup:
    """Return the page's blocks and statements; `utf8` is the same text, for whoever has it in bytes already.

    Raises:
        MarkupTooLargeError: more elements or deeper nesting than the limits allow; the caller records it.
    """
    # Not lxml.html's, which looks up a class of its own for every element that is met.
    parser = etree.HTMLParser(
        encoding="utf-8", recover=True, no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    source = (text.encode("utf-8", "replace") if utf8 is None else utf8).replace(b"\0", b"")
    try:
        root = etree.fromstring(source, parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None:
        return Markup(layout=Layout(content="", blocks=(), is_markup=True))
    if any("xcessive depth" in entry.message for entry in parser.error_log):
        raise MarkupTooLargeError("too_deep")
    metas, islands, title, canonical = _statements(root, limits=limits)
    body = root.find("body")
    layout = _Walk(knowledge=knowledge, limits=limits).run(root if body is None else body)
    return Markup(
        layout=layout,
        head_title=title,
        language=(root.get("lang") or "").strip(),
        metas=metas,
        islands=islands,
        canonical=canonical,
    )
