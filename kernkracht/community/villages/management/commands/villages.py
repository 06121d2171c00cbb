"""Villages from the console."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from kernkracht.community.villages.actions import import_outlines
from kernkracht.community.villages.outlines import DEFAULT_TOLERANCE_M, UnusableOutlines
from kernkracht.foundation.audit.models import Actor


class Command(BaseCommand):
    help = "Take village outlines from a GeoJSON file; a file with anything wrong is refused whole."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="import-outlines")
        verb = verbs.add_parser("import-outlines", help="one Polygon or MultiPolygon per village, in degrees")
        verb.add_argument("file", type=Path, metavar="FILE")
        verb.add_argument("--name-property", default="kern", help='property with the village name (default "kern")')
        verb.add_argument("--source", default="", help="where the outlines come from (default: the file's name)")
        verb.add_argument("--tolerance", type=float, default=DEFAULT_TOLERANCE_M, help="metres a border may move")

    def handle(self, *args: Any, **options: Any) -> None:
        file: Path = options["file"]
        try:
            result = import_outlines(
                content=file.read_bytes(),
                source=options["source"] or file.name,
                name_property=options["name_property"],
                tolerance_m=options["tolerance"],
                by=Actor.system(),
                at=timezone.now(),
            )
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.", returncode=2) from None
        except UnusableOutlines as refusal:
            raise CommandError(f"{file} was refused; nothing was changed.\n{refusal}", returncode=2) from None
        self.stdout.write(f"{result.villages} villages have an outline now, with {result.points} points in all.")
