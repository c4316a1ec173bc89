# SPDX-License-Identifier: Apache-2.0
"""XML from strangers, read so that it cannot reach out, blow up or say anything by way of entities.

No DTD is loaded, no entity resolved, nothing fetched, and a document type declaration of any kind is refused: none of
our formats has one, and every known attack of this family needs one. Comments and processing instructions are
dropped. `Cursor` then walks the children of an element in the order that the schema demands, and refuses whatever is
left over.
"""

from collections.abc import Callable
from typing import Final, NoReturn, TypeAlias

from lxml import etree

from nadhir.exchange.errors import ExchangeError

LARGEST_DOCUMENT: Final = 8 * 1024 * 1024  # bytes; ours: a warning in six languages with polygons has some 40 kB
Refusal: TypeAlias = Callable[..., ExchangeError]


def parse_document(data: bytes, *, refusal: Refusal) -> etree._Element:
    """Return the root element of the bytes.

    Raises:
        ExchangeError: as made by `refusal`: too large, no well-formed XML, or with a document type declaration.
    """
    if len(data) > LARGEST_DOCUMENT:
        raise refusal(f"it has more than {LARGEST_DOCUMENT} bytes", where="XML", remedy="ask for a smaller one")
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        dtd_validation=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise refusal(f"it is no well-formed XML: {error}", where="XML", remedy="ask the sender for it anew") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise refusal(
            "it has a document type declaration, through which XML can be made to fetch and reveal files",
            where="XML",
            remedy="ask the sender for it without <!DOCTYPE>",
        )
    return root


class Cursor:
    """The child elements of one element in one namespace, taken one after the other in the schema's order."""

    __slots__ = ("_children", "_namespace", "_next", "_refusal", "_where")

    def __init__(self, element: etree._Element, *, namespace: str, refusal: Refusal) -> None:
        self._children = list(element)
        self._namespace = f"{{{namespace}}}"
        self._refusal = refusal
        self._where = local_name(element)
        self._next = 0
        if (element.text or "").strip() or any((child.tail or "").strip() for child in self._children):
            self.refuse("there is text between its elements")

    def take(self, name: str) -> etree._Element | None:
        """Return the next child if it bears the name, and step over it."""
        if self._next < len(self._children):
            child = self._children[self._next]
            if child.tag == self._namespace + name:
                self._next += 1
                return child
        return None

    def take_all(self, name: str) -> list[etree._Element]:
        """Return the following children that bear the name."""
        found = []
        while (child := self.take(name)) is not None:
            found.append(child)
        return found

    def text(self, name: str) -> str:
        """Return the text of an optional child as it stands; empty where it is missing or holds blanks only."""
        child = self.take(name)
        return "" if child is None else self.text_of(child)

    def texts(self, name: str) -> tuple[str, ...]:
        """Return the texts of the following children of the name, without the empty ones."""
        return tuple(text for child in self.take_all(name) if (text := self.text_of(child)))

    def required(self, name: str) -> str:
        """Return the text of a child that must be there and say something."""
        child = self.take(name)
        if child is None:
            self._refuse_missing(name)
        text = self.text_of(child)
        if not text:
            self.refuse(f"{name} is empty")
        return text

    def text_of(self, element: etree._Element) -> str:
        """Return the text of an element that may hold nothing else."""
        if len(element):
            self.refuse(f"{local_name(element)} holds elements where text belongs")
        text = element.text or ""
        return text if text.strip() else ""

    def skip_namespace(self, namespace: str) -> int:
        """Step over following children of another namespace, and return how many there were."""
        start = self._next
        while self._next < len(self._children) and namespace_of(self._children[self._next]) == namespace:
            self._next += 1
        return self._next - start

    def skip_other_namespaces(self) -> None:
        """Step over following children of any namespace but this one."""
        while self._next < len(self._children) and not self._children[self._next].tag.startswith(self._namespace):
            self._next += 1

    def finish(self) -> None:
        """Refuse what was not taken."""
        if self._next < len(self._children):
            self.refuse(f"{local_name(self._children[self._next])} is unknown, repeated or out of order")

    def refuse(self, what: str) -> NoReturn:
        """Raise the refusal, with the element as its place."""
        raise self._refusal(what, where=self._where, remedy="ask the sender to correct it")

    def _refuse_missing(self, name: str) -> NoReturn:
        if self._next < len(self._children):
            self.refuse(f"{name} is missing before {local_name(self._children[self._next])}")
        self.refuse(f"{name} is missing")


def local_name(element: etree._Element) -> str:
    """Return the name of an element without its namespace, which may be any text, braces too."""
    return element.tag.rpartition("}")[2]


def namespace_of(element: etree._Element) -> str:
    """Return the namespace of an element; empty where it has none."""
    return element.tag[1:].rpartition("}")[0]
