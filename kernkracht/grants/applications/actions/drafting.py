"""Filling in: start a draft, save a step, add and remove files, keep the way back to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.files.base import File
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kernkracht.community.people.models import User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.people.queries import may
from kernkracht.community.villages.models import Village
from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor, AuditEvent
from kernkracht.foundation.documents.actions import store_upload
from kernkracht.grants.schemes.models import Scheme

from ..days import day_of
from ..intake import intake_on
from ..models import ApplicationState, Attachment, BudgetLine, GrantApplication, IncomeLine
from ..permissions import holds_case
from ..resident_notices import mail_draft_link as send_draft_link

Channel = GrantApplication.Channel
MAX_LINES = 60
"""More budget lines than this is a spreadsheet; send that as an attachment."""
MAX_ATTACHMENTS = 20
LINKS_PER_HOUR = 4

STEP_FIELDS: Mapping[str, frozenset[str]] = {
    "plan": frozenset({
        "title", "description", "public_summary", "theme", "activity_kind", "category",
        "reach", "street", "village", "starts_on", "ends_on",
    }),
    "fit": frozenset(),
    "who": frozenset({"applicant_kind", "organisation"}),
    "costs": frozenset({"requested_cents"}),
    "documents": frozenset(),
    "contact": frozenset({
        "contact_name", "contact_email", "contact_phone", "contact_address",
        "iban", "account_holder", "wants_paper", "may_publish",
    }),
}  # fmt: skip
"""Which fields of the case a step may write. Anything else in a step is a further answer."""
STEP_NAMES: Mapping[str, Promise] = {
    "plan": gettext_lazy("Uw plan"),
    "fit": gettext_lazy("Past uw plan?"),
    "who": gettext_lazy("Wie vraagt aan?"),
    "costs": gettext_lazy("Kosten en geld"),
    "documents": gettext_lazy("Bijlagen"),
    "contact": gettext_lazy("Uw gegevens"),
}
"""How the pages of the form are called, for the record of what was saved."""


class UnableToStart(Exception):
    """No rules in force, or the window is closed. The message says when it opens."""


class UnableToEdit(Exception):
    """The draft is somebody else's, or it was already sent."""


class UnableToAttach(Exception):
    """Too many files, or none by that number."""


class UnableToMailLink(Exception):
    """Asked too often; the link is already on its way."""


@dataclass(frozen=True)
class CostEntry:
    """One cost of the plan as typed: what for, which kind, how many cents (VAT included)."""

    description: str
    cost_kind: str
    amount_cents: int


@dataclass(frozen=True)
class IncomeEntry:
    """Other money for the same plan, in cents. `kind` is one of `IncomeLine.Kind`."""

    kind: str
    description: str
    amount_cents: int


@transaction.atomic(durable=True)
def start_draft(
    *,
    scheme: Scheme,
    by: Actor | None,
    at: datetime,
    applicant: User | None = None,
    channel: str = Channel.ONLINE,
    village: Village | None = None,
    language: str = "nl",
) -> GrantApplication:
    """Open a draft of the version in force, pinned to it.

    `by` None: a visitor without an account, who gets an actor that the draft keeps. An officer (`channel` other than
    online) is written down as the one who entered it (R119) and needs `ENTER_APPLICATION`. `language` is that of the
    page: we write back in it to who has no account. Raises `UnableToStart`.
    """
    today = day_of(at)
    intake = intake_on(scheme, today)
    if intake.version is None or not intake.is_open:
        raise UnableToStart(intake.explanation)
    entered = channel != Channel.ONLINE
    if entered and (by is None or not may(by, Permission.ENTER_APPLICATION, today)):
        raise UnableToStart(_("U mag geen aanvraag voor iemand anders invoeren. Vraag het aan uw beheerder."))
    visitor = Actor.objects.create(kind=Actor.Kind.VISITOR)
    application = GrantApplication.objects.create(
        scheme=scheme,
        version=intake.version,
        visitor=visitor,
        applicant=applicant,
        entered_by=by if entered else None,
        channel=channel,
        village=village,
        language=language,
        contact_name=applicant.name if applicant else "",
        contact_email=applicant.email if applicant else "",
        contact_phone=applicant.phone if applicant else "",
        created_at=at,
        changed_at=at,
    )
    record("application.started", application, by=by or visitor, at=at, data={"channel": channel})
    return application


def locked_draft(application: GrantApplication, by: Actor, at: datetime) -> GrantApplication:
    """The row under lock, when it is a draft that `by` holds. Raises `UnableToEdit`."""
    draft = GrantApplication.objects.select_for_update().filter(pk=application.pk).first()
    if draft is None:
        raise UnableToEdit(_("Deze aanvraag bestaat niet meer. Begin opnieuw of bel ons."))
    if draft.state != ApplicationState.DRAFT:
        raise UnableToEdit(_("Deze aanvraag is al verstuurd. Wilt u iets veranderen? Bel ons dan."))
    require_holder(draft, by, at)
    return draft


def require_holder(application: GrantApplication, by: Actor, at: datetime) -> None:
    """The applicant, the holder of the mailed link, or an officer at the counter. Raises `UnableToEdit`."""
    if holds_case(application, by):
        return
    entered = application.channel != Channel.ONLINE
    if not (entered and may(by, Permission.ENTER_APPLICATION, day_of(at))):
        raise UnableToEdit(_("Deze aanvraag is van iemand anders."))


def _touch(draft: GrantApplication, at: datetime, step: str = "") -> None:
    """Last activity counts for how long the draft is kept; a reminder has done its work."""
    draft.changed_at, draft.reminded_at = at, None
    if step and step not in draft.steps_done:
        draft.steps_done = [*draft.steps_done, step]


@transaction.atomic(durable=True)
def save_step(
    *,
    application: GrantApplication,
    step: str,
    values: Mapping[str, object],
    by: Actor,
    at: datetime,
    answers: Mapping[str, object] | None = None,
) -> GrantApplication:
    """Keep one page of the form.

    `values` are fields of the case that belong to this step (`ValueError` otherwise: a fault in a page, not of a
    person); `answers` are further answers by field code, as plain JSON values. Raises `UnableToEdit`.
    """
    strangers = set(values) - STEP_FIELDS[step]
    if strangers:
        raise ValueError(f"step {step} does not own {sorted(strangers)}")
    draft = locked_draft(application, by, at)
    for name, value in values.items():
        setattr(draft, name, value)
    draft.answers = {**draft.answers, **{code: _plain(value) for code, value in (answers or {}).items()}}
    _touch(draft, at, step)
    draft.save()
    record("application.step_saved", draft, by=by, at=at, data={"step": STEP_NAMES.get(step, step)})
    return draft


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


@transaction.atomic(durable=True)
def save_costs(
    *,
    application: GrantApplication,
    costs: Sequence[CostEntry],
    incomes: Sequence[IncomeEntry],
    requested_cents: int | None,
    by: Actor,
    at: datetime,
    answers: Mapping[str, object] | None = None,
    finished: bool = True,
) -> GrantApplication:
    """Replace the budget of a draft as one whole. `finished` False: saved on the way, the step is not done yet.

    Raises `UnableToEdit`, also beyond `MAX_LINES` lines.
    """
    if len(costs) > MAX_LINES or len(incomes) > MAX_LINES:
        message = _("U kunt ten hoogste %(max)d regels invullen. Voeg kleine kosten samen, of stuur een begroting mee.")
        raise UnableToEdit(message % {"max": MAX_LINES})
    draft = locked_draft(application, by, at)
    draft.budget_lines.all().delete()
    draft.income_lines.all().delete()
    BudgetLine.objects.bulk_create(
        BudgetLine(
            application=draft,
            position=position,
            description=cost.description,
            cost_kind=cost.cost_kind,
            amount_cents=cost.amount_cents,
        )
        for position, cost in enumerate(costs, start=1)
    )
    IncomeLine.objects.bulk_create(
        IncomeLine(application=draft, kind=i.kind, description=i.description, amount_cents=i.amount_cents)
        for i in incomes
    )
    draft.requested_cents = requested_cents
    draft.answers = {**draft.answers, **dict(answers or {})}
    _touch(draft, at, "costs" if finished else "")
    draft.save()
    record("application.step_saved", draft, by=by, at=at, data={"step": STEP_NAMES["costs"]})
    return draft


@transaction.atomic(durable=True)
def add_attachment(
    *, application: GrantApplication, file: File[bytes], name: str, document_kind: str, by: Actor, at: datetime
) -> Attachment:
    """Check and keep a file and tie it to the draft.

    Raises `UnacceptableFile` (wrong kind, too big, a virus), `UnableToAttach` beyond `MAX_ATTACHMENTS`, `UnableToEdit`.
    """
    draft = locked_draft(application, by, at)
    if draft.attachments.filter(removed_at__isnull=True).count() >= MAX_ATTACHMENTS:
        message = _("U kunt ten hoogste %(max)d bestanden meesturen. Haal eerst een bestand weg.")
        raise UnableToAttach(message % {"max": MAX_ATTACHMENTS})
    document = store_upload(file=file, name=name, by=by, at=at)
    attachment = Attachment.objects.create(application=draft, document=document, document_kind=document_kind)
    _touch(draft, at)
    draft.save(update_fields=["changed_at", "reminded_at"])
    record("application.attachment_added", draft, by=by, at=at, data={"kind": document_kind})
    return attachment


@transaction.atomic(durable=True)
def remove_attachment(*, application: GrantApplication, attachment_id: int, by: Actor, at: datetime) -> None:
    """Take a file off the draft; it is no longer shown or counted. Doing it twice is harmless.

    Raises `UnableToAttach` for a file that is not of this draft, `UnableToEdit`.
    """
    draft = locked_draft(application, by, at)
    attachment = draft.attachments.filter(pk=attachment_id).first()
    if attachment is None:
        raise UnableToAttach(_("Dit bestand hoort niet bij deze aanvraag."))
    if attachment.removed_at is not None:
        return
    attachment.removed_at = at
    attachment.save(update_fields=["removed_at"])
    _touch(draft, at)
    draft.save(update_fields=["changed_at", "reminded_at"])
    record("application.attachment_removed", draft, by=by, at=at, data={"kind": attachment.document_kind})


@transaction.atomic(durable=True)
def mail_draft_link(*, application: GrantApplication, email: str, by: Actor, at: datetime) -> None:
    """Send the way back to the draft. At most `LINKS_PER_HOUR`; then `UnableToMailLink`. Raises `UnableToEdit`."""
    draft = locked_draft(application, by, at)
    recent = AuditEvent.objects.filter(
        event="application.link_mailed",
        object_type=draft._meta.label_lower,
        object_id=str(draft.pk),
        at__gt=at - timedelta(hours=1),
    )
    if recent.count() >= LINKS_PER_HOUR:
        raise UnableToMailLink(
            _("Wij mailden de link al een paar keer. Kijk ook bij ongewenste e-mail, of probeer het over een uur.")
        )
    if not draft.contact_email:
        draft.contact_email = email
    _touch(draft, at)
    draft.save(update_fields=["contact_email", "changed_at", "reminded_at"])
    event = record("application.link_mailed", draft, by=by, at=at)
    send_draft_link(draft, email=email, unique=str(event.pk), at=at)


@transaction.atomic(durable=True)
def adopt_application(*, application: GrantApplication, user: User, at: datetime) -> GrantApplication:
    """Tie a case that nobody's account holds to the account of the person who came in by its link.

    The page checks that the account's e-mail address is verified. A case that has an owner, or that an officer
    entered and is still a draft, stays as it is.
    """
    case = GrantApplication.objects.select_for_update().get(pk=application.pk)
    if case.applicant_id is not None or user.is_staff:
        return case
    case.applicant = user
    case.save(update_fields=["applicant"])
    record("application.adopted", case, by=user.actor, at=at)
    return case
