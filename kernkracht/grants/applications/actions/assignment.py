"""Whose case it is: take it, give it to a colleague, or put it back with the team."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from kernkracht.community.people.models import Team, User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.people.queries import may
from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor

from ..days import day_of
from ..models import OPEN_STATES, ApplicationState, GrantApplication
from ..permissions import BAR_SENTENCES
from ..queries.rights import interests_of
from .gate import UnableToAct, lock_case, require


class UnableToAssign(UnableToAct):
    """The case is closed, or the person may not handle it."""


def _open_case(application: GrantApplication, *, by: Actor, at: datetime) -> GrantApplication:
    case = lock_case(application)
    require(case, Permission.ASSIGN_APPLICATION, UnableToAssign, by=by, at=at)
    if case.state not in OPEN_STATES:
        label = ApplicationState(case.state).label
        raise UnableToAssign(_("Deze aanvraag is klaar (%(state)s).") % {"state": label})
    return case


def take_case(*, application: GrantApplication, by: Actor, at: datetime) -> GrantApplication:
    """Make a free case one's own. Taking it from a colleague is `assign_case`, on purpose. Raises `UnableToAssign`."""
    with transaction.atomic(durable=True):
        case = _open_case(application, by=by, at=at)
        user = User.objects.filter(actor=by).first()
        if user is None:
            raise UnableToAssign(_("Alleen een medewerker kan een aanvraag oppakken."))
        if case.handler is not None and case.handler != user:
            raise UnableToAssign(_("%(name)s heeft deze aanvraag al opgepakt.") % {"name": case.handler})
        return _give(case, user, by=by, at=at)


def assign_case(*, application: GrantApplication, to: User, by: Actor, at: datetime) -> GrantApplication:
    """Give the case to `to`, who must be able to assess it and have no tie with it (Awb 2:4).

    Raises `UnableToAssign`. Giving it to who has it already changes nothing and records nothing.
    """
    with transaction.atomic(durable=True):
        return _give(_open_case(application, by=by, at=at), to, by=by, at=at)


def _give(case: GrantApplication, to: User, *, by: Actor, at: datetime) -> GrantApplication:
    if case.handler_id == to.pk:
        return case
    if not may(to.actor, Permission.ASSESS_APPLICATION, day_of(at), case.village):
        raise UnableToAssign(
            _("%(name)s kan in dit dorp geen aanvragen behandelen. Kies een andere collega.") % {"name": to},
            field="to",
        )
    ties = interests_of(to.actor, case, day_of(at))
    if ties and to.actor_id == by.pk:
        raise UnableToAssign(*(BAR_SENTENCES[bar] for bar in ties), field="to")
    if ties:
        # Which tie a colleague has is that colleague's business.
        raise UnableToAssign(
            _("%(name)s is betrokken bij deze aanvraag. Kies een andere collega.") % {"name": to}, field="to"
        )
    case.handler = to
    case.save(update_fields=["handler"])
    event = "application.taken" if to.actor_id == by.pk else "application.assigned"
    record(event, case, by=by, at=at, data={"handler": to.actor_id})
    return case


def hand_to_team(*, application: GrantApplication, team: Team, by: Actor, at: datetime) -> GrantApplication:
    """Take the case from its handler and put it in a team's queue (R52). Raises `UnableToAssign`."""
    with transaction.atomic(durable=True):
        case = _open_case(application, by=by, at=at)
        case.handler, case.team = None, team
        case.save(update_fields=["handler", "team"])
        record("application.given_to_team", case, by=by, at=at, data={"team": team.code})
        return case
