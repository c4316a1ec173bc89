# SPDX-License-Identifier: Apache-2.0
"""Bytes to text: which encoding they are in, whatever the page says of itself.

Steps, the first that holds: 1. a byte order mark; 2. UTF-16 without one, by where its zero bytes stand; 3. valid UTF-8,
which no other encoding looks like by chance; 4. of the declared encoding and the single-byte ones that our pages use,
the one whose text reads best. A page may lie about its encoding, so a declaration is one voice, not a verdict.
Text that was decoded wrongly once before (`Ø§Ù„`) is put right where that is certain.

It does not guess multi-byte encodings of East Asia unless they are declared.
"""

import codecs
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import fsum

from nadhir.intake.limits import Limits

__all__ = ["Decoded", "declared_in_markup", "decode", "is_binary"]

_MAGIC = (
    b"%PDF-",
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"\x1f\x8b",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"RIFF",
    b"\x7fELF",
    b"MZ\x90",
    b"\xd0\xcf\x11\xe0",
    b"Rar!",
    b"7z\xbc\xaf",
    b"BZh",
    b"\xfd7zXZ",
    b"\x00\x00\x01\x00",
    b"OggS",
    b"ID3",
    b"SQLite format 3",
    b"\xca\xfe\xba\xbe",
    b"wOFF",
    b"wOF2",
    b"\x00asm",
)
_DECLARED = re.compile(
    rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})"""
    rb"""|<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9_.:-]{2,40})""",
    re.IGNORECASE,
)
_CONTROL = bytes((*range(9), 14, 15, *range(16, 27), 28, 29, 30, 31))
_HEAD_BYTES = 8192
_SAMPLE_BYTES = 60_000
#: What authors write for what they mean (WHATWG Encoding Standard, section 4.2, the labels met on such pages).
_LABELS = {
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "iso-8859-9": "cp1254",
    "latin5": "cp1254",
    "windows-1256": "cp1256",
    "x-windows-1256": "cp1256",
    "windows-1251": "cp1251",
    "windows-1252": "cp1252",
    "windows-1254": "cp1254",
    "utf8": "utf-8",
    "unicode": "utf-8",
    "utf-8": "utf-8",
    "x-user-defined": "cp1252",
}
#: The encodings of the standard, and its kin that mail still comes in, by Python's names. Its codecs hold much more
#: that a page could name: transforms (zlib), escapes that turn ASCII into other letters, and some that always raise.
_KNOWN = frozenset(
    "utf-8 utf-16 utf-16-be utf-16-le utf-32 utf-32-be utf-32-le cp866 cp874 cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 "
    "cp1256 cp1257 cp1258 cp437 cp720 cp737 cp775 cp850 cp852 cp855 cp857 cp858 cp860 cp861 cp862 cp863 cp864 cp865 "
    "cp869 cp1006 cp1125 iso8859-1 iso8859-2 iso8859-3 iso8859-4 iso8859-5 iso8859-6 iso8859-7 iso8859-8 iso8859-9 "
    "iso8859-10 iso8859-11 iso8859-13 iso8859-14 iso8859-15 iso8859-16 koi8-r koi8-t koi8-u kz1048 ptcp154 tis-620 "
    "mac-roman mac-cyrillic mac-greek mac-turkish mac-arabic mac-farsi mac-latin2 gb2312 gbk gb18030 big5 big5hkscs "
    "cp932 cp949 cp950 shift_jis shift_jis_2004 shift_jisx0213 euc_jp euc_jis_2004 euc_jisx0213 euc_kr johab hz "
    "iso2022_jp iso2022_jp_1 iso2022_jp_2 iso2022_jp_3 iso2022_jp_ext iso2022_jp_2004 iso2022_kr".split()
)
_SINGLE_BYTE = ("cp1256", "cp1251", "cp1252", "cp1254", "iso8859-6", "koi8-r", "cp1250")
#: The letters that make up most of a text in each encoding's languages, in order of frequency (our own count over the
#: public Arabic news set and common words; only the order matters).
_COMMON = {
    "cp1256": "الييمونرتبةعدسفهكقأحجشطصخذضئغثءزظإىآؤپچژگ",
    "iso8859-6": "الييمونرتبةعدسفهكقأحجشطصخذضئغثءزظإىآؤ",
    "cp1251": "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё",
    "koi8-r": "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё",
    "cp1252": "éèàêçôîùâûëïœüöäßñáíóúñãõåæø",
    "cp1254": "ıişğüöçİŞĞÜÖÇâî",
    "cp1250": "łąęśżźćńóčšžěřůýáíéúőűöüäß",
}
_LETTER_SCRIPT = re.compile(r"(?P<arab>[\u0600-\u06ff])|(?P<cyrl>[\u0400-\u04ff])|(?P<latn>[A-Za-z\u00c0-\u024f])")
_MIXED = re.compile(r"[A-Za-z][\u0400-\u04ff\u0600-\u06ff]|[\u0400-\u04ff\u0600-\u06ff][A-Za-z]")
_ODD = re.compile(
    "[\u0080-\u009f\u00a4-\u00a6\u00ac\u00af\u00b1-\u00b3\u00b6\u00b9\u00bc-\u00be\u00d7\u00f7\u02c6\u2020\u2021\u2030\ufffd\u2500-\u25ff]"
)
_CAPITAL_INSIDE = re.compile(r"[a-zа-яё][À-ÞА-ЯЁ]")
_TWICE = re.compile("[\u00d8-\u00db\u00c3\u00d0\u00d1][\u0080-\u00bf\u0152-\u02dc\u2013-\u2122]")
#: The letters that each match of it begins with, in UTF-8, and the byte that these have in common.
_TWICE_LEADS = tuple(char.encode() for char in "\u00d8\u00d9\u00da\u00db\u00c3\u00d0\u00d1")
_TWICE_BYTE = b"\xc3"
_LEAST_TWICE = 8
#: Where two letters next to each other may be odd: within what single bytes beyond ASCII hang together with.
_BEYOND_ASCII = re.compile(rb"(?<![A-Za-z])[A-Za-z]*+[\x80-\xff][A-Za-z\x80-\xff]*+")


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text, the name of its encoding, the share of characters that could not be decoded, and its UTF-8 if known."""

    text: str
    encoding: str
    undecodable_share: float = 0.0
    utf8: bytes | None = None


def is_binary(data: bytes, *, limits: Limits) -> bool:
    """Tell whether the bytes are no text: a known file signature, or too many zero and control bytes."""
    if data.startswith(_MAGIC) or data[257:262] == b"ustar":
        return True
    sample = data[:_SAMPLE_BYTES]
    if not sample or _byte_order_mark(sample) is not None or _utf16_by_zeros(sample) is not None:
        return False
    control = len(sample) - len(sample.translate(None, _CONTROL))
    return control > limits.control_share * len(sample)


def _byte_order_mark(data: bytes) -> str | None:
    if data.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return "utf-32"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    return None


def _utf16_by_zeros(sample: bytes) -> str | None:
    """Return the byte order of UTF-16 text without a mark: its ASCII blanks and signs leave zeros on one side only."""
    if b"\0" not in sample:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) / 2
    if odd > 0.1 * half and even < 0.1 * odd:
        return "utf-16-le"
    if even > 0.1 * half and odd < 0.1 * even:
        return "utf-16-be"
    return None


def declared_in_markup(data: bytes) -> str | None:
    """Return the encoding that a page's own head names, as written, or None."""
    found = _DECLARED.search(data[:_HEAD_BYTES])
    if found is None:
        return None
    return (found.group(1) or found.group(2)).decode("ascii")


def _codec(label: str | None) -> str | None:
    if not label:
        return None
    name = _LABELS.get(label.strip().lower(), label.strip().lower())
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError):
        return None
    return info.name if info.name in _KNOWN else None


def _beyond_ascii(text: str) -> int:
    return len(text) - len(text.encode("ascii", "ignore"))


def _utf8(data: bytes) -> Decoded | None:
    try:
        return Decoded(data.decode("utf-8"), "utf-8", utf8=data)
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    beyond = _beyond_ascii(text[:_SAMPLE_BYTES])
    # A page cut in the middle, or a stray byte in it: still UTF-8 where whole sequences outnumber the broken 20 to 1.
    if broken * 20 <= beyond:
        return Decoded(text, "utf-8", broken / max(len(text), 1))
    return None


@lru_cache(maxsize=64)
def _ranks(codec: str) -> Mapping[str, float]:
    order = _COMMON[codec]
    return {char: 1.0 - 0.5 * at / len(order) for at, char in enumerate(order)}


@lru_cache(maxsize=64)
def _alphabet(codec: str) -> str:
    """Return what each single byte means in an encoding."""
    return bytes(range(256)).decode(codec, "replace")


@dataclass(frozen=True, slots=True)
class _Letters:
    """How often each letter beyond ASCII stands in a sample, and how well they read as an encoding's languages."""

    counts: Mapping[str, int]
    beyond: int  # of them together
    common: float

    @classmethod
    def of(cls, counts: Mapping[str, int], *, codec: str) -> "_Letters":
        """Return the letters of a sample, weighed by what is common in the encoding's languages."""
        if codec in _COMMON:
            rank = _ranks(codec)
            # The exact sum: two encodings in which the letters mean the same must weigh the same, in whatever order.
            common = fsum(rank.get(char, rank.get(char.lower(), 0.0) * 0.9) * count for char, count in counts.items())
        else:
            common = 0.7 * sum(count for char, count in counts.items() if char.isalpha())
        return cls(counts, sum(counts.values()), common)

    def reads(self, odd_pairs: float = 0.0) -> float:
        """Return how well it reads: common letters, less what no text has; pairs of letters can only lower it."""
        if not self.beyond:
            return 0.0
        odd = sum(count for char, count in self.counts.items() if _ODD.match(char)) + odd_pairs
        return (self.common - 1.5 * odd) / self.beyond


def _best_single_byte(data: bytes, *, declared: tuple[str, ...]) -> Decoded:
    tagged, end, rest = data[:_SAMPLE_BYTES].rpartition(b">")  # so that no "<" is followed to the end in vain
    sample = re.sub(rb"<[^>]*>", b" ", tagged + end) + rest
    # Of an encoding with one byte a letter, what is ASCII tells nothing, and is most of a page.
    telling = b" ".join(_BEYOND_ASCII.findall(sample))
    byte_counts = Counter(telling)
    best, best_score = "cp1252", float("-inf")
    for codec in dict.fromkeys((*declared, *_SINGLE_BYTE)):
        if codec.startswith("utf"):
            continue
        counts: Counter[str] = Counter()
        if codec in _SINGLE_BYTE:
            part, whole, alphabet = telling, len(sample), _alphabet(codec)
            for byte, count in byte_counts.items():
                if alphabet[byte] > "\x7f":
                    counts[alphabet[byte]] += count
        else:
            part, text = sample, sample.decode(codec, "replace")
            whole = len(text)
            counts.update({char: count for char, count in Counter(text).items() if char > "\x7f"})
        letters = _Letters.of(counts, codec=codec)
        unknown = 3.0 * counts["\ufffd"] / max(whole, 1)
        bonus = 0.15 if codec in declared else 0.0
        if letters.reads() - unknown + bonus <= best_score:
            continue
        text = part.decode(codec, "replace")
        odd_pairs = 2.0 * len(_MIXED.findall(text)) + 1.5 * len(_CAPITAL_INSIDE.findall(text))
        score = letters.reads(odd_pairs) - unknown + bonus
        if score > best_score:
            best, best_score = codec, score
    text = data.decode(best, "replace")
    return Decoded(text, best, text.count("\ufffd") / max(len(text), 1))


def _undo_second_encoding(text: str) -> str | None:
    """Return the text with UTF-8 that was read as a single-byte encoding put right, or None where it was not."""
    sample = text[:_SAMPLE_BYTES]
    if len(_TWICE.findall(sample)) < max(_LEAST_TWICE, 0.2 * _beyond_ascii(sample)):
        return None
    for codec in ("cp1252", "cp1256", "latin-1"):
        try:
            return text.encode(codec).decode("utf-8")
        except (UnicodeEncodeError, UnicodeDecodeError):
            continue
    return None


def decode(data: bytes, *, declared: str | None = None) -> Decoded:
    """Return the text of the bytes; `declared` is what came with them (a header), beside what a page says itself.

    >>> decode("سلام".encode("cp1256"), declared="utf-8").encoding
    'cp1256'
    """
    marked = _byte_order_mark(data) or _utf16_by_zeros(data[:_SAMPLE_BYTES])
    if marked is not None:
        text = data.decode(marked, "replace")
        return Decoded(text, marked.removesuffix("-sig"), text.count("\ufffd") / max(len(text), 1))
    decoded = _utf8(data)
    if decoded is None or b"\x1b" in data:
        labels = tuple(codec for label in (declared, declared_in_markup(data)) if (codec := _codec(label)) is not None)
        # ISO-2022 is seven-bit, so it is valid UTF-8 as well; only a declaration tells.
        seven_bit = next((codec for codec in labels if codec.startswith("iso2022") and b"\x1b" in data), None)
        if seven_bit is not None:
            return Decoded(data.decode(seven_bit, "replace"), seven_bit)
        if decoded is None:
            return _best_single_byte(data, declared=labels)
    is_odd = data.count(_TWICE_BYTE) >= _LEAST_TWICE and sum(map(data.count, _TWICE_LEADS)) >= _LEAST_TWICE
    mended = _undo_second_encoding(decoded.text) if is_odd else None
    return decoded if mended is None else Decoded(mended, "utf-8 twice")
