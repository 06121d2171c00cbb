"""`kernkracht figures usual` and `kernkracht figures import FILE`: what figures there are, and their values."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation

from kernkracht.community.profiles.actions import (
    FigureFile,
    ImportResult,
    UnableToImportFigures,
    UnableToManageFigures,
    import_figures,
    load_figures,
)
from kernkracht.foundation.audit.models import Actor


class Command(BaseCommand):
    help = "Figures of villages from open data; a file with anything wrong is refused whole."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="usual | import")
        usual = verbs.add_parser("usual", help="add the usual figures; those that are there stay as they are")
        usual.add_argument("definitions", nargs="?", type=Path, help="your own YAML instead of seed/figures.yaml")
        take = verbs.add_parser("import", help="take in figures per neighbourhood, as CBS publishes them")
        take.add_argument("file", type=Path, metavar="FILE", help="CSV with a row per neighbourhood")
        take.add_argument(
            "--villages", type=Path, required=True, help="CSV: which neighbourhood (buurtcode) is whose (kern)"
        )
        take.add_argument("--on", type=_day, required=True, help="the day of the figures, such as 2024-01-01")
        take.add_argument("--source", required=True, help="where the figures come from, as pages say it")
        take.add_argument("--only", nargs="+", default=[], metavar="COLUMN", help="take these columns alone")
        take.add_argument("--skip", nargs="+", default=[], metavar="COLUMN", help="leave these columns out")
        take.add_argument("--weights", type=Path, help="a second CSV with what means are weighted by")
        take.add_argument("--check", action="store_true", help="say what would change, and change nothing")

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        with translation.override("nl"):
            if verb == "usual":
                added = load_figures(options["definitions"] or settings.BASE_DIR / "seed" / "figures.yaml")
                self.stdout.write(f"{added} figures added.")
            else:
                self._take_in(options)

    def _take_in(self, options: dict[str, Any]) -> None:
        file: Path = options["file"]
        facts = FigureFile(
            content=_read(file),
            mapping=_read(options["villages"]),
            on=options["on"],
            source=options["source"],
            name=file.name,
            only=tuple(options["only"]),
            skip=tuple(options["skip"]),
            weights=_read(options["weights"]) if options["weights"] else b"",
        )
        by, at = Actor.system("import"), timezone.now()
        try:
            result = import_figures(file=facts, by=by, at=at, check=options["check"])
        except UnableToImportFigures as refusal:
            lines = [f"{refusal.file_name}: niets overgenomen.", *(f"  {fault}" for fault in refusal.faults)]
            raise CommandError("\n".join(lines), returncode=2) from None
        except UnableToManageFigures as refusal:
            raise CommandError(str(refusal), returncode=2) from None
        self.stdout.write("\n".join(_told(result, is_check=options["check"])))


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        reason = f"{file}: {error.strerror}. Kijk de naam en de rechten van het bestand na."
        raise CommandError(reason, returncode=2) from None


def _told(result: ImportResult, *, is_check: bool) -> list[str]:
    """What came of it, a line each."""
    lines = ["Proef: er is niets veranderd."] if is_check else []
    lines.append(f"Cijfers: {', '.join(result.figures)}.")
    lines.append(f"{result.added} nieuw, {result.changed} veranderd, {result.same} hetzelfde.")
    if result.passed_over:
        lines.append(f"{result.passed_over} regels overgeslagen: wijken, andere gemeenten of andere jaren.")
    if result.missing:
        lines.append(f"Niet in het bestand, dus niet bekend: {', '.join(result.missing)}.")
    lines += [f"Niet bekend van {n} dorpen: {label}." for label, n in result.unknown]
    lines += [
        f"{label}: de dorpen samen {together:f}, de gemeente {whole:f}, verschil {together - whole:f}."
        for label, together, whole in ((label, a.normalize(), b.normalize()) for label, a, b in result.sums)
    ]
    return lines
