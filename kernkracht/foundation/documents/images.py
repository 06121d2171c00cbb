"""Pictures, drawn again so that only what is seen remains."""

from __future__ import annotations

import io
import warnings
from typing import IO

from django.core.files.base import File
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from .file_names import checked_name
from .refusals import UnacceptableFile

MAX_PIXELS = 50_000_000
MAX_PHOTO_BYTES = 10 * 1024 * 1024
JPEG_QUALITY = 90
_FORMATS = {"jpeg": "JPEG", "png": "PNG"}
_JPEG_MODES = frozenset({"L", "RGB"})


def square_photo(file: File[bytes] | IO[bytes], name: str, side: int) -> bytes:
    """A JPEG of `side` by `side` pixels out of the middle of a JPEG or PNG. Raises `UnacceptableFile`."""
    _name, kind = checked_name(name)
    if kind not in _FORMATS:
        raise UnacceptableFile(_("Dit is geen foto."), _("Kies een foto: JPG of PNG."))
    file.seek(0)
    raw = file.read(MAX_PHOTO_BYTES + 1)
    if len(raw) > MAX_PHOTO_BYTES:
        raise UnacceptableFile(_("De foto is groter dan 10 MB."), _("Maak de foto kleiner en voeg hem opnieuw toe."))
    with Image.open(io.BytesIO(picture_without_hidden_data(raw, kind))) as opened:
        whole = opened.convert("RGBA")
    ground = Image.new("RGBA", whole.size, "white")
    photo = ImageOps.fit(Image.alpha_composite(ground, whole).convert("RGB"), (side, side))
    saved = io.BytesIO()
    photo.save(saved, "JPEG", quality=85, optimize=True)
    return saved.getvalue()


def picture_without_hidden_data(raw: bytes, kind: str) -> bytes:
    """The same picture, upright, without place, camera, comments or anything glued to it. Raises `UnacceptableFile`."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our own limit is lower
            return _drawn_again(raw, kind)
    except UnacceptableFile:
        raise
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError, MemoryError) as fault:
        raise UnacceptableFile(
            _("Wij kunnen deze foto niet lezen."), _("Bewaar de foto opnieuw, of stuur een andere foto.")
        ) from fault


def _drawn_again(raw: bytes, kind: str) -> bytes:
    with Image.open(io.BytesIO(raw), formats=[_FORMATS[kind]]) as opened:
        if opened.width * opened.height > MAX_PIXELS:
            raise UnacceptableFile(
                _("Deze foto heeft te veel beeldpunten."), _("Maak de foto kleiner en voeg hem opnieuw toe.")
            )
        colours = opened.info.get("icc_profile")
        picture = ImageOps.exif_transpose(opened)
    transparency = picture.info.get("transparency")
    if kind == "jpeg" and picture.mode not in _JPEG_MODES:
        picture, colours = picture.convert("RGB"), None
    picture.info = {}  # a comment or XMP packet would be saved along
    kept: dict[str, object] = {"icc_profile": colours} if colours else {}
    if kind == "jpeg":
        kept |= {"quality": JPEG_QUALITY, "optimize": True}
    elif transparency is not None:
        kept["transparency"] = transparency
    saved = io.BytesIO()
    picture.save(saved, _FORMATS[kind], **kept)
    return saved.getvalue()
