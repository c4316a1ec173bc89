# SPDX-License-Identifier: Apache-2.0
"""The two ways in which a fetch ends without a page: a rule of ours says no, or the world does."""

from nadhir.terms.errors import NadhirError, TheirsError, WorldError


class FetchError(NadhirError):
    """Nothing was fetched."""


class FetchRefusedError(FetchError, TheirsError):
    """The address may not be asked, or what stands there is too much: asking again changes nothing."""


class FetchFailedError(FetchError, WorldError):
    """The network or the far side failed: it may work when tried again."""
