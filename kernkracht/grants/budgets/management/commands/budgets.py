"""`kernkracht budgets verify`: does every stored total still say what the ledger says?"""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from kernkracht.foundation.money import format_euro
from kernkracht.grants.budgets.queries import differences


class Command(BaseCommand):
    help = "Compare the stored totals of ceilings with the ledger; exit 1 when they differ."

    def add_arguments(self, parser: ArgumentParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        acts.add_parser("verify", help="Print every difference; exit 0 when there is none, 1 otherwise.")

    def handle(self, *args: Any, **options: Any) -> None:
        found = differences()
        for difference in found:
            stored, expected = format_euro(difference.stored_cents), format_euro(difference.expected_cents)
            self.stdout.write(f"{difference.what}: stored {stored}, should be {expected}")
        if found:
            self.stderr.write(
                f"{len(found)} differences. Restore a backup or book a correction; never edit the totals."
            )
            sys.exit(1)
        self.stdout.write("All totals match the ledger.")
