# SPDX-License-Identifier: Apache-2.0
"""Files that another system or a person collects: written whole or not at all, and the same when written again."""

import os
from pathlib import Path

from nadhir.channels.parcels import PassingChannelError

_OWNER_AND_GROUP = 0o640


def write_whole(path: Path, *, content: bytes) -> None:
    """Write the file so that whoever sees it sees all of it, also after a power cut; an older one is replaced.

    Raises:
        PassingChannelError: the folder or the disk does not let us.
    """
    # The name begins with a dot and is our own process's, so that no collector takes a half-written file for a whole
    # one, and two workers do not write into each other's.
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.chmod(_OWNER_AND_GROUP)
        beside.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        raise PassingChannelError(
            f"the file cannot be written ({error.strerror})",
            where=str(path.parent),
            remedy="check the folder's owner and the space on the disk",
        ) from error


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
