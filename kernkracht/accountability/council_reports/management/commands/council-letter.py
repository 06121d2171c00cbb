"""`kernkracht council-letter YEAR [--as-of DATE] --format json|html|docx|pdf [--output FILE]`."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, ArgumentTypeError
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation

from kernkracht.accountability.council_reports.letters import (
    as_docx,
    as_html_page,
    as_pdf,
    content_now,
    figures_now,
    sender_now,
)


def _year(text: str) -> int:
    if not text.isdecimal() or not 1990 <= int(text) <= 2999:
        raise ArgumentTypeError(f"“{text}” is not a year; write it as 2022.")
    return int(text)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"“{text}” is not a day; write it as 2023-03-31.") from None


class Command(BaseCommand):
    help = "Print the letter to the council about a year, with every figure counted from the cases."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("year", type=_year, metavar="YEAR")
        parser.add_argument("--as-of", type=_day, metavar="DATE", help="Count what had happened by this day (today).")
        parser.add_argument("--format", choices=("json", "html", "docx", "pdf"), default="json")
        parser.add_argument("--output", type=Path, metavar="FILE", help="Write here instead of printing.")

    def handle(self, *args: Any, year: int, as_of: date | None, output: Path | None, **options: Any) -> None:
        day = as_of or timezone.localdate()
        if day < date(year, 1, 1):
            raise CommandError(f"{day} lies before {year} began; give a later --as-of.", returncode=2)
        with translation.override("nl"):
            content = self._printed(year, day, options["format"])
        if output is None:
            sys.stdout.buffer.write(content)
            return
        try:
            output.write_bytes(content)
        except OSError as error:
            raise CommandError(f"{output}: {error.strerror}.", returncode=2) from None

    def _printed(self, year: int, day: date, kind: str) -> bytes:
        if kind == "json":
            return (json.dumps(figures_now(year, day), ensure_ascii=False, indent=2) + "\n").encode()
        content, sender = content_now(year, day), sender_now()
        if kind == "html":
            return as_html_page(content, sender=sender).encode()
        return as_pdf(content, sender=sender) if kind == "pdf" else as_docx(content, sender=sender)
