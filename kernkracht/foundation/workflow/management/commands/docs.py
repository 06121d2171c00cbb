"""Documentation that is drawn from the code."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from kernkracht.foundation.workflow.diagrams import NoSuchWorkflow, redraw


class Command(BaseCommand):
    help = "Draw the life cycles in docs/ from the code, or check that they are drawn."
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        commands = parser.add_subparsers(dest="what", required=True)
        diagrams = commands.add_parser("diagrams", help="the life cycles (state diagrams)")
        diagrams.add_argument("--check", action="store_true", help="change nothing; fail when a page is out of date")
        diagrams.add_argument("--folder", type=Path, default=settings.BASE_DIR / "docs", help="where the pages are")

    def handle(self, *, check: bool, folder: Path, **options: Any) -> None:
        def keep(path: Path, text: str) -> None:
            if not check:
                path.write_text(text, encoding="utf-8")

        try:
            changed = redraw(folder, keep)
        except NoSuchWorkflow as fault:
            raise CommandError(f"A page asks for a life cycle that does not exist: {fault}") from fault
        for path in changed:
            self.stdout.write(f"{'out of date' if check else 'drawn'}: {path}")
        if check and changed:
            raise CommandError("Run “kernkracht docs diagrams” and commit the pages.")
