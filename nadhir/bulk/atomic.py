# SPDX-License-Identifier: Apache-2.0
"""Write a file whole or not at all, also when the process is killed or the power fails."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Final

#: What a killed writer leaves behind begins and ends so; readers of Parquet folders pass names with a dot by.
UNFINISHED_PREFIX: Final = "."
UNFINISHED_SUFFIX: Final = ".unfinished"


@contextmanager
def write_whole(path: Path) -> Iterator[IO[bytes]]:
    """Give a file to write; it takes its name when everything is on disk, in place of what bore it before.

    Only its owner may read it: answers quote what people wrote.
    """
    handle, name = tempfile.mkstemp(
        prefix=f"{UNFINISHED_PREFIX}{path.name}.", suffix=UNFINISHED_SUFFIX, dir=path.parent
    )
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        with suppress(FileNotFoundError):  # renamed, or swept by a later run
            Path(name).unlink()
        raise
    _sync_folder(path.parent)


def is_unfinished(name: str) -> bool:
    """Tell whether a name is that of a file whose writer was killed."""
    return name.startswith(UNFINISHED_PREFIX) and name.endswith(UNFINISHED_SUFFIX)


def _sync_folder(folder: Path) -> None:
    """Put the name itself on disk."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
