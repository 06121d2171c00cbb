"""`kernkracht groups kinds` and `kernkracht groups import FILE…`: the usual kinds, and groups from a file."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone, translation

from kernkracht.community.groups.actions import UnableToImportGroups, import_groups, load_kinds
from kernkracht.foundation.audit.models import Actor


class Command(BaseCommand):
    help = "Add groups from YAML or CSV files; a file with anything wrong is refused whole."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
        verbs.add_parser("kinds", help="Add the usual kinds of groups; kinds that are there stay as they are.")
        take = verbs.add_parser("import", help="Add the groups of one or more files.")
        take.add_argument("files", nargs="+", type=Path, metavar="FILE", help="YAML (.yaml, .yml) or CSV.")

    def handle(self, *args: Any, verb: str, files: list[Path] | None = None, **options: Any) -> None:
        if verb == "kinds":
            added = load_kinds(settings.BASE_DIR / "seed" / "group_kinds.yaml")
            self.stdout.write(f"{added} kinds of groups added.")
            return
        with translation.override("nl"):
            wrong = [file for file in files or [] if not self._take_in(file)]
        if wrong:
            sys.exit(2)

    def _take_in(self, file: Path) -> bool:
        try:
            content = file.read_bytes()
        except OSError as error:
            self.stderr.write(f"{file}: {error.strerror}. Kijk de naam en de rechten van het bestand na.")
            return False
        is_yaml = file.suffix.lower() in (".yaml", ".yml")
        by, at = Actor.system("import"), timezone.now()
        try:
            groups = import_groups(content=content, source=file.name, is_yaml=is_yaml, by=by, at=at)
        except UnableToImportGroups as refusal:
            self.stderr.write(f"{file}: niets overgenomen.")
            for fault in refusal.faults:
                self.stderr.write(f"  {fault}")
            return False
        self.stdout.write(f"{file}: {len(groups)} groepen toegevoegd.")
        return True
