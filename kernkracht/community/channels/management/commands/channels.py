"""`kernkracht channels`: the usual kinds of channel and target groups of a new installation."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from kernkracht.community.channels.actions import load_reference_data


class Command(BaseCommand):
    help = "Add the usual kinds of channel and target groups; what is there stays as it is."

    def handle(self, *args: Any, **options: Any) -> None:
        added = load_reference_data(settings.BASE_DIR / "seed" / "channels.yaml")
        self.stdout.write(f"{added} kinds of channel and target groups added.")
