# SPDX-License-Identifier: Apache-2.0
"""JSON Lines out: one object a line, errors as lines of their own. How they come in: `casework.json_lines`."""

import orjson

from nadhir.terms.errors import NadhirError


def dump(value: object) -> str:
    """Return one line of JSON, Arabic as itself."""
    return orjson.dumps(value, default=str).decode()


def error_line(error: NadhirError, *, line: int | None = None, **known: object) -> str:
    """Return the line that stands for one that failed: what, where, and what to do."""
    said = {"what": error.what, "where": error.where, "do": error.remedy}
    return dump({**known, **({"line": line} if line is not None else {}), "error": said})
