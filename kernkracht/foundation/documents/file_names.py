"""The name somebody gave a file: kept for people to read, never used as a path."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from .refusals import Text, UnacceptableFile

MAX_NAME = 150
ALLOWED = {"pdf": "pdf", "jpg": "jpeg", "jpeg": "jpeg", "png": "png", "odt": "odt", "docx": "docx"}
"""Extension to kind."""
RUNNABLE = frozenset(
    [
        "7z",
        "app",
        "bat",
        "bin",
        "chm",
        "cmd",
        "com",
        "cpl",
        "dll",
        "docm",
        "dotm",
        "exe",
        "hta",
        "htm",
        "html",
        "iso",
        "jar",
        "js",
        "jse",
        "lnk",
        "msi",
        "msp",
        "php",
        "pif",
        "ps1",
        "py",
        "rar",
        "reg",
        "scr",
        "sh",
        "svg",
        "vb",
        "vbe",
        "vbs",
        "wsf",
        "xhtml",
        "xlsm",
        "zip",
    ]
)
"""Names that make a file look harmless when they stand before the last dot: “factuur.exe.pdf”."""
_MARKS = frozenset(["Cc", "Cf", "Zl", "Zp", "Co", "Cs"])
"""Unicode categories that a name has no use for: controls, direction marks, invisible joiners, line ends."""

RENAME = _("Geef het bestand een gewone naam, zoals begroting.pdf, en voeg het opnieuw toe.")
ALLOWED_KINDS = _("U kunt een PDF, JPEG, PNG, ODT of DOCX toevoegen.")


def checked_name(name: str) -> tuple[str, str]:
    """The name in its normal form and the kind its extension promises.

    Raises `UnacceptableFile` for paths, invisible or direction-changing characters, names that are too long,
    extensions that are not allowed, and an extension of a program before the last one.
    """
    return checked_stem(name, ALLOWED, ALLOWED_KINDS)


def checked_stem(name: str, allowed: Mapping[str, str], allowed_kinds: Text) -> tuple[str, str]:
    """The same with other extensions (to their kind) and the sentence that names them."""
    name = unicodedata.normalize("NFC", name).strip()
    if any(unicodedata.category(character) in _MARKS for character in name):
        raise UnacceptableFile(_("In de naam van het bestand staan onzichtbare tekens."), RENAME)
    if "/" in name or "\\" in name or name.startswith("."):
        raise UnacceptableFile(_("De naam van het bestand lijkt op een pad."), RENAME)
    if len(name) > MAX_NAME:
        raise UnacceptableFile(_("De naam van het bestand is te lang."), RENAME)
    stem, *extensions = name.lower().split(".")
    kind = allowed.get(extensions[-1]) if extensions else None
    if not stem.strip() or kind is None:
        raise UnacceptableFile(_("Dit soort bestand kunnen wij niet aannemen."), allowed_kinds)
    if any(extension.strip() in RUNNABLE for extension in extensions[:-1]):
        raise UnacceptableFile(_("De naam van het bestand lijkt op die van een programma."), RENAME)
    return name, kind
