"""The small map of one village on which a place is pointed at, as a picture. Asking and the office share it."""

from __future__ import annotations

from django.http import HttpResponse
from django.template.loader import render_to_string

from kernkracht.community.villages.models import Village
from kernkracht.community.villages.pins import SIDE, pin_map


def pin_picture(village: Village, longitude: float | None, latitude: float | None) -> HttpResponse:
    """The village as an SVG picture, with a pin when a place is given."""
    drawn = pin_map(village)
    pin = drawn.point_of(longitude, latitude) if longitude is not None and latitude is not None else None
    context = {"path": drawn.path, "side": SIDE, "pin": {"x": pin[0], "y": pin[1]} if pin else None}
    return HttpResponse(render_to_string("parts/village_pin.svg", context), content_type="image/svg+xml")
