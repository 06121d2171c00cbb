"""English is complete: every Dutch text in the code has a translation that is neither empty nor in doubt."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from .source import PRODUCT, ROOT, refuse

ENGLISH = ROOT / "locale" / "en" / "LC_MESSAGES" / "django.po"
needs_gettext = pytest.mark.skipif(not shutil.which("xgettext"), reason="xgettext (gettext) is not on this machine")


def extract(sources: Path, workplace: Path) -> Catalog:
    """Every text in `sources` that the code offers for translation, found by Django's own makemessages."""
    copy = workplace / "copy"
    shutil.copytree(sources, copy / sources.name, ignore=shutil.ignore_patterns("__pycache__", "migrations", "assets"))
    (copy / "locale").mkdir()
    subprocess.run(
        [sys.executable, "-m", "django", "makemessages", "--locale", "en", "--no-wrap"],
        cwd=copy,
        check=True,
        capture_output=True,
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
    )
    made = copy / "locale" / "en" / "LC_MESSAGES" / "django.po"
    return read_po(BytesIO(made.read_bytes() if made.exists() else b""), locale="en")


def gaps(wanted: Catalog, translated: Catalog) -> list[str]:
    """One line for each text that is missing, empty, in doubt, or loses one of its placeholders."""
    faults = []
    for message in wanted:
        if not message.id:
            continue
        name = message.id[0] if isinstance(message.id, tuple | list) else message.id
        answer = translated.get(name, message.context)
        if answer is None:
            faults.append(f"missing: {name}")
        elif answer.fuzzy:
            faults.append(f"in doubt: {name}")
        elif not all(_forms(answer.string)):
            faults.append(f"empty: {name}")
        elif not _placeholders(_forms(answer.string)) <= _placeholders(_forms(answer.id)):
            faults.append(f"other placeholders: {name}")
    return faults


def _forms(text: str | tuple[str, ...] | list[str] | None) -> list[str]:
    """The singular and the plurals."""
    return [text or ""] if isinstance(text, str | None) else list(text)


def _placeholders(texts: list[str]) -> set[str]:
    return set(re.findall(r"%\(\w+\)[sd]|\{\w+\}", " ".join(texts)))


@needs_gettext
def test_english_is_complete(tmp_path: Path) -> None:
    assert ENGLISH.exists(), "locale/en/LC_MESSAGES/django.po does not exist"
    with ENGLISH.open("rb") as source:
        refuse(gaps(extract(PRODUCT, tmp_path), read_po(source, locale="en")))


@needs_gettext
def test_texts_are_found_in_code_and_templates(tmp_path: Path) -> None:
    sources = tmp_path / "kernkracht"
    (sources / "templates").mkdir(parents=True)
    (sources / "views.py").write_text("from django.utils.translation import gettext as _\nx = _('Dag')\n")
    (sources / "templates/page.html").write_text("{% load i18n %}{% translate 'Tot ziens' %}")
    found = extract(sources, tmp_path)
    assert {message.id for message in found if message.id} == {"Dag", "Tot ziens"}


def _catalogue(text: str) -> Catalog:
    return read_po(BytesIO(text.encode()), locale="en")


@pytest.mark.parametrize(
    ("translation", "fault"),
    [
        ('msgid "Dag {name}"\nmsgstr "Hello {name}"', []),
        ('msgid "Iets"\nmsgstr "Something"', ["missing: Dag {name}"]),
        ('msgid "Dag {name}"\nmsgstr ""', ["empty: Dag {name}"]),
        ('#, fuzzy\nmsgid "Dag {name}"\nmsgstr "Hello {name}"', ["in doubt: Dag {name}"]),
        ('msgid "Dag {name}"\nmsgstr "Hello {naam}"', ["other placeholders: Dag {name}"]),
    ],
)
def test_a_gap_is_caught(translation: str, fault: list[str]) -> None:
    assert gaps(_catalogue('msgid "Dag {name}"\nmsgstr ""'), _catalogue(translation)) == fault
