"""What an applicant sees of their own cases: state, next step, who acts, by when, and what happened."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from kernkracht.community.people.models import User
from kernkracht.foundation.money import format_euro

from ..models import ApplicationState, CompletionRequest, GrantApplication, GrantDecision, Outcome

S = ApplicationState


def my_cases(user: User, verified_emails: Iterable[str]) -> QuerySet[GrantApplication]:
    """Drafts and cases of an account: its own, and those sent with an e-mail address that it proved to own.

    A draft with only a matching address stays out: whoever typed that address may still be mistaken about it.
    """
    by_address = Q()
    for email in verified_emails:
        by_address |= Q(contact_email__iexact=email)
    own = Q(applicant=user)
    if by_address:
        own |= Q(applicant__isnull=True) & by_address & ~Q(state=S.DRAFT)
    return (
        GrantApplication.objects.filter(own)
        .select_related("scheme", "version", "village", "handler__contact_card", "team")
        .order_by("-changed_at", "-pk")
    )


def is_applicant(application: GrantApplication, user: User, verified_emails: Iterable[str]) -> bool:
    """Whether this account may read and answer the case. The same rule as `my_cases`."""
    if application.applicant_id is not None:
        return application.applicant_id == user.pk
    proved = {email.casefold() for email in verified_emails}
    return application.state != S.DRAFT and application.contact_email.casefold() in proved


@dataclass(frozen=True)
class NextStep:
    """One sentence about what comes, who does it, and the last day for it (None when there is none)."""

    sentence: str
    who: str
    by_when: date | None
    is_yours: bool = False


def open_requests(cases: Iterable[GrantApplication]) -> dict[int, CompletionRequest]:
    """The unanswered request of each case that waits for its applicant, by case id, in one query."""
    waiting = [case.pk for case in cases if case.state == S.AWAITING_COMPLETION]
    asked = CompletionRequest.objects.filter(application__in=waiting, answered_at__isnull=True)
    return {request.application_id: request for request in asked.select_related("suspension").order_by("asked_at")}


def handler_name(application: GrantApplication) -> str:
    """Who handles the case, as residents may know them: the public name, else the team."""
    if application.handler is not None:
        card = getattr(application.handler, "contact_card", None)
        return card.public_name if card else application.handler.name or _("de gemeente")
    return application.team.name if application.team else _("de gemeente")


def next_step(application: GrantApplication, open_request: CompletionRequest | None) -> NextStep:
    """What happens next with a case. `open_request` is the unanswered request to complete, if any."""
    who, due = handler_name(application), application.due_on
    if application.state == S.AWAITING_COMPLETION and open_request is not None:
        return NextStep(_("Beantwoord onze vraag."), _("u"), open_request.suspension.until_on, is_yours=True)
    steps = {
        S.DRAFT: NextStep(_("Maak uw aanvraag af en verstuur hem."), _("u"), None, is_yours=True),
        S.SUBMITTED: NextStep(_("Wij lezen uw aanvraag. Willen wij nog iets weten? Dan vragen wij u dat."), who, due),
        S.ASSESSING: NextStep(_("Wij kijken of uw plan past bij de regels."), who, due),
        S.AWAITING_COMPLETION: NextStep(_("Wij kijken naar uw aanvulling."), who, due),
        S.PROPOSED: NextStep(_("Er ligt een voorstel. Iemand die mag beslissen, neemt het besluit."), who, due),
        S.GRANTED: NextStep(_("U kunt aan de slag. In de brief staat wat wij afspreken."), _("u"), None),
        S.REFUSED: NextStep(_("Bent u het er niet mee eens? In de brief staat wat u kunt doen."), _("u"), None),
        S.NOT_TREATED: NextStep(_("U kunt een nieuwe aanvraag doen. Bel ons als u hulp wilt."), _("u"), None),
        S.REFERRED: NextStep(_("In de brief staat waar u terechtkunt."), _("u"), None),
        S.WITHDRAWN: NextStep(_("U hoeft niets meer te doen."), _("niemand"), None),
    }
    return steps[S(application.state)]


@dataclass(frozen=True)
class Moment:
    """Something that happened, on a day or at a time, in a resident's words."""

    at: datetime
    sentence: str


def _decision_sentence(decision: GrantDecision) -> str:
    if decision.outcome == Outcome.GRANT:
        return _("Wij besloten: u krijgt %(amount)s.") % {"amount": format_euro(decision.amount_cents or 0)}
    return {
        Outcome.REFUSE: _("Wij besloten: u krijgt dit geld niet."),
        Outcome.CARRY_OVER: _("Uw aanvraag gaat mee naar %(year)s.") % {"year": decision.carried_to_year},
        Outcome.REFER: _("Wij besloten: u kunt beter ergens anders terecht."),
        Outcome.NOT_TREAT: _("Wij behandelen uw aanvraag niet, omdat er iets ontbreekt."),
    }[Outcome(decision.outcome)]


def timeline(application: GrantApplication) -> list[Moment]:
    """What happened with a case, newest first. Only what concerns the applicant; work inside the office stays there."""
    moments = [Moment(application.created_at, _("U begon met de aanvraag."))]
    if application.submitted_at is not None:
        received = _("Wij ontvingen uw aanvraag.")
        moments.append(Moment(application.submitted_at, received))
    for request in application.completion_requests.all():
        moments.append(Moment(request.asked_at, _("Wij vroegen u om een aanvulling.")))
        if request.answered_at is not None:
            moments.append(Moment(request.answered_at, _("U stuurde een aanvulling.")))
    moments += [Moment(d.decided_at, _decision_sentence(d)) for d in application.decisions.all()]
    if application.state == S.WITHDRAWN:
        moments.append(Moment(application.changed_at, _("U trok de aanvraag in.")))
    return sorted(moments, key=lambda moment: moment.at, reverse=True)
