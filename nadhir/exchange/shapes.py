# SPDX-License-Identifier: Apache-2.0
"""Points, polygons and circles as CAP 1.2 (3.2.4) and EDXL-DE 1.0 (3.2.5) both write them: `lat,lon` in degrees, WGS
84.

A polygon is its points with blanks between, the last the same as the first; a circle is a point, a blank and a radius
in kilometres. Digits are kept as they came.
"""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import NoReturn, TypeAlias

from nadhir.terms.warning import Circle, Point

Refuse: TypeAlias = Callable[[str], NoReturn]
_DECIMAL = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)", re.ASCII)
_SHOWN = 80  # letters of a bad shape that a refusal quotes


def write_polygon(polygon: tuple[Point, ...]) -> str:
    """Return the polygon's points."""
    return " ".join(_write_point(point) for point in polygon)


def write_circle(circle: Circle) -> str:
    """Return the circle's centre and radius."""
    return f"{_write_point(circle.centre)} {circle.radius_km:f}"


def parse_polygon(text: str, *, refuse: Refuse) -> tuple[Point, ...]:
    """Return the points of a polygon; `refuse` raises for what is none."""
    return tuple(_point(pair, refuse=refuse) for pair in text.split())


def parse_circle(text: str, *, refuse: Refuse) -> Circle:
    """Return the circle; `refuse` raises for what is none."""
    parts = text.split()
    if len(parts) != len(("centre", "radius")):
        refuse(f"the circle {text[:_SHOWN]!r} is not a point and a radius")
    return Circle(centre=_point(parts[0], refuse=refuse), radius_km=parse_decimal(parts[1], refuse=refuse))


def parse_decimal(text: str, *, refuse: Refuse) -> Decimal:
    """Return the decimal number, without exponents, infinities or other scripts' digits."""
    if not _DECIMAL.fullmatch(text):
        refuse(f"{text[:_SHOWN]!r} is no decimal number")
    return Decimal(text)


def _write_point(point: Point) -> str:
    return f"{point.lat:f},{point.lon:f}"


def _point(text: str, *, refuse: Refuse) -> Point:
    lat, _, lon = text.partition(",")
    return Point(lat=parse_decimal(lat, refuse=refuse), lon=parse_decimal(lon, refuse=refuse))
