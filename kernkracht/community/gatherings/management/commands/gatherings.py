"""`kernkracht gatherings kinds`: the usual kinds of gathering."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from kernkracht.community.gatherings.actions import load_kinds


class Command(BaseCommand):
    help = "Add the usual kinds of gathering."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
        verbs.add_parser("kinds", help="Add the usual kinds of gathering; kinds that are there stay as they are.")

    def handle(self, *args: Any, **options: Any) -> None:
        added = load_kinds(settings.BASE_DIR / "seed" / "gathering_kinds.yaml")
        self.stdout.write(f"{added} kinds of gathering added.")
