"""When and to whom the money goes. accessors.py gathers these into one answer."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kernkracht.grants.schemes.parameters import Count, Item, Labelled, ListOf, Percent, param

from .base import Case, Check, Kind, ProcessKind, labels, met, not_met, or_list, weeks_text
from .money import percent_text
from .vocabulary import PAYEES


@dataclass(frozen=True, kw_only=True)
class PayUpFront(
    ProcessKind, id="pay_up_front", group="payment", nl=gettext_lazy("vooraf uitbetaald"), en="Paid in advance",
    by="process", once=True,
):  # fmt: skip
    def statement(self) -> str:
        return _("U krijgt het geld vooraf.")

    def questions(self) -> tuple[str, ...]:
        return ("iban",)


@dataclass(frozen=True, kw_only=True)
class PayAfterReceipts(
    ProcessKind, id="pay_after_receipts", group="payment", nl=gettext_lazy("achteraf declareren"),
    en="Applicant pays first and declares afterwards", by="process", once=True,
):  # fmt: skip
    term_weeks: int | None = param(Count("weeks", high=104), gettext_lazy("binnen zoveel weken"))

    def statement(self) -> str:
        sentence = _("U betaalt eerst zelf. Daarna stuurt u de bonnen en krijgt u het geld.")
        if self.term_weeks:
            sentence += " " + _("Stuur de bonnen binnen {weeks}.").format(weeks=weeks_text(self.term_weeks))
        return sentence

    def questions(self) -> tuple[str, ...]:
        return ("iban",)


@dataclass(frozen=True, kw_only=True)
class PayeeRule(
    ProcessKind, id="payee_rule", group="payment", nl=gettext_lazy("uitbetaling aan"),
    en="Who may receive the money / how", by="process", once=True,
):  # fmt: skip
    allowed: tuple[Item, ...] = param(ListOf(Labelled(PAYEES)), gettext_lazy("aan wie"), required=True)

    def statement(self) -> str:
        return _("Wij betalen aan {payees}.").format(payees=or_list(labels(self.allowed)))

    def questions(self) -> tuple[str, ...]:
        return ("iban",)


@dataclass(frozen=True, kw_only=True)
class PartialAdvance(
    Kind, id="partial_advance", group="payment", nl=gettext_lazy("voorschot percentage"),
    en="Advance of a percentage on request", once=True,
):  # fmt: skip
    """The answer `advance_pct` is what somebody asks in advance; without it nobody asks."""

    pct: Decimal = param(Percent(), gettext_lazy("percentage"), required=True)

    def statement(self) -> str:
        return _("U kunt vragen om een voorschot van hoogstens {share}.").format(share=percent_text(self.pct))

    def questions(self) -> tuple[str, ...]:
        return ("advance_pct", "iban")

    def check(self, case: Case) -> Check:
        asked = case.facts.answers.get("advance_pct")
        if not isinstance(asked, int):
            return met(_("U vraagt geen voorschot."))
        if asked <= self.pct:
            return met(_("U vraagt {share} vooraf. Dat mag.").format(share=percent_text(Decimal(asked))))
        return not_met(
            _("U vraagt {share} vooraf. Het mag hoogstens {most} zijn.").format(
                share=percent_text(Decimal(asked)), most=percent_text(self.pct)
            ),
            repairable=True,
        )
