"""How long this room's rows are kept, and what they hold about people."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.retention.declarations import Keeping, Lasting, NoPerson, declare_keeping

_MONEY = Lasting("totals of every year are counted from it, and a trigger refuses to remove it")
_NOBODY = NoPerson("Amounts, case numbers, and decisions of council and executive; never who applied.")

declare_keeping(
    Keeping("budgets.CouncilBudget", _("Budgetten van de raad"), _MONEY, _NOBODY),
    Keeping("budgets.GrantCeiling", _("Plafonds"), _MONEY, _NOBODY),
    Keeping("budgets.CeilingVersion", _("Bekendgemaakte bedragen"), _MONEY, _NOBODY),
    Keeping("budgets.LedgerAct", _("Handelingen in het geldboek"), _MONEY, _NOBODY),
    Keeping("budgets.LedgerEntry", _("Boekingen"), _MONEY, _NOBODY),
)
