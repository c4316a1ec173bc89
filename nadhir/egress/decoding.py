# SPDX-License-Identifier: Apache-2.0
"""Content encodings (RFC 9110, 8.4) undone piece by piece, so that a bomb is met at the limit and not after it.

Only what every server has is known: gzip and deflate. Nothing else is asked for, and what comes in another is refused,
since keeping it would be keeping something that nobody can read.
"""

import zlib
from dataclasses import dataclass, field
from typing import Final

from nadhir.egress.errors import FetchFailedError, FetchRefusedError

#: Streams one after another in one body. A server writes one; each costs us a fresh decoder.
MOST_STREAMS: Final = 100
#: Encodings one over another. Servers use one; two come of a misconfigured proxy.
MOST_ENCODINGS: Final = 2
_GZIP: Final = 31  # zlib's number for a gzip header and its check sum
_ZLIB: Final = 15
_RAW: Final = -15
_GZIP_MAGIC: Final = b"\x1f\x8b"
_ZLIB_HEADER_BYTES: Final = 2


@dataclass(slots=True)
class _Stream:
    """One encoding being undone; never gives more than `room_bytes` in all."""

    is_gzip: bool
    room_bytes: int
    where: str
    _held: bytes = b""  # the beginning of a deflate, until it tells which of the two kinds it is
    _decoder: "zlib._Decompress | None" = None
    _streams: int = 0
    _is_over: bool = False

    def feed(self, data: bytes) -> bytes:
        """Return what the piece gives."""
        found = bytearray()
        data, self._held = self._held + data, b""
        while data and not self._is_over:
            if self._decoder is None:
                if self._is_too_short_to_tell(data):
                    self._held = data
                    break
                self._decoder = self._started(data)
            if self._decoder is not None:
                data = self._take(data, decoder=self._decoder, into=found)
        return bytes(found)

    def end(self) -> None:
        """Check that nothing is missing.

        Raises:
            FetchFailedError: the body broke off.
        """
        if self._held or (self._decoder is not None and not self._is_over):
            raise FetchFailedError("the page broke off in the middle", where=self.where, remedy="try again")

    def _is_too_short_to_tell(self, data: bytes) -> bool:
        if self.is_gzip:
            return self._streams > 0 and data == _GZIP_MAGIC[:1]
        return not self._streams and len(data) < _ZLIB_HEADER_BYTES

    def _started(self, data: bytes) -> "zlib._Decompress | None":
        """Return what undoes the stream that begins here; none where what follows a stream is padding."""
        if self._streams and not (self.is_gzip and data.startswith(_GZIP_MAGIC)):
            self._is_over = True  # as gzip itself has it
            return None
        self._streams += 1
        if self._streams > MOST_STREAMS:
            raise FetchRefusedError("it is compressed in too many pieces", where=self.where, remedy=_BY_HAND)
        if self.is_gzip:
            return zlib.decompressobj(_GZIP)
        # RFC 9110, 8.4.1.2 means zlib; some servers send deflate bare, and RFC 1950, 2.2 tells them apart.
        is_zlib = data[0] & 0x0F == zlib.DEFLATED and int.from_bytes(data[:2], "big") % 31 == 0
        return zlib.decompressobj(_ZLIB if is_zlib else _RAW)

    def _take(self, data: bytes, *, decoder: "zlib._Decompress", into: bytearray) -> bytes:
        """Undo what there is room for and one byte more; return what is left over for the next stream."""
        try:
            found = decoder.decompress(data, self.room_bytes + 1)
        except zlib.error as error:
            raise FetchFailedError(
                "the page is compressed, and does not unpack", where=self.where, remedy=_BY_HAND
            ) from error
        self.room_bytes -= len(found)
        if self.room_bytes < 0:
            raise FetchRefusedError("unpacked, it is larger than intake takes", where=self.where, remedy=_BY_HAND)
        into += found
        if not decoder.eof:
            return b""
        self._decoder = None
        return decoder.unused_data


_BY_HAND: Final = "save the page yourself and hand the file in: nadhir receive takes any size"


@dataclass(slots=True)
class Decoding:
    """All encodings of one body, the last applied undone first."""

    encodings: tuple[str, ...]
    limit_bytes: int
    where: str
    _streams: list[_Stream] = field(default_factory=list)

    def __post_init__(self) -> None:
        named = [each for each in self.encodings if each != "identity"]
        unknown = [each for each in named if each not in {"gzip", "x-gzip", "deflate"}]
        if unknown or len(named) > MOST_ENCODINGS:
            raise FetchFailedError(
                f"it is compressed in a way that was not asked for ({', '.join(named)[:60]})",
                where=self.where,
                remedy=_BY_HAND,
            )
        self._streams = [
            _Stream(is_gzip=each != "deflate", room_bytes=self.limit_bytes, where=self.where)
            for each in reversed(named)
        ]

    def feed(self, data: bytes) -> bytes:
        """Return what the piece gives once all is undone."""
        for stream in self._streams:
            data = stream.feed(data)
        return data

    def end(self) -> None:
        """Check that nothing is missing."""
        for stream in self._streams:
            stream.end()
