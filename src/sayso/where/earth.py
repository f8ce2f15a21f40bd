"""Distances on the earth."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

Point = tuple[float, float]  #: (latitude, longitude) in degrees

EARTH_RADIUS_KM = 6371.0088  # mean radius, IUGG


def kilometres(a: Point, b: Point) -> float:
    """Great-circle distance (haversine)."""
    lat_a, lon_a, lat_b, lon_b = radians(a[0]), radians(a[1]), radians(b[0]), radians(b[1])
    h = sin((lat_b - lat_a) / 2) ** 2 + cos(lat_a) * cos(lat_b) * sin((lon_b - lon_a) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(h)))
