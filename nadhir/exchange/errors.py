# SPDX-License-Identifier: Apache-2.0
"""What the codecs refuse: something that came from outside and is not what its format says."""

from nadhir.terms.errors import TheirsError


class ExchangeError(TheirsError):
    """The base of every refusal of this room."""


class CapError(ExchangeError):
    """Bytes that are no CAP message."""


class StixError(ExchangeError):
    """Bytes that are no STIX 2.1 bundle that can be read here."""


class MispError(ExchangeError):
    """Bytes that are no MISP event that can be read here."""


class EdxlError(ExchangeError):
    """Bytes that are no EDXL-DE 1.0 distribution."""


class TaxiiError(ExchangeError):
    """A TAXII 2.1 request, envelope or cursor that is malformed; `status` is the HTTP status that answers it."""

    def __init__(self, what: str, *, where: str = "", remedy: str = "", status: int = 400) -> None:
        self.status = status
        super().__init__(what, where=where, remedy=remedy)
