"""`kernkracht register import FILE...`: take in registers of earlier years."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone, translation

from kernkracht.foundation.audit.models import Actor
from kernkracht.grants.applications.actions import UnableToImport, import_register


class Command(BaseCommand):
    help = "Take in registers of applications of earlier years from CSV files; a wrong file is refused whole."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
        take = verbs.add_parser("import", help="Take in one or more registers.")
        take.add_argument("files", nargs="+", type=Path, metavar="FILE", help="CSV with one row per application.")

    def handle(self, *args: Any, files: list[Path], **options: Any) -> None:
        with translation.override("nl"):
            wrong = [file for file in files if not self._take_in(file)]
        if wrong:
            sys.exit(2)

    def _take_in(self, file: Path) -> bool:
        try:
            content = file.read_bytes()
        except OSError as error:
            self.stderr.write(f"{file}: {error.strerror}. Kijk de naam en de rechten van het bestand na.")
            return False
        try:
            done = import_register(content=content, source=file.name, by=Actor.system("import"), at=timezone.now())
        except UnableToImport as refusal:
            self.stderr.write(f"{file}: niets overgenomen.")
            for fault in refusal.faults:
                self.stderr.write(f"  {fault}")
            return False
        self.stdout.write(f"{file}: {done.taken_in} overgenomen, {done.already_there} stonden er al.")
        for warning in done.warnings:
            self.stdout.write(f"  Let op: {warning}")
        return True
