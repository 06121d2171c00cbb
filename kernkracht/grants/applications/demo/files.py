"""Small files that residents might have sent along: a quote as PDF, a sketch as PNG. Made here, so valid and ours."""

from __future__ import annotations

from io import BytesIO

import pikepdf
from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

A4 = (595, 842)
PAPER, GRASS, PATH, TREE, BENCH = "#fbfaf5", "#cfe3c0", "#e6d9bf", "#4f8a4c", "#8a5a33"


def made_file(name: str, title: str, lines: list[str]) -> ContentFile[bytes]:
    """A PDF or PNG by the end of `name`: `title` and `lines` on a page, or a drawing of a spot in the village."""
    content = _pdf(title, lines) if name.endswith(".pdf") else _sketch()
    return ContentFile(content, name=name)


def _pdf(title: str, lines: list[str]) -> bytes:
    document = pikepdf.new()
    page = document.add_blank_page(page_size=A4)
    font = document.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type1,
            BaseFont=pikepdf.Name.Helvetica,
            Encoding=pikepdf.Name.WinAnsiEncoding,
        )
    )
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    shown = [_text(title, 70, 760, 20), *(_text(line, 70, 720 - 20 * i, 12) for i, line in enumerate(lines))]
    page.Contents = document.make_stream(b"\n".join(shown))
    with document.open_metadata() as metadata:
        metadata["dc:title"] = title
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _text(text: str, x: int, y: int, size: int) -> bytes:
    raw = text.encode("cp1252", "replace")
    for character in (b"\\", b"(", b")"):
        raw = raw.replace(character, b"\\" + character)
    return b"BT /F1 %d Tf %d %d Td (%s) Tj ET" % (size, x, y, raw)


def _sketch() -> bytes:
    image = Image.new("RGB", (640, 400), PAPER)
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle((30, 30, 610, 370), radius=40, fill=GRASS)
    draw.line([(30, 300), (220, 240), (400, 270), (610, 180)], fill=PATH, width=34, joint="curve")
    for x, y in [(110, 110), (200, 90), (310, 130), (470, 90), (540, 300), (420, 340)]:
        draw.ellipse((x - 28, y - 28, x + 28, y + 28), fill=TREE)
    draw.rectangle((280, 200, 350, 214), fill=BENCH)
    out = BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()
