"""From an approved amount to an obligation: under the ceiling, in the ledger, with a last day (Awb 4:87)."""

from __future__ import annotations

from datetime import datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from kernkracht.community.groups.models import Group
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.deadlines import Term
from kernkracht.foundation.deadlines.queries import deadline_from
from kernkracht.foundation.legal_settings.queries import number_on
from kernkracht.grants.budgets.actions import commit_grant
from kernkracht.grants.budgets.models import GrantCeiling
from kernkracht.grants.budgets.queries import ceilings_for
from kernkracht.grants.budgets.refusals import UnableToCommit
from kernkracht.grants.payments.actions import owe
from kernkracht.grants.payments.models import PaymentObligation
from kernkracht.grants.schemes.models import Scheme

from ..queries import village_of
from .gate import UnableToPayGroup

PAYMENT_TERM_WEEKS = "payment.term_weeks"
"""The setting with the weeks of Awb 4:87, which grants share."""


def require_ceilings(scheme: Scheme, group: Group, year: int) -> list[GrantCeiling]:
    """The ceilings that the money falls under; without one there is no money to promise (Awb 4:25)."""
    ceilings = ceilings_for(scheme, year, village_of(group))
    if not ceilings:
        raise UnableToPayGroup(
            _("Voor %(scheme)s is in %(year)s nog geen geld beschikbaar. Laat eerst een plafond vaststellen.")
            % {"scheme": scheme.name, "year": year}
        )
    return ceilings


def promise_and_owe(
    *,
    scheme: Scheme,
    group: Group,
    year: int,
    number: str,
    amount_cents: int,
    kind: str,
    by: Actor,
    at: datetime,
) -> PaymentObligation:
    """Commit `amount_cents` under the ceilings of the year and make the obligation, inside the caller's transaction."""
    try:
        commit_grant(
            ceilings=require_ceilings(scheme, group, year),
            amount_cents=amount_cents,
            case_number=number,
            key=f"{kind}:{number}",
            by=by,
            at=at,
        )
    except UnableToCommit as short:
        raise UnableToPayGroup(str(short)) from short
    today = localdate(at)
    weeks = number_on(PAYMENT_TERM_WEEKS, today)
    return owe(
        source_key=f"{kind}:{number}",
        case_number=number,
        amount_cents=amount_cents,
        due_on=deadline_from(today, Term(weeks=weeks)).due_on,
        payee_name=group.account_holder or group.name,
        iban=group.iban,
        kind=kind,
        description=f"{number} {group.name}",
        by=by,
        at=at,
        counted_from=today,
        term_weeks=weeks,
    )
