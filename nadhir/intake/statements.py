# SPDX-License-Identifier: Apache-2.0
"""What a page states about itself for machines: JSON-LD (schema.org), Open Graph, Dublin Core and other `meta` tags.

Only statements about the article are kept: of the first object whose type is an article's, wherever it is nested. The
statements are gathered, not believed; who reads them weighs them against what the page shows.
"""

import json
import re
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape

from nadhir.intake.markup import Markup
from nadhir.language.normalise import fold

__all__ = ["Statements", "gather"]

_ARTICLE_TYPES = frozenset(
    "article newsarticle reportagenewsarticle analysisnewsarticle backgroundnewsarticle opinionnewsarticle "
    "reviewnewsarticle blogposting socialmediaposting liveblogposting report techarticle discussionforumposting "
    "webpage ".split()
)
_PUBLISHED = (
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "article.published",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "publicationdate",
    "article_date_original",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.date",
    "dcterms.created",
    "dc.date",
    "dc.date.created",
    "sailthru.date",
    "parsely-pub-date",
    "cxenseparse:recs:publishtime",
    "analytics:p_ts",
    "date",
    "originalpublicationdate",
    "rnews:datepublished",
    "vr:published_time",
    "cxense-publishtime",
    "citation_publication_date",
    "weibo:article:create_at",
)
_UPDATED = (
    "article:modified_time",
    "og:article:modified_time",
    "article:modified",
    "datemodified",
    "og:updated_time",
    "last-modified",
    "lastmod",
    "last_updated_date",
    "dcterms.modified",
    "dc.date.modified",
    "dc.date.updated",
    "revised",
    "moddate",
    "article_date_updated",
    "sailthru.updated",
    "vr:modified_time",
    "cxenseparse:recs:modifiedtime",
)
_TITLES = (
    "og:title",
    "twitter:title",
    "dc.title",
    "dcterms.title",
    "headline",
    "title",
    "sailthru.title",
    "parsely-title",
)
_SITES = (
    "og:site_name",
    "application-name",
    "apple-mobile-web-app-title",
    "dc.publisher",
    "dcterms.publisher",
    "publisher",
    "al:android:app_name",
)
_AUTHORS = (
    "author",
    "article:author",
    "articleauthor",
    "dc.creator",
    "dcterms.creator",
    "parsely-author",
    "sailthru.author",
    "byl",
    "author_name",
    "twitter:data1",
)
_ORIGINS = (
    "original-source",
    "syndication-source",
    "source",
    "dc.source",
    "dcterms.source",
    "article:source",
    "news_source",
    "copyright-agency",
)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_MOST_OBJECTS = 2_000
_SITE_WORDS = 8
_COMMENTS_AROUND = re.compile(r"\A\s*(?:<!--|//<!\[CDATA\[|/\*<!\[CDATA\[\*/)|(?:-->|//\]\]>|/\*\]\]>\*/)\s*\Z")


@dataclass(frozen=True, slots=True)
class Statements:
    """What was stated; empty where nothing was. Lists are in the order of trust, best first."""

    titles: tuple[str, ...] = ()
    published: tuple[str, ...] = ()  # time stamps as written
    updated: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()  # of persons
    organisations: tuple[str, ...] = ()  # that are stated as author
    sites: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()  # where the article is stated to come from
    keywords: tuple[str, ...] = ()
    language: str = ""
    body: tuple[str, ...] = ()  # paragraphs of the article's text, where it is stated whole


def _objects(value: object) -> Iterator[Mapping[str, object]]:
    """Yield every object of a JSON value, outer before inner, in order; no deeper than the parser allowed."""
    queue: deque[object] = deque([value])
    seen = 0
    while queue and seen < _MOST_OBJECTS:
        seen += 1
        item = queue.popleft()
        if isinstance(item, dict):
            yield item
            queue.extend(item.values())
        elif isinstance(item, list):
            queue.extend(item)


def _leaves(value: object) -> Iterator[object]:
    """Yield what is in a list and in the lists in it, in order; without recursion, as a page may nest hundreds."""
    stack = [value]
    while stack:
        item = stack.pop()
        if isinstance(item, list):
            stack.extend(reversed(item))
        else:
            yield item


def _types(item: Mapping[str, object]) -> frozenset[str]:
    return frozenset(text.rpartition("/")[2].lower() for text in _texts(item.get("@type")))


def _texts(value: object) -> tuple[str, ...]:
    return tuple(" ".join(leaf.split()) for leaf in _leaves(value) if isinstance(leaf, str) and leaf.strip())


def _named(value: object) -> tuple[tuple[str, frozenset[str]], ...]:
    """Return the names of persons or organisations, with their types."""
    named: list[tuple[str, frozenset[str]]] = []
    for leaf in _leaves(value):
        if isinstance(leaf, dict):
            named.extend((name, _types(leaf)) for name in _texts(leaf.get("name")))
        else:
            named.extend((name, frozenset[str]()) for name in _texts(leaf))
    return tuple(named)


def _parse(island: str) -> object:
    text = _COMMENTS_AROUND.sub("", island).strip()
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        pass
    try:
        # Some systems leave a comma before a closing bracket, or raw control characters.
        return json.loads(re.sub(r",\s*([}\]])", r"\1", text), strict=False)
    except (ValueError, RecursionError):
        return None


def _unescape(text: str) -> str:
    if "&" not in text:
        return text
    for entity, char in (
        ("&quot;", '"'),
        ("&#039;", "'"),
        ("&#39;", "'"),
        ("&amp;", "&"),
        ("&raquo;", "»"),
        ("&laquo;", "«"),
    ):
        text = text.replace(entity, char)
    return text


def _of_article(islands: Sequence[str]) -> tuple[Mapping[str, object] | None, tuple[str, ...]]:
    """Return the article's object, and the names of web sites and publishers stated anywhere."""
    best: Mapping[str, object] | None = None
    sites: list[str] = []
    for island in islands:
        for item in _objects(_parse(island)):
            kinds = _types(item)
            if kinds & _ARTICLE_TYPES and (item.get("headline") or item.get("datePublished")):
                is_page = kinds <= {"webpage"}
                if best is None or (_types(best) <= {"webpage"} and not is_page):
                    best = item
            if kinds & {"website", "newsmediaorganization"}:
                sites.extend(_texts(item.get("name")))
    return best, tuple(dict.fromkeys(sites))


def _by_name(metas: Sequence[tuple[str, str]]) -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = {}
    for name, content in metas:
        found.setdefault(name, []).append(_unescape(content))
    return found


def _from_metas(metas: Mapping[str, Sequence[str]], names: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([content for name in names if name in metas for content in metas[name]]))


def gather(markup: Markup) -> Statements:
    """Return what the page states about its article."""
    article, sites = _of_article(markup.islands)
    item: Mapping[str, object] = article or {}
    people = _named(item.get("author")) or _named(item.get("creator"))
    persons = tuple(name for name, kinds in people if not kinds & {"organization", "newsmediaorganization"})
    organisations = tuple(name for name, kinds in people if kinds & {"organization", "newsmediaorganization"})
    publishers = tuple(name for name, _ in _named(item.get("publisher")))
    keywords = _texts(item.get("keywords"))
    if len(keywords) == 1:
        keywords = tuple(part.strip() for part in re.split(r"[,،;|]", keywords[0]) if part.strip())
    metas = _by_name(markup.metas)
    if not keywords:
        keywords = _from_metas(metas, ("article:tag", "og:article:tag"))
        if len(keywords) == 1:
            keywords = tuple(part.strip() for part in re.split(r"[,،;|]", keywords[0]) if part.strip())
    titles = (*map(_unescape, _texts(item.get("headline"))), *_from_metas(metas, _TITLES), markup.head_title)
    authors = (
        *persons,
        *(name for name in _from_metas(metas, _AUTHORS) if not name.startswith(("http", "www.", "@", "/"))),
    )
    origins = tuple(
        name
        for key in ("sourceOrganization", "provider", "isBasedOn", "creditText")
        for name, _ in _named(item.get(key))
    )
    origin_metas = _from_metas(metas, _ORIGINS)
    return Statements(
        titles=tuple(dict.fromkeys(filter(None, titles))),
        published=tuple(dict.fromkeys((*_texts(item.get("datePublished")), *_from_metas(metas, _PUBLISHED)))),
        updated=(
            *_texts(item.get("dateModified")),
            *_from_metas(metas, _UPDATED),
        ),
        authors=tuple(dict.fromkeys(authors)),
        organisations=organisations,
        sites=tuple(dict.fromkeys(_short_sites((*publishers, *_from_metas(metas, _SITES), *sites)))),
        origins=tuple(dict.fromkeys(name for name in (*origins, *origin_metas) if "://" not in name)),
        keywords=tuple(dict.fromkeys(keyword.lstrip("#") for keyword in keywords)),
        body=_paragraphs(item.get("articleBody")),
        language=str(item.get("inLanguage") or "") if isinstance(item.get("inLanguage"), str) else "",
    )


def _paragraphs(value: object) -> tuple[str, ...]:
    """Return the paragraphs of a stated text; of one with markup in it, its text."""
    if not isinstance(value, str):
        return ()
    text = _TAG.sub("\n", value) if _TAG.search(value) else value
    return tuple(line for raw in unescape(text).splitlines() if (line := " ".join(raw.split())))


def _short_sites(names: Sequence[str]) -> Iterator[str]:
    """Yield names of sites that are names: no address, no slogan."""
    for name in names:
        if name and "://" not in name and len(fold(name).split()) <= _SITE_WORDS:
            yield _unescape(name)
