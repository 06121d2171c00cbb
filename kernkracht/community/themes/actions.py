"""Keeping the list of themes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import yaml
from django.db import transaction
from django.utils.text import slugify
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.people.queries import may
from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor

from .models import Theme

LONGEST_CODE = 60


class UnableToSaveTheme(Exception):
    """The label is missing or taken, the days are in the wrong order, or the actor may not. `field` names which."""

    def __init__(self, sentence: str, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


@dataclass(frozen=True)
class ThemeFacts:
    """`valid_until` is the last day on which it can be chosen; None while nobody ended it."""

    label: str
    valid_from: date
    sort_order: int = 0
    valid_until: date | None = None


@transaction.atomic(durable=True)
def save_theme(*, facts: ThemeFacts, by: Actor, at: datetime, theme: Theme | None = None) -> Theme:
    """Add a theme, or change its label, place and days; its code stays. Raises `UnableToSaveTheme`."""
    if by.kind != Actor.Kind.SYSTEM and not may(by, Permission.MANAGE_QUESTIONS, localdate(at)):
        raise UnableToSaveTheme(_("U mag thema’s niet wijzigen. Vraag het de teammanager."))
    row = Theme.objects.select_for_update().get(pk=theme.pk) if theme else Theme()
    label = " ".join(facts.label.split())
    _require_sound(row, label, facts)
    row.label, row.sort_order = label, facts.sort_order
    row.valid_from, row.valid_until = facts.valid_from, facts.valid_until
    row.code = row.code or _new_code(label)
    row.save()
    record("themes.saved", row, by=by, at=at, data={"label": row.label})
    return row


def _require_sound(row: Theme, label: str, facts: ThemeFacts) -> None:
    if not label:
        raise UnableToSaveTheme(_("Vul in hoe het thema heet."), "label")
    if Theme.objects.filter(label__iexact=label).exclude(pk=row.pk).exists():
        raise UnableToSaveTheme(_("Er is al een thema met deze naam."), "label")
    if facts.valid_until is not None and facts.valid_until < facts.valid_from:
        raise UnableToSaveTheme(_("Kies een laatste dag na de eerste dag, of laat hem leeg."), "valid_until")


def _new_code(label: str) -> str:
    """A code out of the label that nobody has; two labels that read the same get a number."""
    stem = slugify(label)[: LONGEST_CODE - 4] or "theme"
    taken = set(Theme.objects.filter(code__startswith=stem).order_by("code").values_list("code", flat=True))
    return next(code for n in range(1, len(taken) + 2) if (code := stem if n == 1 else f"{stem}-{n}") not in taken)


def load_themes(file: Path) -> int:
    """Add themes of a seed file that are not there yet; existing ones stay what the office made of them."""
    rows = yaml.safe_load(file.read_text(encoding="utf-8"))["themes"]
    with transaction.atomic():
        return sum(
            Theme.objects.get_or_create(code=row["code"], defaults=row | {"sort_order": order * 10})[1]
            for order, row in enumerate(rows, start=1)
        )
