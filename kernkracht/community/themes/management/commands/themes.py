"""`kernkracht themes`: the usual themes of a new installation."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from kernkracht.community.themes.actions import load_themes


class Command(BaseCommand):
    help = "Add the usual themes; themes that are there stay as they are."

    def handle(self, *args: Any, **options: Any) -> None:
        added = load_themes(settings.BASE_DIR / "seed" / "themes.yaml")
        self.stdout.write(f"{added} themes added.")
