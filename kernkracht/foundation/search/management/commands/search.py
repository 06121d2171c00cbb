"""`kernkracht search rebuild` and `kernkracht search check`: what can be found, made anew or compared."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from kernkracht.foundation.search.actions import check_all, rebuild_all


class Command(BaseCommand):
    help = "Read again what can be found, or say what is not as it should be."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
        rebuild = verbs.add_parser("rebuild", help="Read everything again, in portions; readers never wait.")
        rebuild.add_argument("--resume", action="store_true", help="Go on where a broken off rebuild stopped.")
        verbs.add_parser(
            "check", help="Compare everything with the rooms; changes nothing. Ends with 1 at a difference."
        )

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        at = timezone.now()
        if verb == "rebuild":
            found = rebuild_all(at, anew=not options["resume"], tell=self.stdout.write)
            self.stdout.write(
                f"Done: {found.missing} entries new, {found.changed} changed, {found.superfluous} removed."
            )
            return
        wrong = 0
        for source, found in check_all(at):
            wrong += found.total
            self.stdout.write(
                f"{source}: {found.missing} missing, {found.changed} different, {found.superfluous} too many"
            )
        if wrong:
            raise SystemExit(1)
