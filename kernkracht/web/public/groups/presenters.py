"""Groups as cards in a list."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.text import capfirst

from kernkracht.community.groups.models import Group
from kernkracht.community.groups.queries import groups_of_village
from kernkracht.community.villages.models import Village
from kernkracht.web.office.groups.presenters import kind_name


def card(group: Group, labels: Mapping[int, object]) -> dict[str, Any]:
    """One group in a list: its name, kind and villages, and the first words of what it does."""
    return {
        "group": group,
        "kind": kind_name(group, labels),
        "villages": ", ".join(village.name for village in group.villages.all()),
        "text": first_words(group.purpose),
    }


def first_words(text: str, limit: int = 140) -> str:
    """The first lines of a text, cut at a word."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[:limit].rsplit(" ", 1)[0] + " …"


def groups_in(village: Village, today: date) -> list[dict[str, Any]]:
    """The active groups of one village, for its page."""
    return [
        {"group": found, "kind": capfirst(found.kind), "villages": "", "text": first_words(found.purpose)}
        for found in groups_of_village(village, today)
    ]
