"""What acts on reports and settlements ask first."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from kernkracht.community.people.models import User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.money import format_euro
from kernkracht.grants.applications.days import day_of
from kernkracht.grants.applications.models import GrantApplication
from kernkracht.grants.applications.permissions import BAR_SENTENCES
from kernkracht.grants.applications.queries import interests_of, permissions_in
from kernkracht.grants.budgets.actions import lock_ceilings
from kernkracht.grants.budgets.models import GrantCeiling, LedgerEntry
from kernkracht.grants.budgets.queries import positions_of

from ..models import SpendingReport


class UnableToAccount(Exception):
    """An act that is refused. `sentences` say why and what to do; `field` names the answer it is about."""

    def __init__(self, *sentences: str, field: str = "") -> None:
        self.sentences = [str(sentence) for sentence in sentences]
        self.field = field
        super().__init__(" ".join(self.sentences))


def rights(by: Actor, case: GrantApplication, at: datetime) -> frozenset[str]:
    """What the actor may do in the village of the case on that day."""
    user = User.objects.filter(actor=by).first()
    return permissions_in(user, case.village, day_of(at)) if user is not None else frozenset()


def require_right(
    refusal: type[UnableToAccount], *any_of: Permission, case: GrantApplication, by: Actor, at: datetime
) -> None:
    """One of `any_of`, and no interest of one's own in the case (Awb 2:4); else `refusal`."""
    if not rights(by, case, at) & set(any_of):
        raise refusal(_("U heeft hier geen recht op. Vraag het aan de beheerder."))
    if bars := interests_of(by, case, day_of(at)):
        raise refusal(*(str(BAR_SENTENCES[bar]) for bar in bars), _("Laat een collega dit doen."))


def require_text(refusal: type[UnableToAccount], text: str, sentence: str, field: str) -> str:
    """The text without blanks around it; an empty one is refused with `sentence`."""
    if not text.strip():
        raise refusal(sentence, field=field)
    return text.strip()


def lock_money_and_case(case: GrantApplication, *also: GrantApplication) -> GrantApplication:
    """Ceilings first, then the cases by key, as everywhere; returns the first case as it is now."""
    numbers = {one.number or "" for one in (case, *also)}
    touched = LedgerEntry.objects.filter(case_number__in=numbers).order_by().values("ceiling")
    lock_ceilings(GrantCeiling.objects.filter(pk__in=touched).order_by("pk"))
    locked = {one.pk: lock_case(one) for one in sorted((case, *also), key=lambda one: one.pk)}
    return locked[case.pk]


def lock_case(case: GrantApplication) -> GrantApplication:
    cases = GrantApplication.objects.select_for_update(of=("self",)).select_related("village", "scheme", "version")
    return cases.get(pk=case.pk)


def lock_report(report: SpendingReport) -> SpendingReport:
    """The case first, then its report."""
    case = lock_case(report.application)
    row = SpendingReport.objects.select_for_update(of=("self",)).get(pk=report.pk)
    row.application = case
    return row


def paid_cents(case_number: str) -> int:
    """What of a case went to the bank and did not come back, by the ledger; each of its ceilings counts the same."""
    return max((own.paid_cents for own in positions_of(case_number).values()), default=0)


def facts_of(case: GrantApplication, amount_cents: int = 0, **more: object) -> dict[str, object]:
    """What the audit trail keeps: the case and an amount."""
    return {"case": case.number or "", "amount": format_euro(amount_cents), "amount_cents": amount_cents, **more}
