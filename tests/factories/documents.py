"""Files as people send them, good and bad, made on the spot so that none needs to be kept."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pikepdf
from PIL import Image

ODT_TYPE = "application/vnd.oasis.opendocument.text"
DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def pdf_bytes(**save: Any) -> bytes:
    """A PDF of one empty page; `save` goes to pikepdf, such as `encryption`."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        out = io.BytesIO()
        pdf.save(out, **save)
    return out.getvalue()


def picture_bytes(kind: str = "JPEG", size: tuple[int, int] = (40, 20), **save: Any) -> bytes:
    """A picture, red on the left half and blue on the right."""
    picture = Image.new("RGB", size, "red")
    picture.paste("blue", (size[0] // 2, 0, *size))
    out = io.BytesIO()
    picture.save(out, kind, **save)
    return out.getvalue()


def zip_bytes(entries: dict[str, bytes | str], stored: tuple[str, ...] = ("mimetype",)) -> bytes:
    """A ZIP with these entries in this order."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            method = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            archive.writestr(name, content, compress_type=method)
    return out.getvalue()


def odt_bytes(**more: bytes | str) -> bytes:
    entries: dict[str, bytes | str] = {
        "mimetype": ODT_TYPE,
        "content.xml": "<office:document-content/>",
        "META-INF/manifest.xml": "<manifest:manifest/>",
    }
    return zip_bytes(entries | more)


def docx_bytes(content_type: str = DOCX_TYPE, **more: bytes | str) -> bytes:
    entries: dict[str, bytes | str] = {
        "[Content_Types].xml": f'<Types><Override PartName="/word/document.xml" ContentType="{content_type}"/></Types>',
        "word/document.xml": "<w:document/>",
    }
    return zip_bytes(entries | more)
