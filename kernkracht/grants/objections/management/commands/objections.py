"""`kernkracht objections replay NUMBER`: does the stored evaluation still come out the same?"""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kernkracht.grants.objections.queries import objection_by_number, replay_evaluation


class Command(BaseCommand):
    help = "Evaluate the stored version and facts of a contested decision again; exit 1 when the outcome differs."

    def add_arguments(self, parser: ArgumentParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        replay = acts.add_parser("replay", help="Print every difference; exit 0 when there is none, 1 otherwise.")
        replay.add_argument("number", help="Number of the objection, such as BZ-2026-0001.")

    def handle(self, *args: Any, **options: Any) -> None:
        objection = objection_by_number(options["number"])
        if objection is None:
            raise CommandError(f"There is no objection {options['number']}.")
        replay = replay_evaluation(objection.decision)
        if replay.assessment is None:
            raise CommandError("No evaluation was stored with this decision, so there is nothing to replay.")
        for row in replay.differences:
            self.stdout.write(f"{row.criterion}: stored {row.stored!r}, now {row.replayed!r}")
        if replay.differences:
            self.stderr.write(f"{len(replay.differences)} differences. The rules or the engine changed since.")
            sys.exit(1)
        self.stdout.write(f"Same outcome with version {replay.version_label}.")
