# SPDX-License-Identifier: Apache-2.0
"""A feed: RSS 2.0 (and 0.9x), RSS 1.0 (RDF Site Summary), Atom (RFC 4287), with Dublin Core and content modules.

Each entry becomes a page of its own, made anew from what the feed says: headline, author, days, address, and the
content as HTML. The bytes of such a page are therefore ours; the feed's own are kept as the container. An Atom entry
whose content is an XML document of another kind (a CAP alert) gives that document instead.

No DTD is loaded, nothing is fetched, and an entity that a feed declares is never expanded: that one declares any is
said in a piece of its own. The named entities of HTML, which feeds use without declaring, are read as what they mean.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from html import escape
from html.entities import html5
from typing import Final

from lxml import etree

from nadhir.intake.encoding import decode
from nadhir.intake.pieces import Budget, LeftAside, Piece, Problem, Stated, Step, StepUnit

__all__ = ["looks_like_feed", "pieces_of"]

_SNIFFED_BYTES: Final = 4096
#: Atomic throughout: what stands before the root can be made to be read in more ways than there is time for.
_PREAMBLE: Final = r"\A[\s\ufeff]*+(?:(?:(?><\?[^>]*\?>)|(?><!--.*?-->)|(?><!DOCTYPE[^>\[]*+(?:\[.*?\]\s*+)?+>))\s*+)*+"
_BEFORE_ROOT: Final = re.compile(_PREAMBLE, re.DOTALL)
_ROOT: Final = re.compile(_PREAMBLE + r"<(?P<root>(?:[\w-]+:)?(?:rss|RDF|feed))(?P<attributes>[\s/>][^>]*)", re.DOTALL)
_CDATA: Final = re.compile(r"(<!\[CDATA\[.*?(?:\]\]>|\Z))", re.DOTALL)
_ENTITY: Final = re.compile(r"&(#\d{1,7};|#[xX][0-9A-Fa-f]{1,6};|[A-Za-z][A-Za-z0-9]{1,31};)?")
_NO_XML: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_OWN: Final = frozenset(["amp;", "lt;", "gt;", "quot;", "apos;"])
_OPENING: Final = re.compile(r"<(?:[\w-]+:)?(?:item|entry)[\s>/]")
_RSS_1: Final = "http://purl.org/rss/1.0/"
_ATOM: Final = "http://www.w3.org/2005/Atom"
_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_XML: Final = "{http://www.w3.org/XML/1998/namespace}"
_CONTENT: Final = "{http://purl.org/rss/1.0/modules/content/}encoded"
_DC: Final = "{http://purl.org/dc/elements/1.1/}"
_TERMS: Final = "{http://purl.org/dc/terms/}"
_ENTRY_ADDRESSES: Final = re.compile(r"https?://\S{1,500}")
_LONGEST_LINE: Final = 1_000


def looks_like_feed(data: bytes) -> bool:
    """Tell whether the bytes begin as a feed does, in any encoding."""
    head = data[:_SNIFFED_BYTES]
    if b"<" not in head[:64].replace(b"\0", b""):
        return False
    match = _ROOT.match(decode(head).text)
    if match is None:
        return False
    root, attributes = match["root"].rpartition(":")[2], match["attributes"]
    return (
        root == "rss" or (root == "RDF" and "purl.org/rss/" in attributes) or (root == "feed" and _ATOM in attributes)
    )


def pieces_of(data: bytes, *, name: str, budget: Budget) -> Iterator[Piece | LeftAside]:  # noqa: ARG001 - as every form
    """Yield the entries in the order of the feed, and what of it could not be read."""
    text = _NO_XML.sub("\ufffd", decode(data).text)
    before = _BEFORE_ROOT.match(text)
    root_at = 0 if before is None else before.end()
    declares = "<!ENTITY" in text[:root_at]
    source = _readable(text[root_at:])
    parser = etree.XMLParser(
        encoding="utf-8",
        recover=True,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(source.encode(), parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    number = 0
    if root is not None:
        outlet, language = _channel(root)
        for entry in root.iter():
            if isinstance(entry.tag, str) and _local(entry) in ("item", "entry"):
                number += 1
                yield _piece(entry, number=number, outlet=outlet, language=language)
    if declares:
        yield Piece(b"", (Step(StepUnit.REST, 1),), problem=Problem.XML_ENTITIES)
    elif number < len(_OPENING.findall(_CDATA.sub("", source))) or not _is_closed(source, root=root):
        yield Piece(b"", (Step(StepUnit.REST, 1),), problem=Problem.CUT_SHORT)


def _is_closed(source: str, *, root: etree._Element | None) -> bool:
    return root is not None and re.search(rf"</\s*(?:[\w-]+:)?{_local(root)}\s*>\s*\Z", source[-2000:]) is not None


def _readable(text: str) -> str:
    """Return the feed with what stands for a letter in HTML as that letter, and bare ampersands as such."""
    parts = _CDATA.split(text)
    return "".join(part if at % 2 else _ENTITY.sub(_letter, part) for at, part in enumerate(parts))


def _letter(match: re.Match[str]) -> str:
    found = match[1]
    if found is None:
        return "&amp;"  # a bare ampersand, as in addresses
    if found in _OWN or found.startswith("#"):
        return match[0]
    return escape(html5[found]) if found in html5 else f"&amp;{found}"


# ── one entry ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _piece(entry: etree._Element, *, number: int, outlet: str, language: str) -> Piece:
    address = _address(entry)
    place = (Step(StepUnit.ENTRY, number, address),)
    published, updated = _published(entry), _updated(entry)
    author, title = _author(entry), _line(_text(entry, "title"))
    stated = Stated(title=title or None, author=author or None, published_on=published, updated_on=updated)
    document = _document(entry)
    if document is not None:
        kind, content = document
        return Piece(content, place, media_type=kind, declared_encoding="utf-8")
    page = _page(
        title=title,
        content=_content(entry),
        language=entry.get(f"{_XML}lang") or language,
        metas={
            "og:title": title,
            "og:site_name": outlet,
            "author": author,
            "article:published_time": "" if published is None else published.isoformat(),
            "article:modified_time": "" if updated is None else updated.isoformat(),
            "keywords": ", ".join(_categories(entry)),
        },
        address=address,
    )
    return Piece(
        page.encode("utf-8", "replace"), place, media_type="text/html", declared_encoding="utf-8", stated=stated
    )


def _page(*, title: str, content: str, language: str, metas: dict[str, str], address: str) -> str:
    head = [f"<title>{escape(title)}</title>"] if title else []
    head += [
        f'<meta {"property" if ":" in name else "name"}="{name}" content="{escape(said)}">'
        for name, said in metas.items()
        if said
    ]
    head += [f'<link rel="canonical" href="{escape(address)}">'] if address else []
    lang = f' lang="{escape(language)}"' if language else ""
    heading = f"<h1>{escape(title)}</h1>\n" if title else ""
    return (
        f'<!DOCTYPE html>\n<html{lang}>\n<head>\n<meta charset="utf-8">\n'
        + "\n".join(head)
        + f"\n</head>\n<body>\n<article>\n{heading}{content}\n</article>\n</body>\n</html>\n"
    )


def _local(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _children(entry: etree._Element, name: str) -> Iterator[etree._Element]:
    """Yield the children of a name in the feed's own namespace, or in full where the name has one."""
    for child in entry:
        if child.tag == name or ("}" not in name and _is_own(child, name=name)):
            yield child


def _is_own(element: etree._Element, *, name: str) -> bool:
    namespace, _, local = str(element.tag).rpartition("}")
    return local == name and namespace.lstrip("{") in ("", _RSS_1, _ATOM, "http://my.netscape.com/rdf/simple/0.9/")


def _text(entry: etree._Element, *names: str) -> str:
    for name in names:
        for child in _children(entry, name):
            said = _said(child).strip()
            if said:
                return said
    return ""


def _said(element: etree._Element) -> str:
    """Return all text within an element; an entity that was left unexpanded stands in it as it was written."""
    return "".join(str(part) for part in element.itertext())


def _line(text: str) -> str:
    """Return a headline or a name without tags: feeds write HTML into them."""
    bare = re.sub(r"<[^<>]{0,200}>", "", text) if "<" in text else text
    unescaped = _ENTITY.sub(lambda m: html5.get(m[1] or "", m[0]), bare)
    return " ".join(unescaped.split())[:_LONGEST_LINE]


def _content(entry: etree._Element) -> str:
    """Return the longest that the entry says, as HTML."""
    said = [_text(entry, _CONTENT), _text(entry, "description")]
    for name in ("content", "summary"):
        for child in _children(entry, name):
            kind = (child.get("type") or "text").lower()
            if kind == "xhtml":
                said.append("".join(etree.tostring(part, encoding="unicode", method="html") for part in child))
            else:
                text = _said(child).strip()
                said.append(text if kind in ("html", "text/html") else f"<p>{escape(text)}</p>" if text else "")
    longest = max(said, key=len)
    return longest if "<" in longest else f"<p>{longest}</p>" if longest else ""


def _document(entry: etree._Element) -> tuple[str, bytes] | None:
    for child in _children(entry, "content"):
        kind = (child.get("type") or "").lower().split(";")[0].strip()
        if kind.endswith(("+xml", "/xml")) and "xhtml" not in kind and len(child):
            return kind, etree.tostring(child[0], encoding="utf-8", xml_declaration=True, with_tail=False)
    return None


def _address(entry: etree._Element) -> str:
    links = list(_children(entry, "link"))
    for link in links:
        if link.get("href") and (link.get("rel") or "alternate") == "alternate":
            return _shown(link.get("href") or "")
    found = _text(entry, "link") or entry.get(f"{{{_RDF}}}about") or ""
    if not found:
        found = next((m for m in (_text(entry, "guid"), _text(entry, "id")) if _ENTRY_ADDRESSES.match(m)), "")
    return _shown(found)


def _shown(address: str) -> str:
    return "".join(address.split())[:_LONGEST_LINE]


def _author(entry: etree._Element) -> str:
    for author in _children(entry, "author"):
        name = _text(author, "name")
        if name:
            return _line(name)
    creator = _line(_text(entry, f"{_DC}creator"))
    if creator:
        return creator
    said = _line(_text(entry, "author"))  # RSS 2.0: `address (Name)`
    in_brackets = re.search(r"\(([^()]+)\)\s*$", said)
    return in_brackets[1].strip() if in_brackets else "" if "@" in said else said


def _categories(entry: etree._Element) -> list[str]:
    said = (_line(child.get("term") or _said(child)) for child in _children(entry, "category"))
    return [category for category in said if category]


def _published(entry: etree._Element) -> date | None:
    return _day(_text(entry, "published", "issued", "pubDate", f"{_DC}date", f"{_TERMS}issued", f"{_TERMS}created"))


def _updated(entry: etree._Element) -> date | None:
    return _day(_text(entry, "updated", "modified", f"{{{_ATOM}}}updated", f"{_TERMS}modified"))


def _day(said: str) -> date | None:
    """Return the day that a feed writes, where it was written: RFC 822 in RSS, RFC 3339 elsewhere."""
    try:
        return datetime.fromisoformat(said).date() if said[:4].isdigit() else parsedate_to_datetime(said).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        pass
    try:
        return date.fromisoformat(said[:10])
    except ValueError:
        return None


def _channel(root: etree._Element) -> tuple[str, str]:
    """Return what the feed is called, and the language it states."""
    for channel in (root, *root.iter("{*}channel", "channel")):
        title = _line(_text(channel, "title"))
        if title:
            language = _text(channel, "language", f"{_DC}language") or channel.get(f"{_XML}lang") or ""
            return title, language.strip()[:35]
    return "", (root.get(f"{_XML}lang") or "").strip()[:35]
