"""Sending: a draft becomes a case with a number, once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from kernkracht.community.people.queries import contact_for
from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.numbering.actions import next_number
from kernkracht.grants.schemes.models import SchemeVersion

from ..days import day_of
from ..facts import facts_of
from ..intake import Intake, intake_on
from ..models import ApplicationState, Assessment, GrantApplication
from ..receipts import send_receipt
from ..resident_notices import notify_new_case
from ..rules import budget_year_for, evaluation_of, fixed_amount_of, rules_of
from ..telling import tell_of_application
from ..terms import decision_deadline
from ..workflow import APPLICATION_WORKFLOW
from .drafting import require_holder


@dataclass(frozen=True)
class Missing:
    """One thing without which there is no application (Awb 4:2): where it is asked, and what to do."""

    step: str
    field: str
    remedy: str


class UnableToSubmit(Exception):
    """Not an application yet (Awb 4:2), or nobody may apply now. `missing` says what to fill in, and where."""

    def __init__(self, message: str, missing: tuple[Missing, ...] = ()) -> None:
        super().__init__(message)
        self.missing = missing


class RulesChanged(UnableToSubmit):
    """Since the applicant last looked, another version came into force. They look again, then send."""

    def __init__(self, version: SchemeVersion) -> None:
        super().__init__(_("De regels zijn veranderd sinds u begon. Kijk de aanvraag na en verstuur hem daarna."))
        self.version = version


def missing_for_submission(application: GrantApplication) -> tuple[Missing, ...]:
    """What the law needs before something is an application (Awb 4:2 lid 1), in the order of the form.

    Rules that the plan does not meet are no reason to refuse receipt; those are for the assessment.
    """
    amount = application.requested_cents or fixed_amount_of(rules_of(application.version))
    needed = [
        ("plan", "title", application.title, _("Geef uw plan een naam.")),
        ("plan", "description", application.description, _("Vertel wat u gaat doen.")),
        ("plan", "village", application.village_id, _("Kies het dorp van uw plan.")),
        ("who", "applicant_kind", application.applicant_kind, _("Zeg wie de aanvraag doet.")),
        ("costs", "requested_cents", amount, _("Vul in hoeveel geld u vraagt.")),
        ("contact", "contact_name", application.contact_name, _("Vul uw naam in.")),
        ("contact", "contact_address", application.contact_address, _("Vul uw adres in.")),
        (
            "contact",
            "contact_email",
            application.contact_email or application.wants_paper,
            _("Vul uw e-mailadres in, of kies voor post."),
        ),
    ]
    return tuple(Missing(step, field, remedy) for step, field, value, remedy in needed if not value)


@transaction.atomic(durable=True)
def submit_application(
    *, application: GrantApplication, submission_key: UUID, version_seen: int, by: Actor, at: datetime
) -> GrantApplication:
    """Receive an application: number, day of receipt, term, handler, assessment, receipt by mail (Awb 4:3a).

    Sending twice (double click, back button, two tabs, a retried request) gives the same case back, unchanged.
    `version_seen` is the id of the version whose outcome the applicant last saw. Rules that are not met do not stop
    it. Raises `UnableToSubmit` (with what is missing, or when the window is closed), `RulesChanged`, `UnableToEdit`.
    """
    case = GrantApplication.objects.select_for_update().get(pk=application.pk)
    require_holder(case, by, at)
    if case.state != ApplicationState.DRAFT:
        return case
    received_on = day_of(at)
    version = _version_on_receipt(case, version_seen, received_on)
    missing = missing_for_submission(case)
    if missing:
        raise UnableToSubmit(_("Uw aanvraag is nog niet af. Vul eerst dit in:"), missing)
    _pin(case, version, by, at)
    _receive(case, submission_key, received_on, at)
    _store_assessment(case, by, at)
    record(
        "application.submitted",
        case,
        by=by,
        at=at,
        ground="Awb 4:1, 4:2, 4:3a",
        data={"number": case.number, "channel": case.channel, "version": version.label},
    )
    send_receipt(case, by=by, at=at)
    notify_new_case(case, at=at)
    tell_of_application(case, at=at)
    return case


def _version_on_receipt(case: GrantApplication, version_seen: int, received_on: date) -> SchemeVersion:
    """The version in force on receipt is the one that applies. Raises `UnableToSubmit`, `RulesChanged`."""
    intake: Intake = intake_on(case.scheme, received_on)
    if intake.version is None or not intake.is_open:
        raise UnableToSubmit(intake.explanation)
    if intake.version.pk != version_seen:
        raise RulesChanged(intake.version)
    return intake.version


def _pin(case: GrantApplication, version: SchemeVersion, by: Actor, at: datetime) -> None:
    if case.version_id == version.pk:
        return
    old, case.version = case.version.label, version
    record("application.version_changed", case, by=by, at=at, data={"old": old, "new": version.label})


def _receive(case: GrantApplication, submission_key: UUID, received_on: date, at: datetime) -> None:
    APPLICATION_WORKFLOW.move(case, "submit")
    case.number = next_number(series="A", year=received_on.year)
    case.submission_key = submission_key
    case.submitted_at, case.received_on, case.changed_at = at, received_on, at
    rules = rules_of(case.version)
    case.budget_year = budget_year_for(rules, received_on)
    case.requested_cents = case.requested_cents or fixed_amount_of(rules)
    _suggest_handler(case, received_on)
    case.due_on = decision_deadline(case, received_on).due_on
    case.save()


def _suggest_handler(case: GrantApplication, on: date) -> None:
    """The coordinator of the village, or the team that answers while there is none (R51, R52)."""
    contact = contact_for(case.village, on) if case.village else None
    if contact is not None:
        case.handler, case.team = contact.user, contact.team


def _store_assessment(case: GrantApplication, by: Actor, at: datetime) -> None:
    """Version, facts and findings as they were on receipt, so that an objection can replay them."""
    facts = facts_of(case)
    evaluation = evaluation_of(case, facts, day_of(at))
    case.eligible_cents = evaluation.eligible_cents
    case.save(update_fields=["eligible_cents"])
    Assessment.objects.create(
        application=case,
        version=case.version,
        facts=facts.to_dict(),
        findings=evaluation.to_dict()["findings"],
        eligible_cents=evaluation.eligible_cents,
        payable_cents=evaluation.payable_cents,
        bound_by=evaluation.bound_by or "",
        made_by=by,
        made_at=at,
    )
