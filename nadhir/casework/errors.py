# SPDX-License-Identifier: Apache-2.0
"""The errors that a view or a command answers differently, in one place."""

from nadhir.casework.authority import NotAllowedError
from nadhir.store.scope import NotFoundError, UnscopedError

__all__ = ["NotAllowedError", "NotFoundError", "UnscopedError"]
