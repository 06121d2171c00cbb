"""Drawn pictures for the demo: no photo of people is kept with the code."""

from __future__ import annotations

import io
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from .actions import NewPicture, PageFacts

WIDTH, HEIGHT = 1200, 700


def facts_of(row: dict[str, Any]) -> PageFacts:
    """The text of a row of a demo file, with its drawing where it has one."""
    picture = row.get("picture")
    upload = NewPicture(drawing(picture["colour"]), "plaat.png", picture["alt"]) if picture else None
    return PageFacts(row["title"], row["body"], row.get("summary", ""), upload=upload)


def drawing(colour: str) -> ContentFile[bytes]:
    """A landscape of hills, a river and trees in one colour."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), "#dceaf2")
    pen = ImageDraw.Draw(picture)
    pen.ellipse((900, 70, 1030, 200), fill="#f4cf65")
    pen.ellipse((-300, 330, 800, 1100), fill="#b9cf9a")
    pen.ellipse((500, 380, 1600, 1200), fill="#a3bf85")
    pen.polygon([(420, 700), (620, 430), (680, 430), (760, 700)], fill="#7fb2cf")
    for step in range(7):
        x, y = 90 + 165 * step, 470 - 12 * (step % 3)
        pen.rectangle((x - 8, y, x + 8, y + 110), fill="#6b4a32")
        pen.ellipse((x - 60, y - 110, x + 60, y + 30), fill=colour)
    saved = io.BytesIO()
    picture.save(saved, "PNG", optimize=True)
    return ContentFile(saved.getvalue(), name="plaat.png")
