"""Acts on the decision term: name another day, let it stand still, let it run again. Each recomputes the last day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from types import MappingProxyType

from django.db import transaction
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kernkracht.community.people.permission_codes import Permission
from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor

from ..clock_letters import tell_extended, tell_resumed, tell_suspended
from ..days import day_of
from ..letters import LetterFailed
from ..models import OPEN_STATES, ApplicationState, GrantApplication, Suspension, TermExtension
from ..queries.terms import running_suspension
from ..rules import decision_term_of, rules_of
from ..terms import decision_deadline
from .gate import UnableToAct, lock_case, require, require_no_interest, require_text

A_YEAR = timedelta(days=366)
"""A day further away is a slip of the pen: no term may move so far in one step."""
Ground = Suspension.Ground


class UnableToExtend(UnableToAct):
    """The term has passed, or the day that is named cannot be."""


class UnableToSuspend(UnableToAct):
    """The term stands still already, has passed, or a fact that the law wants is missing."""


class UnableToEndSuspension(UnableToAct):
    """Nothing to end: the term runs, or it waits for the applicant's completion."""


@dataclass(frozen=True)
class SuspensionGround:
    """What the law says of a ground to stand still on: its article, and what the day that is asked means."""

    article: str
    starts_label: str | Promise
    first_day_counts: bool
    """Whether the day itself already stands still; otherwise the day after it is the first."""


SUSPENSION_GROUNDS: Mapping[str, SuspensionGround] = MappingProxyType(
    {
        Ground.CONSENT: SuspensionGround(
            "Awb 4:15 lid 2 onder a", gettext_lazy("Dag waarop de aanvrager dit schreef"), first_day_counts=False
        ),
        Ground.APPLICANT_DELAY: SuspensionGround(
            "Awb 4:15 lid 2 onder b", gettext_lazy("Eerste dag van de vertraging"), first_day_counts=True
        ),
        Ground.FORCE_MAJEURE: SuspensionGround(
            "Awb 4:15 lid 2 onder c", gettext_lazy("Eerste dag van de overmacht"), first_day_counts=True
        ),
    }
)
"""What an officer may let the term stand still for. A completion has its own act."""


def _open_case(
    application: GrantApplication, refusal: type[UnableToAct], *, by: Actor, at: datetime
) -> GrantApplication:
    case = lock_case(application)
    require(case, Permission.ASSESS_APPLICATION, refusal, by=by, at=at)
    require_no_interest(case, refusal, by=by, at=at)
    if case.state not in OPEN_STATES:
        label = ApplicationState(case.state).label
        raise refusal(_("Deze aanvraag is klaar (%(state)s). De termijn loopt niet meer.") % {"state": label})
    return case


def store_due_date(case: GrantApplication, on: date) -> date:
    """Compute the last day again and keep the copy on the (locked) case."""
    case.due_on = decision_deadline(case, on).due_on
    case.save(update_fields=["due_on"])
    return case.due_on


def extend_term(
    *, application: GrantApplication, named_on: date, reason: str, by: Actor, at: datetime
) -> TermExtension:
    """Send the letter that names another day to decide by (Awb 4:14); the day until now is kept beside it.

    Only while the term runs: afterwards such a letter changes nothing. Raises `UnableToExtend`.
    """
    with transaction.atomic(durable=True):
        case = _open_case(application, UnableToExtend, by=by, at=at)
        reason = require_text(reason, UnableToExtend, _("Schrijf op waarom het niet op tijd lukt."), "reason")
        today = day_of(at)
        original = decision_deadline(case, today).due_on
        _require_named_day(case, named_on, original, today)
        extension = TermExtension.objects.create(
            application=case,
            told_on=today,
            original_due_on=original,
            named_on=named_on,
            reason=reason,
            by=by,
            at=at,
        )
        case.due_on = store_due_date(case, today)
        data = {"original": date_format(original, "j F Y"), "named": date_format(named_on, "j F Y")}
        record("application.term_extended", case, by=by, at=at, ground="Awb 4:14", data=data)
        try:
            extension.letter = tell_extended(case, extension, by=by, at=at)
        except LetterFailed as fault:
            raise UnableToExtend(str(fault)) from fault
        extension.save(update_fields=["letter"])
        return extension


def _require_named_day(case: GrantApplication, named_on: date, original: date, today: date) -> None:
    if today > original:
        raise UnableToExtend(
            _("De termijn is al voorbij sinds %(day)s. Een brief met een nieuwe dag helpt dan niet meer. Besluit snel.")
            % {"day": date_format(original, "j F Y")}
        )
    if named_on <= original:
        raise UnableToExtend(
            _("Kies een dag na %(day)s: dat is de laatste dag nu.") % {"day": date_format(original, "j F Y")},
            field="named_on",
        )
    last = min([original + A_YEAR, *_limits(case, original)])
    if named_on > last:
        raise UnableToExtend(
            _("Kies een dag tot en met %(day)s. Later mag niet.") % {"day": date_format(last, "j F Y")},
            field="named_on",
        )


def _limits(case: GrantApplication, original: date) -> list[date]:
    """The last days that the scheme itself allows."""
    term = decision_term_of(rules_of(case.version))
    limits = []
    if term.extension_weeks:
        limits.append(original + timedelta(weeks=term.extension_weeks))
    if term.max_weeks and case.received_on:
        limits.append(case.received_on + timedelta(weeks=term.max_weeks))
    return limits


def suspend_term(
    *, application: GrantApplication, ground: str, starts_on: date, until: date, reason: str, by: Actor, at: datetime
) -> Suspension:
    """Let the term stand still: by written consent, by the applicant's delay, or by force majeure (Awb 4:15 lid 2).

    `starts_on` is the day of the consent, or the first day of the delay; `until` the last day at most. The applicant
    gets a letter with the day by which we then decide (lid 3). Raises `UnableToSuspend`.
    """
    with transaction.atomic(durable=True):
        case = _open_case(application, UnableToSuspend, by=by, at=at)
        if ground not in SUSPENSION_GROUNDS:
            raise UnableToSuspend(_("Kies waarom de termijn stilstaat."), field="ground")
        reason = require_text(reason, UnableToSuspend, _("Schrijf op wat er aan de hand is."), "reason")
        today = day_of(at)
        before = decision_deadline(case, today).due_on
        _require_days(case, starts_on, until, before, today)
        rule = SUSPENSION_GROUNDS[ground]
        suspension = Suspension.objects.create(
            application=case,
            ground=ground,
            invited_on=starts_on - timedelta(days=1) if rule.first_day_counts else starts_on,
            until_on=until,
            consented_on=starts_on if ground == Ground.CONSENT else None,
            reason=reason,
        )
        due_on = store_due_date(case, today)
        data = {"until": date_format(until, "j F Y"), "due_on": due_on.isoformat()}
        record("application.term_suspended", case, by=by, at=at, ground=rule.article, data=data)
        try:
            tell_suspended(case, suspension, due_on, before, by=by, at=at)
        except LetterFailed as fault:
            raise UnableToSuspend(str(fault)) from fault
        return suspension


def _require_days(case: GrantApplication, starts_on: date, until: date, due_on: date, today: date) -> None:
    received_on = case.received_on or today
    if running_suspension(case, today) is not None:
        raise UnableToSuspend(_("De termijn staat al stil. Laat hem eerst weer lopen."))
    if not received_on <= starts_on <= today:
        raise UnableToSuspend(
            _("Kies een dag van %(first)s tot en met vandaag.") % {"first": date_format(received_on, "j F Y")},
            field="starts_on",
        )
    if starts_on > due_on:
        raise UnableToSuspend(
            _("De termijn was toen al voorbij (%(day)s). Stilstaan kan niet meer.")
            % {"day": date_format(due_on, "j F Y")},
            field="starts_on",
        )
    if not today <= until <= today + A_YEAR:
        raise UnableToSuspend(_("Kies een laatste dag vanaf vandaag, binnen een jaar."), field="until")


def end_suspension(*, application: GrantApplication, by: Actor, at: datetime) -> Suspension:
    """Let the term run again from today; the applicant hears by which day we decide (Awb 4:15 lid 4).

    A request for completion ends by the completion, not by this. Raises `UnableToEndSuspension`.
    """
    with transaction.atomic(durable=True):
        case = _open_case(application, UnableToEndSuspension, by=by, at=at)
        today = day_of(at)
        suspension = running_suspension(case, today)
        if suspension is None or suspension.ground not in SUSPENSION_GROUNDS:
            raise UnableToEndSuspension(_("De termijn staat niet stil door uitstel, vertraging of overmacht."))
        before = decision_deadline(case, today).due_on
        suspension.ended_on = today
        suspension.save(update_fields=["ended_on"])
        due_on = store_due_date(case, today)
        article = SUSPENSION_GROUNDS[suspension.ground].article
        data = {"due_on": due_on.isoformat(), "due": date_format(due_on, "j F Y")}
        record("application.term_resumed", case, by=by, at=at, ground=article, data=data)
        try:
            tell_resumed(case, suspension, due_on, before, by=by, at=at)
        except LetterFailed as fault:
            raise UnableToEndSuspension(str(fault)) from fault
        return suspension
