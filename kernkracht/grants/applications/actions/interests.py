"""Declaring an interest in a case, or none; and where an officer lives, so that the same house is seen (Awb 2:4).

Who declares an interest lets go of the case in the same act: as handler it goes to the stand-in or back to the team, a
proposal of theirs that still waits is returned, and whoever takes over hears of it.
"""

from __future__ import annotations

import re
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from kernkracht.community.people.models import Assignment, User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.people.queries import may, team_for
from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor

from .. import hooks
from ..days import day_of
from ..models import OPEN_STATES, ApplicationState, GrantApplication, InterestDeclaration, OfficerHousehold
from ..queries.rights import interests_of
from ..resident_notices import notify_handed_on, notify_no_advice
from .declaring import UnableToDeclare, keep_declaration
from .gate import UnableToAct, lock_case, move, require, require_text
from .reservation import let_go, lock_money_of
from .settling import open_proposal

POSTCODE = re.compile(r"[1-9]\d{3} ?[A-Z]{2}")
HOUSE_NUMBER = re.compile(r"\d{1,5} ?[A-Za-z]?")


class UnableToRecordHousehold(UnableToAct):
    """Somebody else's household, or no Dutch postcode and number."""


def declare_interest(
    *, application: GrantApplication, kind: str, explanation: str, by: Actor, at: datetime
) -> InterestDeclaration:
    """Say that one has an interest; from then on one cannot assess, advise, propose, decide or handle an objection.

    Hands on what one had of the case. Raises `UnableToDeclare`.
    """
    if kind not in InterestDeclaration.Kind.values:
        raise UnableToDeclare(_("Kies wat voor belang u heeft."), field="kind")
    explanation = require_text(explanation, UnableToDeclare, _("Schrijf kort op wat uw belang is."), "explanation")
    with transaction.atomic(durable=True):
        lock_money_of(application)
        case = lock_case(application)
        require(case, Permission.READ_OFFICE, UnableToDeclare, by=by, at=at)
        declared = keep_declaration(case, kind=kind, explanation=explanation, by=by, at=at)
        record("application.interest_declared", case, by=by, at=at, ground="Awb 2:4")
        if case.state in OPEN_STATES:
            _hand_on(case, declared, by=by, at=at)
        for hear in hooks.interest_declared:
            hear(declared, by, at)
        return declared


def declare_no_interest(*, application: GrantApplication, by: Actor, at: datetime) -> InterestDeclaration:
    """Say that one has no interest (any more). A recorded tie still bars. Raises `UnableToDeclare`."""
    with transaction.atomic(durable=True):
        case = lock_case(application)
        require(case, Permission.READ_OFFICE, UnableToDeclare, by=by, at=at)
        return note_no_interest(case, by=by, at=at)


def note_no_interest(case: GrantApplication, *, by: Actor, at: datetime) -> InterestDeclaration:
    """The same as part of a larger act, such as a decision."""
    declared = keep_declaration(case, by=by, at=at)
    record("application.no_interest_declared", case, by=by, at=at, ground="Awb 2:4")
    return declared


def record_household(*, user: User, postcode: str, house_number: str, by: Actor, at: datetime) -> OfficerHousehold:
    """Keep where a colleague lives, only to see a case from the same house. Raises `UnableToRecordHousehold`."""
    postcode, house_number = postcode.strip().upper(), house_number.strip()
    if not POSTCODE.fullmatch(postcode):
        raise UnableToRecordHousehold(_("Vul een postcode in zoals 4021 AA."), field="postcode")
    if not HOUSE_NUMBER.fullmatch(house_number):
        raise UnableToRecordHousehold(_("Vul een huisnummer in zoals 12 of 12a."), field="house_number")
    with transaction.atomic(durable=True):
        _require_own(user, by=by, at=at)
        row, _made = OfficerHousehold.objects.update_or_create(
            user=user,
            defaults={
                "postcode": postcode.replace(" ", ""),
                "house_number": house_number.replace(" ", ""),
                "recorded_at": at,
            },
        )
        record("person.household_recorded", user, by=by, at=at, ground="Awb 2:4")
        return row


def forget_household(*, user: User, by: Actor, at: datetime) -> None:
    """Take the recorded address away. Nothing there: nothing happens. Raises `UnableToRecordHousehold`."""
    with transaction.atomic(durable=True):
        _require_own(user, by=by, at=at)
        gone, _per_model = OfficerHousehold.objects.filter(user=user).delete()
        if gone:
            record("person.household_forgotten", user, by=by, at=at)


def _require_own(user: User, *, by: Actor, at: datetime) -> None:
    if not user.is_staff:
        raise UnableToRecordHousehold(_("Wij bewaren dit alleen van collega’s."))
    if user.actor_id != by.pk and not may(by, Permission.MANAGE_PEOPLE, day_of(at)):
        raise UnableToRecordHousehold(_("U kunt alleen uw eigen adres vastleggen. De beheerder kan dat ook voor u."))


def _hand_on(case: GrantApplication, declared: InterestDeclaration, *, by: Actor, at: datetime) -> None:
    user = User.objects.filter(actor=by).first()
    _return_own_proposal(case, by=by, at=at)
    if user is not None and case.handler_id == user.pk:
        case.handler = _stand_in_for(user, case, day_of(at))
        if case.handler is None and case.team is None and case.village is not None:
            case.team = team_for(case.village, day_of(at))
        record("application.handed_on", case, by=by, at=at, ground="Awb 2:4")
        notify_handed_on(case, declared.pk, at=at)
    case.save(update_fields=["handler", "team", "state"])
    for advice in case.advices.filter(asked_of__actor=by, answered_at__isnull=True).select_related("asked_by"):
        notify_no_advice(case, advice, at=at)


def _return_own_proposal(case: GrantApplication, *, by: Actor, at: datetime) -> None:
    """A proposal by who has an interest does not stand: back to assessing, the money free, for somebody else."""
    proposal = open_proposal(case)
    if case.state != ApplicationState.PROPOSED or proposal is None or proposal.by_id != by.pk:
        return
    move(case, "return_proposal", UnableToDeclare)
    proposal.returned_at = at
    proposal.returned_reason = _("Wie dit voorstelde, heeft daarna een eigen belang gemeld. Doe een nieuw voorstel.")
    proposal.save(update_fields=["returned_at", "returned_reason"])
    let_go(case, f"returned:{proposal.pk}", by=by, at=at)
    record("application.proposal_returned", case, by=by, at=at, ground="Awb 2:4")


def _stand_in_for(user: User, case: GrantApplication, on: date) -> User | None:
    """The stand-in of this person for the village of the case, when that person may assess and has no tie."""
    posts = Assignment.objects.on(on).filter(user=user, stand_in__isnull=False, stand_in__is_active=True)
    for post in posts.select_related("stand_in__actor").order_by("valid_from", "pk"):
        other = post.stand_in
        here = post.all_villages or (case.village is not None and post.villages.filter(pk=case.village.pk).exists())
        if other is None or not here:
            continue
        if not interests_of(other.actor, case, on) and (
            may(other.actor, Permission.ASSESS_APPLICATION, on, case.village)
        ):
            return other
    return None
