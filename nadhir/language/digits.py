# SPDX-License-Identifier: Apache-2.0
"""Decimal digits of every script as ASCII, and numbers read from them.

Number *words* are not read here: they are a language's, and live with the grammar of times that needs them.
"""

import re
import unicodedata

__all__ = ["ascii_digits", "parse_whole_number"]

_DIGIT = re.compile(r"\d")
# ASCII and Arabic thousands separators; a plain full stop or comma only between groups of exactly three digits.
_GROUPED = re.compile(r"[0-9]{1,3}(?:[,.٬\u00a0\u202f' ][0-9]{3})+\Z")
_PLAIN = re.compile(r"[0-9]+\Z")


def _ascii_digit(match: re.Match[str]) -> str:
    return str(unicodedata.digit(match.group()))


def ascii_digits(text: str) -> str:
    """Return the text with each decimal digit of any script as its ASCII digit, length unchanged.

    >>> ascii_digits("٢٤ أغسطس ۲۰۲۴")
    '24 أغسطس 2024'
    """
    return text if text.isascii() else _DIGIT.sub(_ascii_digit, text)


def parse_whole_number(text: str) -> int | None:
    """Return the whole number that digits spell, thousands separators allowed, or None where they spell none.

    >>> parse_whole_number("١٬٢٠٠"), parse_whole_number("3.5")
    (1200, None)
    """
    plain = ascii_digits(text.strip())
    if _PLAIN.match(plain):
        return int(plain)
    if _GROUPED.match(plain):
        return int(re.sub("[^0-9]", "", plain))
    return None
