"""Changing or withdrawing a settlement to the receiver's disadvantage (Awb 4:49): proposed by one, decided by another.

Only on a ground of the first paragraph, weighed in words, and not after five years. The decision itself is
`settle_grant`: ledger, payments and letter follow as with every settlement; `recover` asks back what was paid too much.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kernkracht.community.people.permission_codes import Permission
from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.deadlines import Deadline
from kernkracht.foundation.money import format_euro
from kernkracht.grants.applications.days import day_of

from ..hooks import hindrances
from ..models import ChangeGround, Recovery, RecoveryState, Settlement, SettlementState
from ..permissions import may_change_on
from .gate import facts_of, lock_money_and_case, require_right, require_text
from .recovering import first_settled_on, last_day_to_recover
from .settling import UnableToSettle

__all__ = ["Change", "last_day_to_change", "propose_change"]


@dataclass(frozen=True)
class Change:
    """What is proposed; `settled_cents` below what was settled, 0 to withdraw it. `breach_on` with `duties_after`."""

    settled_cents: int
    ground: str
    weighing: str
    breach_on: date | None = None


def last_day_to_change(settlement: Settlement, breach_on: date | None = None) -> Deadline:
    """The last day of Awb 4:49 lid 3: five years from the first settlement, or from the breach of a later duty."""
    start = breach_on or first_settled_on(settlement)
    if start is None:
        raise ValueError(f"{settlement} is not decided")
    return last_day_to_recover(start)


def propose_change(*, settlement: Settlement, change: Change, by: Actor, at: datetime) -> Settlement:
    """Propose to settle lower than was settled before. Raises `UnableToSettle`, also after five years."""
    with transaction.atomic(durable=True):
        case = lock_money_and_case(settlement.application)
        require_right(UnableToSettle, Permission.SETTLE_GRANT, case=case, by=by, at=at)
        old = Settlement.objects.select_for_update(of=("self",)).get(pk=settlement.pk)
        _require_changeable(old)
        breach_on = _checked_breach(old, change, day_of(at))
        _require_in_time(old, breach_on, day_of(at))
        if not 0 <= change.settled_cents < old.settled_cents:
            raise UnableToSettle(
                _("Vul een bedrag in van € 0 tot onder %(settled)s.") % {"settled": format_euro(old.settled_cents)},
                field="settled",
            )
        words = require_text(
            UnableToSettle,
            change.weighing,
            _("Schrijf op waarom deze wijziging redelijk is. Het mag, het hoeft niet."),
            "weighing",
        )
        new = Settlement.objects.create(
            report=old.report,
            application=case,
            awarded_cents=old.awarded_cents,
            spent_cents=old.spent_cents,
            settled_cents=change.settled_cents,
            change_ground=change.ground,
            breach_on=breach_on,
            weighing=words,
            replaces=old,
            proposed_by=by,
            proposed_at=at,
        )
        data = facts_of(case, change.settled_cents, before=format_euro(old.settled_cents))
        record("settlement.change_proposed", new, by=by, at=at, ground=change.ground, data=data)
        return new


def _require_changeable(old: Settlement) -> None:
    if old.state != SettlementState.DECIDED:
        raise UnableToSettle(_("Deze vaststelling is intussen vervangen. Ververs de pagina."))
    if Settlement.objects.filter(application=old.application_id, state=SettlementState.PROPOSED).exists():
        raise UnableToSettle(_("Er ligt al een voorstel. Laat een collega daarop beslissen."))
    if Recovery.objects.filter(application=old.application_id, state=RecoveryState.OPEN).exists():
        raise UnableToSettle(_("Er loopt nog een terugvordering. Rond die eerst af: betaald, verrekend of afgeboekt."))
    if sentences := [said for hindrance in hindrances if (said := hindrance(old))]:
        raise UnableToSettle(*sentences)


def _checked_breach(old: Settlement, change: Change, today: date) -> date | None:
    if change.ground not in ChangeGround.values:
        raise UnableToSettle(_("Kies de grond waarop u de vaststelling wijzigt."), field="ground")
    if change.ground != ChangeGround.DUTIES_AFTER:
        return None
    first = first_settled_on(old) or today
    if change.breach_on is None or not first <= change.breach_on <= today:
        raise UnableToSettle(
            _("Vul in op welke dag de plicht niet is nagekomen: vanaf %(first)s tot en met vandaag.")
            % {"first": date_format(first, "j F Y")},
            field="breach_on",
        )
    return change.breach_on


def _require_in_time(old: Settlement, breach_on: date | None, today: date) -> None:
    last = last_day_to_change(old, breach_on).due_on
    start = breach_on or first_settled_on(old) or today
    if not may_change_on(counted_from=start, last_on=last, on=today):
        raise UnableToSettle(
            _("Wijzigen kon tot en met %(last)s. Daarna mag dat niet meer (Awb 4:49 lid 3).")
            % {"last": date_format(last, "j F Y")}
        )
