# SPDX-License-Identifier: Apache-2.0
"""Whether a text may speak of two threats at once: places far apart in different countries, or times that exclude each
other. Reports that were joined by mistake show in this, and whoever is warned of both is warned of neither.

It decides nothing: an officer answers that it is one threat, with a reason, or the text is written anew.
"""

from itertools import combinations
from math import asin, cos, radians, sin, sqrt
from typing import Final

from nadhir.terms.screening import PlaceNorm, TimeNorm
from nadhir.terms.tearline import Tearline

#: What is asked beside `REQUIRED_CHECKS` where the text gives cause.
ONE_THREAT: Final = "one_threat"
#: Two countries' places further apart than this are hardly one plan's [D]: a border town and its neighbour are nearer,
#: two capitals are as a rule further.
FAR_KM: Final = 500.0
_EARTH_RADIUS_KM: Final = 6371.0


def needed_checks(tearline: Tearline) -> tuple[str, ...]:
    """Return the names of the questions that this text gives cause for, beside those that are always asked."""
    norms = [disclosure.norm for disclosure in tearline.disclosures]
    places = [norm for norm in norms if isinstance(norm, PlaceNorm)]
    times = [norm for norm in norms if isinstance(norm, TimeNorm)]
    is_doubtful = any(_is_far(one, other) for one, other in combinations(places, 2)) or any(
        _exclude_each_other(one, other) for one, other in combinations(times, 2)
    )
    return (ONE_THREAT,) if is_doubtful else ()


def _is_far(one: PlaceNorm, other: PlaceNorm) -> bool:
    return one.country != other.country and _distance_km(one, other) > FAR_KM


def _exclude_each_other(one: TimeNorm, other: TimeNorm) -> bool:
    if one.end < other.start or other.end < one.start:
        return True
    is_clocked = one.hour is not None and other.hour is not None and one.start == one.end == other.start == other.end
    return is_clocked and (one.hour, one.minute) != (other.hour, other.minute)


def _distance_km(one: PlaceNorm, other: PlaceNorm) -> float:
    """Return the length of the great circle between the two (haversine)."""
    lat, other_lat = radians(one.lat), radians(other.lat)
    bow = sin((other_lat - lat) / 2) ** 2 + cos(lat) * cos(other_lat) * sin(radians(other.lon - one.lon) / 2) ** 2
    return 2 * _EARTH_RADIUS_KM * asin(sqrt(min(1.0, bow)))
