"""Assessing a case: judge each criterion, ask for what is missing, hear colleagues, note talks."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kernkracht.community.people.models import User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.people.queries import may
from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.legal_settings.queries import number_on

from ..days import day_of
from ..legal import LONGEST_REPAIR_DAYS
from ..letter_facts import tell_adviser, tell_asker, tell_completion_requested
from ..models import (
    Advice,
    ApplicationState,
    CompletionRequest,
    GrantApplication,
    Judgement,
    Suspension,
    Talk,
)
from ..queries.findings import current_findings
from ..queries.rights import interests_of
from ..queries.terms import deadline_of
from .gate import UnableToAct, lock_case, move, require, require_no_interest, require_text


class UnableToAssess(UnableToAct):
    """The case is not being assessed, or this person may not assess it."""


class UnableToRequestCompletion(UnableToAct):
    """No question, no term, or no moment to ask."""


class UnableToResume(UnableToAct):
    """Nothing is waited for, or the term that the applicant got is still running."""


class UnableToAdvise(UnableToAct):
    """Not asked, already answered, or nothing said."""


class UnableToNoteTalk(UnableToAct):
    """A talk without content, or in the future."""


def _assessable(
    application: GrantApplication, refusal: type[UnableToAct], *, by: Actor, at: datetime
) -> GrantApplication:
    case = lock_case(application)
    require(case, Permission.ASSESS_APPLICATION, refusal, by=by, at=at)
    require_no_interest(case, refusal, by=by, at=at)
    return case


def _take_up(case: GrantApplication, *, by: Actor) -> None:
    """A case without a handler becomes the case of who starts on it, so that somebody answers for it."""
    if case.handler_id is None:
        case.handler = User.objects.filter(actor=by).first()


def start_assessment(*, application: GrantApplication, by: Actor, at: datetime) -> GrantApplication:
    """Take a received case into assessment. Raises `UnableToAssess`."""
    with transaction.atomic(durable=True):
        case = _assessable(application, UnableToAssess, by=by, at=at)
        move(case, "start_assessment", UnableToAssess)
        _take_up(case, by=by)
        case.save(update_fields=["state", "handler"])
        record("application.assessment_started", case, by=by, at=at)
        return case


def judge_criterion(
    *, application: GrantApplication, criterion: str, verdict: str, reason: str, by: Actor, at: datetime
) -> Judgement:
    """Tick one criterion (`met` or `not_met`) with a reason; the newest tick counts, older ones stay.

    A human criterion needs a tick; a finding of the machine may be overruled by one. Judging a received case starts
    its assessment. Raises `UnableToAssess`.
    """
    with transaction.atomic(durable=True):
        case = _assessable(application, UnableToAssess, by=by, at=at)
        if case.state == ApplicationState.SUBMITTED:
            move(case, "start_assessment", UnableToAssess)
            _take_up(case, by=by)
            case.save(update_fields=["state", "handler"])
        if case.state != ApplicationState.ASSESSING:
            label = ApplicationState(case.state).label
            raise UnableToAssess(_("U kunt nu niet beoordelen: de aanvraag staat op ‘%(state)s’.") % {"state": label})
        if verdict not in Judgement.Verdict.values:
            raise UnableToAssess(_("Kies of het plan voldoet."), field="verdict")
        reason = require_text(reason, UnableToAssess, _("Schrijf op waarom u dat vindt."), "reason")
        row = current_findings(case, on=day_of(at)).row(criterion)
        if row is None:
            raise UnableToAssess(_("Deze voorwaarde hoort niet bij de regels van deze aanvraag."))
        if not row.can_be_judged:
            raise UnableToAssess(_("Deze regel bepaalt het bedrag. Daar hoort geen oordeel bij."))
        judgement = Judgement.objects.create(
            application=case, criterion=criterion, verdict=verdict, reason=reason, by=by, at=at
        )
        event = "application.finding_overruled" if row.overruled_by(verdict) else "application.criterion_judged"
        record(event, case, by=by, at=at, data={"criterion": criterion, "verdict": Judgement.Verdict(verdict).label})
        return judgement


def request_completion(
    *, application: GrantApplication, question: str, days: int, by: Actor, at: datetime
) -> CompletionRequest:
    """Ask the applicant to add something within `days` days; the decision term stands still meanwhile.

    Without a named term there is no suspension (RvS 2016:2527), so a term is mandatory. Awb 4:5 and 4:15.
    Raises `UnableToRequestCompletion`.
    """
    refusal = UnableToRequestCompletion
    with transaction.atomic(durable=True):
        case = _assessable(application, refusal, by=by, at=at)
        question = require_text(question, refusal, _("Schrijf op wat de aanvrager moet aanvullen."), "question")
        longest = number_on(LONGEST_REPAIR_DAYS.key, day_of(at))
        if not 1 <= days <= longest:
            message = _("Geef een termijn van 1 tot en met %(days)s dagen.") % {"days": longest}
            raise refusal(message, field="days")
        move(case, "request_completion", refusal)
        _take_up(case, by=by)
        today = day_of(at)
        suspension = Suspension.objects.create(
            application=case,
            ground=Suspension.Ground.COMPLETION,
            invited_on=today,
            until_on=today + timedelta(days=days),
        )
        asked = CompletionRequest.objects.create(
            application=case, suspension=suspension, question=question, asked_by=by, asked_at=at
        )
        case.due_on = deadline_of(case, today).due_on
        case.save(update_fields=["state", "handler", "due_on"])
        until = suspension.until_on
        record(
            "application.completion_requested",
            case,
            by=by,
            at=at,
            ground="Awb 4:5, 4:15 lid 1 onder a",
            data={"until": date_format(until, "j F Y"), "due_on": case.due_on.isoformat()},
        )
        tell_completion_requested(case, asked, by=by, at=at)
        return asked


def _running_suspension(case: GrantApplication) -> Suspension | None:
    running = case.suspensions.filter(ground=Suspension.Ground.COMPLETION, ended_on__isnull=True)
    return running.order_by("-invited_on", "-pk").first()


def _end_suspension(case: GrantApplication, on: date) -> None:
    """Close the running suspension. An answer after the term ended does not make the pause longer (Awb 4:15)."""
    running = _running_suspension(case)
    if running is not None:
        running.ended_on = min(on, running.until_on)
        running.save(update_fields=["ended_on"])
    case.due_on = deadline_of(case, on).due_on
    case.save(update_fields=["state", "due_on"])


def record_completion(*, application: GrantApplication, answer: str, by: Actor, at: datetime) -> CompletionRequest:
    """Write down a completion that came by phone, post or at the counter, and go on. Raises `UnableToResume`."""
    with transaction.atomic(durable=True):
        case = _assessable(application, UnableToResume, by=by, at=at)
        answer = require_text(answer, UnableToResume, _("Schrijf op wat de aanvrager heeft aangevuld."), "answer")
        move(case, "complete", UnableToResume)
        asked = case.completion_requests.filter(answered_at__isnull=True).order_by("-asked_at", "-pk").first()
        if asked is None:
            raise UnableToResume(_("Er staat geen vraag aan de aanvrager open."))
        _end_suspension(case, day_of(at))
        asked.answer, asked.answered_at = answer, at
        asked.save(update_fields=["answer", "answered_at"])
        record("application.completion_noted", case, by=by, at=at)
        return asked


def resume_after_unused_term(*, application: GrantApplication, by: Actor, at: datetime) -> GrantApplication:
    """Go on without an answer, after the applicant's term has passed (Awb 4:5). Raises `UnableToResume`.

    The officer then decides on what is there, or proposes to leave the case untreated within four weeks.
    """
    with transaction.atomic(durable=True):
        case = _assessable(application, UnableToResume, by=by, at=at)
        running = _running_suspension(case)
        if running is not None and day_of(at) <= running.until_on:
            raise UnableToResume(
                _("De aanvrager heeft nog tijd tot en met %(day)s.") % {"day": date_format(running.until_on, "j F Y")}
            )
        move(case, "resume", UnableToResume)
        _end_suspension(case, day_of(at))
        record("application.resumed_unanswered", case, by=by, at=at, ground="Awb 4:5")
        return case


def ask_advice(*, application: GrantApplication, of: User, question: str, by: Actor, at: datetime) -> Advice:
    """Ask a colleague for advice; it stands on their desk and they get a mail (R46, R118). Raises `UnableToAdvise`."""
    with transaction.atomic(durable=True):
        case = _assessable(application, UnableToAdvise, by=by, at=at)
        question = require_text(question, UnableToAdvise, _("Schrijf op waarover u advies wilt."), "question")
        if case.state not in (ApplicationState.SUBMITTED, ApplicationState.ASSESSING):
            raise UnableToAdvise(_("U kunt alleen advies vragen zolang u de aanvraag beoordeelt."))
        if of.actor_id == by.pk:
            raise UnableToAdvise(_("Kies een collega, niet uzelf."), field="of")
        if not may(of.actor, Permission.ADVISE_APPLICATION, day_of(at), case.village):
            raise UnableToAdvise(_("%(name)s kan in dit dorp geen advies geven.") % {"name": of}, field="of")
        if interests_of(of.actor, case, day_of(at)):
            # Which tie a colleague has is that colleague's business.
            raise UnableToAdvise(
                _("%(name)s is betrokken bij deze aanvraag. Kies een andere collega.") % {"name": of}, field="of"
            )
        if case.advices.filter(asked_of=of, answered_at__isnull=True).exists():
            raise UnableToAdvise(_("%(name)s heeft uw vorige vraag nog niet beantwoord.") % {"name": of}, field="of")
        advice = Advice.objects.create(application=case, asked_of=of, asked_by=by, question=question, asked_at=at)
        record("application.advice_asked", case, by=by, at=at, data={"of": of.actor_id})
        tell_adviser(case, advice, at=at)
        return advice


def give_advice(*, advice: Advice, answer: str, by: Actor, at: datetime) -> Advice:
    """Answer a question for advice. Only the colleague who was asked can. Raises `UnableToAdvise`."""
    with transaction.atomic(durable=True):
        case = lock_case(advice.application)
        asked = Advice.objects.select_for_update().get(pk=advice.pk)
        if User.objects.filter(pk=asked.asked_of_id, actor=by).first() is None:
            raise UnableToAdvise(_("Alleen de collega aan wie het gevraagd is kan antwoorden."))
        if asked.answered_at is not None:
            raise UnableToAdvise(_("U heeft dit advies al gegeven."))
        require_no_interest(case, UnableToAdvise, by=by, at=at)
        asked.answer = require_text(answer, UnableToAdvise, _("Schrijf uw advies op."), "answer")
        asked.answered_at = at
        asked.save(update_fields=["answer", "answered_at"])
        record("application.advice_given", case, by=by, at=at)
        tell_asker(case, asked, at=at)
        return asked


def note_talk(*, application: GrantApplication, held_on: date, how: str, summary: str, by: Actor, at: datetime) -> Talk:
    """Note a talk with the applicant or about the plan. Some schemes demand one. Raises `UnableToNoteTalk`."""
    with transaction.atomic(durable=True):
        case = _assessable(application, UnableToNoteTalk, by=by, at=at)
        summary = require_text(summary, UnableToNoteTalk, _("Schrijf op wat u heeft afgesproken."), "summary")
        if held_on > day_of(at):
            raise UnableToNoteTalk(_("Kies vandaag of een eerdere dag."), field="held_on")
        talk = Talk.objects.create(
            application=case, held_on=held_on, how=how.strip()[:60], summary=summary, by=by, at=at
        )
        record("application.talk_noted", case, by=by, at=at, data={"held_on": date_format(held_on, "j F Y")})
        return talk
