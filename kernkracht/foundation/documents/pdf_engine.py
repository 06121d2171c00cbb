"""The PDF library, loaded when the first letter is made."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from PIL import ImageFile
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher

from .letter_pdf import LetterRefersElsewhere

ImageFile.LOAD_TRUNCATED_IMAGES = False
"""The PDF library turns this on for the whole process on import; an upload that is cut off must be refused."""
NOWHERE = "https://letter.invalid/"
"""Makes a relative address absolute, so that it is refused rather than skipped."""
STYLESHEETS = Path(__file__).parent / "print"


class _FetchesNothing(URLFetcher):  # type: ignore[misc]  # the library has no types
    """Pictures inside the page (data:) and nothing else: no file of this server, no address elsewhere."""

    def fetch(self, url: str, headers: Any = None) -> Any:
        if not url.startswith("data:"):
            raise FatalURLFetchingError(url[:200])
        return super().fetch(url, headers)


def pdf_of(page: str, sheet: str = "") -> bytes:
    """The PDF/UA-1 of a whole HTML page, styled as a letter and then as `sheet`, the name of a print stylesheet.

    Raises `LetterRefersElsewhere` when it needs a file or an address.
    """
    fonts = FontConfiguration()
    styles = [CSS(string="\n".join(_font_faces()), font_config=fonts)]
    for name in ("letter", *([sheet] if sheet else [])):
        styles.append(CSS(filename=str(STYLESHEETS / f"{name}.css"), font_config=fonts))
    document = HTML(string=page, base_url=NOWHERE, url_fetcher=_FetchesNothing(), media_type="print")
    try:
        pdf: bytes = document.write_pdf(stylesheets=styles, font_config=fonts, pdf_variant="pdf/ua-1")
    except FatalURLFetchingError as refused:
        raise LetterRefersElsewhere(str(refused)) from None
    return pdf


def _font_faces() -> Iterator[str]:
    """The fonts of the built front end as “Letter”; without them the stylesheet names fonts of the system."""
    for path in sorted(Path(settings.ASSETS_DIR).rglob("*.woff2")):
        family = "Letter Extended" if "latin-ext" in path.name else "Letter"
        style = "italic" if "italic" in path.name else "normal"
        yield (
            f'@font-face {{ font-family: "{family}"; font-style: {style}; '
            f'src: url("{path.resolve().as_uri()}") format("woff2"); }}'
        )
