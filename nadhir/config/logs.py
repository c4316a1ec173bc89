# SPDX-License-Identifier: Apache-2.0
"""What the log of the process never says: the token of a recipient's page, with which anybody could read the warning
and answer for the recipient.

Django and the server log the path of a request that was refused. Every record is cleaned where it is made, before any
handler, of ours or of a deployment's own settings, sees it.
"""

import logging
import re
from collections.abc import Callable, Mapping
from typing import Final

_PAGE: Final = re.compile(r"/w/[^/\s'\"?#>]+")
_SHOWN: Final = "/w/‹token›"
_PLAIN: Final = (int, float, bool, type(None))


def redacted(text: str) -> str:
    """Return the text without the token of any recipient's page.

    >>> redacted("Not Found: /w/c2VjcmV0/")
    'Not Found: /w/‹token›/'
    """
    return _PAGE.sub(_SHOWN, text)


class CleanRecords:
    """Makes log records as before, and takes tokens out of each."""

    def __init__(self, before: Callable[..., logging.LogRecord]) -> None:
        self._before = before

    def __call__(self, *args: object, **kwargs: object) -> logging.LogRecord:
        """Return the record, clean."""
        return _clean(self._before(*args, **kwargs))


def keep_tokens_out() -> None:
    """Clean every log record of this process from now on; calling it again changes nothing."""
    before = logging.getLogRecordFactory()
    if not isinstance(before, CleanRecords):
        logging.setLogRecordFactory(CleanRecords(before))


def _clean(record: logging.LogRecord) -> logging.LogRecord:
    if isinstance(record.msg, str):
        record.msg = redacted(record.msg)
    if isinstance(record.args, Mapping):
        record.args = {name: _said(value) for name, value in record.args.items()}
    elif record.args:
        record.args = tuple(_said(value) for value in record.args)
    return record


def _said(value: object) -> object:
    """Return an argument as it is, or as its text without the token where that holds one: a request, an error."""
    if isinstance(value, _PLAIN):
        return value
    text = str(value)
    clean = redacted(text)
    return value if clean == text else clean
