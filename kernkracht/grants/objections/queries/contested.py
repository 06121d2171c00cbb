"""What the file says of a contested settlement or recovery: amounts, ground, weighing, and what the receiver told."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kernkracht.grants.settlements.models import Recovery, Settlement

from ..messages import FileLine
from ..models import PenaltyDecision
from ..redaction import redacted
from ..subjects import Subject


def contested_facts(subject: Subject) -> Iterator[FileLine]:
    """Nothing for a decision on the application: its findings tell it."""
    row = subject.row
    if isinstance(row, Recovery):
        yield FileLine(_("Teruggevorderd"), "", row.amount_cents)
        yield FileLine(_("Uiterlijk te betalen"), date_format(row.due_on, "j F Y"))
        yield FileLine(_("Waarom"), redacted(row.reason))
        yield from _settled(row.settlement)
    elif isinstance(row, Settlement):
        yield from _settled(row)
    elif isinstance(row, PenaltyDecision):
        yield FileLine(_("Dwangsom"), "", row.amount_cents)
        for step in row.steps:
            yield FileLine(_("Hoe dat is geteld"), step)


def _settled(row: Settlement) -> Iterator[FileLine]:
    yield FileLine(_("Toegekend"), "", row.awarded_cents)
    if row.spent_cents is not None:
        yield FileLine(_("Bonnen samen"), "", row.spent_cents)
    yield FileLine(_("Vastgesteld"), "", row.settled_cents)
    yield FileLine(_("Betaald op dat moment"), "", row.paid_cents)
    if row.ground or row.change_ground:
        ground = row.get_change_ground_display() if row.change_ground else row.get_ground_display()
        yield FileLine(_("Grond"), str(ground))
        yield FileLine(_("Afweging"), redacted(row.weighing))
    if row.report.what_happened:
        yield FileLine(_("Wat de ontvanger vertelde"), redacted(row.report.what_happened))
