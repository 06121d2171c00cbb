"""How long this room's rows are kept, and what they hold about people."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.retention.declarations import (
    Case,
    Closing,
    DataClass,
    Keeping,
    Lasting,
    NoPerson,
    Part,
    Remains,
    declare_keeping,
)

from .models import ClaimState, ContributionState

NUMBER = "a number that ledger and bank know it by"

declare_keeping(
    Keeping(
        "group_payments.ExpenseClaim",
        _("Declaraties"),
        Case(
            closings=(
                Closing(DataClass.RECEIPT, Q(state=ClaimState.APPROVED), "decided_at"),
                Closing(DataClass.REFUSED, Q(state=ClaimState.REFUSED), "decided_at"),
                Closing(DataClass.ABORTED, Q(state=ClaimState.WITHDRAWN), "changed_at"),
                Closing(DataClass.ABORTED, Q(state=ClaimState.DRAFT), "changed_at", by_itself="clean claim drafts"),
            ),
            number="number",
            remains=Remains(kept={"number": NUMBER}, replaced={"refusal_reason": lambda _row: "-"}),
        ),
        NoPerson("A claim is of a group; receipts go with it."),
    ),
    Keeping("group_payments.ClaimLine", _("Bonnen"), Part("claim", owns=("receipt",)), NoPerson("Costs of a group.")),
    Keeping(
        "group_payments.YearlyContribution",
        _("Jaarlijkse bijdragen"),
        Case(
            closings=(
                Closing(DataClass.PAYMENT, Q(state=ContributionState.APPROVED), "decided_at"),
                Closing(DataClass.ABORTED, Q(state=ContributionState.DROPPED), "decided_at"),
            ),
            number="number",
            remains=Remains(kept={"number": NUMBER}, replaced={"drop_reason": lambda _row: "-"}),
        ),
        NoPerson("A contribution is of a group."),
    ),
    Keeping(
        "group_payments.ClaimAllowance",
        _("Ruimte om te declareren"),
        Lasting("sums of a year that figures need"),
        NoPerson("Amounts of a group."),
    ),
)
