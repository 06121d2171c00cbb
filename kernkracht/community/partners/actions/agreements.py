"""Agreements with partners and how they go; requests for support between coordinator and health broker."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.people.queries import villages_where
from kernkracht.community.villages.models import Area
from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor

from ..models import Partner, PartnerAgreement, PartnerKind, ProgressNote, SupportRequest
from ..notices import queue_support_request
from ..workflow import SUPPORT_WORKFLOW
from ._guard import (
    NotAllowedToManagePartners,
    UnableToManagePartners,
    apply_facts,
    require_manager,
    require_non_personal,
    require_order,
    require_words,
    said,
)


class UnableToNoteProgress(UnableToManagePartners):
    """A day that still has to come, or before the agreement."""


class UnableToAskSupport(UnableToManagePartners):
    """The partner is no health broker, or does not work in the area."""


class UnableToAnswerSupport(UnableToManagePartners):
    """The request was answered already, or a no has no reason."""


@dataclass(frozen=True)
class AgreementFacts:
    partner: Partner
    title: str
    goal: str
    valid_from: date
    valid_until: date | None = None


@dataclass(frozen=True)
class SupportFacts:
    area: Area
    partner: Partner
    direction: str
    subject: str
    explanation: str = ""
    wanted_on: date | None = None


@transaction.atomic(durable=True)
def save_agreement(
    *, facts: AgreementFacts, by: Actor, at: datetime, agreement: PartnerAgreement | None = None
) -> PartnerAgreement:
    """Add or change an agreement (R208). Raises `UnableToManagePartners`, `PersonalText`."""
    require_manager(by, at)
    row = PartnerAgreement.objects.select_for_update().get(pk=agreement.pk) if agreement else PartnerAgreement()
    require_words(facts.title, _("Vul in waar de afspraak over gaat."))
    require_words(facts.goal, _("Vul in wat u samen wilt bereiken."))
    require_order(facts.valid_from, facts.valid_until)
    require_non_personal(facts.title, facts.goal)
    is_new = row.pk is None
    changed = apply_facts(row, facts)
    event = "partner.agreement_added" if is_new else "partner.agreement_changed"
    record(event, row, by=by, at=at, data={"name": facts.partner.name, **said(changed)})
    return row


@transaction.atomic(durable=True)
def note_progress(
    *, agreement: PartnerAgreement, noted_on: date, standing: str, text: str, by: Actor, at: datetime
) -> ProgressNote:
    """Add how the agreement stands on a day. Raises `UnableToNoteProgress`, `PersonalText`."""
    require_manager(by, at)
    locked = PartnerAgreement.objects.select_for_update().get(pk=agreement.pk)
    if noted_on > localdate(at):
        raise UnableToNoteProgress(_("Deze dag komt nog. Kies vandaag of een eerdere dag."))
    if noted_on < locked.valid_from:
        raise UnableToNoteProgress(_("Deze dag is eerder dan de afspraak. Kies een latere dag."))
    require_words(text, _("Schrijf op hoe het gaat."))
    require_non_personal(text)
    note = ProgressNote.objects.create(agreement=locked, noted_on=noted_on, standing=standing, text=text.strip())
    record("partner.progress_noted", locked, by=by, at=at, data={"standing": ProgressNote.Standing(standing).label})
    return note


def _require_area(by: Actor, at: datetime, area: Area) -> None:
    """An act for an area needs the right in at least one of its villages."""
    if by.kind == Actor.Kind.SYSTEM:
        return
    own = villages_where(by, Permission.MANAGE_PARTNERS, localdate(at))
    if not own.filter(area=area).exists():
        raise NotAllowedToManagePartners(_("U werkt niet voor %(area)s. Vraag het een collega.") % {"area": area.name})


@transaction.atomic(durable=True)
def ask_support(*, facts: SupportFacts, by: Actor, at: datetime) -> SupportRequest:
    """Ask a health broker for support in an area, or note that the broker asks us (R201).

    When we ask and the partner has an address, the request is mailed. Raises `UnableToAskSupport`, `PersonalText`.
    """
    _require_area(by, at, facts.area)
    partner = facts.partner
    if partner.kind.part != PartnerKind.Part.HEALTH_BROKER:
        raise UnableToAskSupport(_("Steun vraagt u aan een gezondheidsmakelaar. Kies een andere partner."))
    areas = list(partner.areas.all())
    if areas and facts.area not in areas:
        raise UnableToAskSupport(_("Deze partner werkt niet in %(area)s.") % {"area": facts.area.name})
    require_words(facts.subject, _("Vul in waarvoor u steun vraagt."))
    require_non_personal(facts.subject, facts.explanation)
    row = SupportRequest(asked_at=at)
    apply_facts(row, facts)
    record("partner.support_asked", row, by=by, at=at, data={"area": facts.area.name})
    if row.direction == SupportRequest.Direction.FROM_COORDINATOR and partner.email:
        queue_support_request(row, at=at)
    return row


@transaction.atomic(durable=True)
def answer_support(*, request: SupportRequest, agrees: bool, answer: str, by: Actor, at: datetime) -> SupportRequest:
    """Write down yes or no; a no has a reason. Raises `UnableToAnswerSupport`, `PersonalText`."""
    row = SupportRequest.objects.select_for_update().get(pk=request.pk)
    _require_area(by, at, row.area)
    if not agrees and not answer.strip():
        raise UnableToAnswerSupport(_("Schrijf op waarom het niet kan."))
    require_non_personal(answer)
    answered = UnableToAnswerSupport(_("Op deze vraag is al geantwoord."))
    SUPPORT_WORKFLOW.move(row, "agree" if agrees else "decline", lambda _state: answered)
    row.answer, row.answered_at = answer.strip(), at
    row.save(update_fields=["state", "answer", "answered_at"])
    label = SupportRequest.State(row.state).label
    record("partner.support_answered", row, by=by, at=at, data={"state": label})
    return row


@transaction.atomic(durable=True)
def finish_support(*, request: SupportRequest, by: Actor, at: datetime) -> SupportRequest:
    """The support was given. Raises `UnableToAnswerSupport` when it was never promised or is finished."""
    row = SupportRequest.objects.select_for_update().get(pk=request.pk)
    _require_area(by, at, row.area)
    not_running = UnableToAnswerSupport(_("Deze steun is niet toegezegd, of al klaar."))
    SUPPORT_WORKFLOW.move(row, "finish", lambda _state: not_running)
    row.closed_at = at
    row.save(update_fields=["state", "closed_at"])
    record("partner.support_finished", row, by=by, at=at)
    return row
