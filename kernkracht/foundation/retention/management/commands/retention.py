"""`kernkracht retention candidates [--on DATE]`: what may be destroyed on a day, and why. Changes nothing."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError
from collections import Counter
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone, translation

from kernkracht.foundation.retention.declarations import keeping_of
from kernkracht.foundation.retention.queries import candidates


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"{text} is no day; write it as 2026-11-23.") from None


class Command(BaseCommand):
    help = "Say what may be destroyed on a day, and why. Nothing is destroyed, and no list is made."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
        named = verbs.add_parser("candidates", help="One line per case: number, class, end, term, and since when.")
        named.add_argument("--on", type=_day, default=None, metavar="DATE", help="The day; today when left out.")

    def handle(self, *args: Any, on: date | None, **options: Any) -> None:
        with translation.override("nl"):
            self._tell(on or timezone.localdate())

    def _tell(self, on: date) -> None:
        counts: Counter[str] = Counter()
        for found in candidates(on):
            kind = str(found.term.data_class.label)
            counts[kind] += 1
            self.stdout.write(
                f"{keeping_of(found.object_type).label}\t{found.number}\t{kind}\t"
                f"einde {found.ended_on}\t{found.term.years} jaar ({found.term.source})\tsinds {found.due_on}"
            )
        total = ", ".join(f"{kind}: {count}" for kind, count in sorted(counts.items())) or "niets"
        self.stdout.write(f"Op {on} mag weg: {total}.")
