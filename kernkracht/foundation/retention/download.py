"""What is held about a person as one file: JSON for machines, a page to read, and the files themselves."""

from __future__ import annotations

import json
import zipfile
from datetime import datetime
from tempfile import SpooledTemporaryFile
from typing import IO

from django.template.loader import render_to_string

from .queries import Section, Subject, held_about

IN_MEMORY = 5 * 1024 * 1024


def download_of(subject: Subject, *, at: datetime) -> IO[bytes]:
    """A ZIP, ready to be read from its start: `gegevens.json`, `gegevens.html` and the folder `bestanden`."""
    sections = held_about(subject)
    out: IO[bytes] = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  (the caller sends it and closes it)
    missing: list[str] = []
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in _files(sections):
            if content is None:
                missing.append(path)
            else:
                archive.writestr(path, content)
        archive.writestr("gegevens.json", _json(sections, at))
        context = {"sections": sections, "at": at, "missing": missing}
        archive.writestr("gegevens.html", render_to_string("retention/download.html", context))
    out.seek(0)
    return out


def _files(sections: list[Section]) -> list[tuple[str, bytes | None]]:
    """Each file once, also when a letter went out in several messages."""
    found = {file.path: file for section in sections for row in section.rows for file in row.files}
    return [(path, file.read()) for path, file in found.items()]


def _json(sections: list[Section], at: datetime) -> str:
    data = {
        "made_at": at.isoformat(),
        "held": {
            section.model: [row.values | {"files": [file.path for file in row.files]} for row in section.rows]
            for section in sections
        },
    }
    return json.dumps(data, ensure_ascii=False, indent=2)
