"""How long this room's rows are kept, and what they hold about people."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.retention.declarations import (
    Case,
    Closing,
    Copy,
    DataClass,
    Keeping,
    Lasting,
    NoPerson,
    Part,
    Personal,
    Remains,
    declare_keeping,
)

from .models import BatchState, ObligationState

S = ObligationState
NUMBER = "a number that ledger and bank know it by"


def _emptied(_row: object) -> str:
    """Stands where a name or account stood; the database wants to know that there was one."""
    return "-"


declare_keeping(
    Keeping(
        "payments.PaymentObligation",
        _("Betalingen"),
        Part(
            "application",
            data_class=DataClass.PAYMENT,
            ended_on="paid_on",
            running=Q(state__in=[S.WAITING, S.OPEN, S.BATCHED]),
            remains=Remains(
                kept={"source_key": "what it was owed for, by number", "case_number": NUMBER},
                replaced={"payee_name": _emptied, "iban": _emptied, "cancel_reason": _emptied},
            ),
        ),
        Personal(withheld={"source_key": "a key for machines"}),
    ),
    Keeping(
        "payments.PaymentAttempt",
        _("Betaalpogingen"),
        Part(
            "obligation",
            remains=Remains(
                kept={"end_to_end_id": NUMBER},
                replaced={"payee_name": _emptied, "iban": _emptied, "return_reason": _emptied},
            ),
        ),
        Personal(),
    ),
    Keeping("payments.AccountChange", _("Opgegeven rekeningen"), Part("application"), Personal()),
    Keeping(
        "payments.PaymentBatch",
        _("Betaalpartijen"),
        Case(
            closings=(
                Closing(DataClass.PAYMENT, Q(state=BatchState.RELEASED), "released_at"),
                Closing(DataClass.PAYMENT, Q(state=BatchState.WITHDRAWN), "withdrawn_at"),
            ),
            number="number",
            owns=("file",),
            remains=Remains(kept={"number": NUMBER}, replaced={"withdrawal_reason": _emptied}, unlinked=("file",)),
        ),
        NoPerson("Numbers, amounts, days, and which colleague did what."),
    ),
    Keeping(
        "payments.PaymentFile",
        _("Bestanden voor de bank"),
        Copy(),
        Personal(
            withheld={
                "content": "holds payments of others too; one's own are given with the payments",
                "sha256": "a check sum",
                "name": "a number of the file",
            },
        ),
    ),
    Keeping(
        "payments.BankStatement",
        _("Ingelezen bankafschriften"),
        Lasting("tells which files of the bank were read already"),
        NoPerson("The bank's name of a file, and how many entries it held."),
    ),
    Keeping(
        "payments.BankStatementEntry",
        _("Wat de bank over een betaling zei"),
        Part("attempt"),
        Personal(withheld={"reference": "a number of the bank"}),
    ),
    Keeping(
        "payments.DebtorAccount",
        _("Rekeningen van de gemeente"),
        Lasting("payments of every year name the account they came from"),
        NoPerson("The municipality's own account."),
    ),
)
