"""Residents who offer knowledge and skills, on their own initiative and as long as they like (R93)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from kernkracht.community.themes.models import Theme
from kernkracht.community.themes.permissions import can_be_chosen
from kernkracht.community.villages.models import Village
from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor

from ..models import KnowledgeEntry
from ..notices import queue_knowledge_confirmation, queue_knowledge_reminder
from ._guard import UnableToTakePart, erase, refuse_flood, require_words, visitor


@dataclass(frozen=True)
class KnowledgeFacts:
    name: str
    email: str
    village: Village
    themes: tuple[Theme, ...]
    text: str
    agrees: bool
    phone: str = ""


@transaction.atomic(durable=True)
def offer_knowledge(*, facts: KnowledgeFacts, at: datetime, language: str = "nl") -> KnowledgeEntry:
    """Keep the entry until its mailed link is opened; nobody sees it before. Raises `UnableToTakePart`."""
    require_words(facts.name, _("Vul uw naam in."), UnableToTakePart)
    require_words(facts.text, _("Schrijf op wat u kunt of weet."), UnableToTakePart)
    if not facts.agrees:
        raise UnableToTakePart(_("Zet een vinkje als kernregisseurs uw aanbod mogen zien."))
    if not facts.themes or not all(can_be_chosen(theme, localdate(at)) for theme in facts.themes):
        raise UnableToTakePart(_("Kies minstens één thema uit de lijst."))
    email = facts.email.lower()
    refuse_flood(KnowledgeEntry.objects.filter(email=email), "consented_at", at)
    entry = KnowledgeEntry.objects.create(
        name=facts.name.strip(),
        email=email,
        phone=facts.phone.strip(),
        village=facts.village,
        text=facts.text.strip(),
        visitor=visitor(),
        consented_at=at,
    )
    entry.themes.set(facts.themes)
    record("volunteers.knowledge_offered", entry, by=entry.visitor, at=at)
    queue_knowledge_confirmation(entry, at=at, language=language)
    return entry


@transaction.atomic(durable=True)
def confirm_knowledge(*, entry: KnowledgeEntry, at: datetime) -> KnowledgeEntry:
    """The person says that the entry holds: for the first time, or again. Raises `UnableToTakePart` when erased."""
    row = KnowledgeEntry.objects.select_for_update().filter(pk=entry.pk).first()
    if row is None:
        raise UnableToTakePart(_("Dit aanbod bestaat niet meer. Vul het formulier opnieuw in."))
    event = "volunteers.knowledge_renewed" if row.confirmed_at else "volunteers.knowledge_confirmed"
    row.confirmed_at = row.confirmed_at or at
    row.renewed_at, row.reminded_at = at, None
    row.save(update_fields=["confirmed_at", "renewed_at", "reminded_at"])
    record(event, row, by=row.visitor, at=at)
    return row


@transaction.atomic(durable=True)
def remind_knowledge(*, entry: KnowledgeEntry, by: Actor, at: datetime) -> None:
    """Ask once whether the entry still holds."""
    row = KnowledgeEntry.objects.select_for_update().filter(pk=entry.pk, reminded_at__isnull=True).first()
    if row is None:
        return
    row.reminded_at = at
    row.save(update_fields=["reminded_at"])
    record("volunteers.knowledge_reminded", row, by=by, at=at)
    queue_knowledge_reminder(row, at=at)


@transaction.atomic(durable=True)
def withdraw_knowledge(*, entry: KnowledgeEntry, at: datetime) -> None:
    """Erase the entry and what was mailed about it, at the person's own wish. Twice is harmless."""
    erase(entry, "volunteers.knowledge_withdrawn", by=entry.visitor, at=at)


@transaction.atomic(durable=True)
def forget_knowledge(*, entry: KnowledgeEntry, by: Actor, at: datetime) -> None:
    """Erase an entry whose term is over."""
    erase(entry, "volunteers.knowledge_forgotten", by=by, at=at)
