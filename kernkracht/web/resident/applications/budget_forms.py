"""The budget: lines, other money, and the amount that is asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.design_system.fields import EuroField, PlainLanguage
from kernkracht.grants.applications.actions import CostEntry, IncomeEntry
from kernkracht.grants.applications.actions.drafting import MAX_LINES
from kernkracht.grants.applications.models import GrantApplication, IncomeLine
from kernkracht.grants.schemes.questions import Question

from .fields import ShortTextField
from .forms import StepForm

PREFIX = "regel"
OWN, PUBLIC, OTHER = IncomeLine.Kind.OWN, IncomeLine.Kind.PUBLIC, IncomeLine.Kind.OTHER
INCOMES: dict[str, tuple[str, object, object]] = {
    "own": (OWN, _("Hoeveel geld legt u zelf in?"), _("Niets? Laat dit dan leeg.")),
    "public": (PUBLIC, _("Hoeveel andere subsidie krijgt u?"), _("Ook van de provincie of een fonds.")),
    "other": (OTHER, _("Hoeveel geld komt er nog meer binnen?"), _("Bijvoorbeeld entree, verkoop of een sponsor.")),
}
ASKS_FOR = {"own_share": "own", "own_money": "own", "other_public_contribution": "public", "income": "other"}
_LINES = ("costs", *ASKS_FOR)


class BudgetForm(StepForm):
    """Everything on the page but the lines."""

    def __init__(self, *args: Any, asked: Sequence[Question], **kwargs: Any) -> None:
        self.incomes = list(dict.fromkeys(ASKS_FOR[q.code] for q in asked if q.code in ASKS_FOR))
        super().__init__(*args, asked=[q for q in asked if q.code not in _LINES], **kwargs)

    def add_fields(self) -> None:
        kept = {line.kind: line.amount_cents for line in self.case.income_lines.all()}
        for name in self.incomes:
            kind, label, hint = INCOMES[name]
            self.place(f"income_{name}", EuroField(label=label, help_text=hint, required=False), after="requested")
            self.initial.setdefault(f"income_{name}", kept.get(kind))

    def requested(self) -> int | None:
        found = self.cleaned_data.get("requested")
        return found if isinstance(found, int) else None

    def income_entries(self) -> list[IncomeEntry]:
        amounts = {INCOMES[name][0]: self.cleaned_data.get(f"income_{name}") for name in self.incomes}
        return [IncomeEntry(kind, "", cents) for kind, cents in amounts.items() if cents]

    def answers(self) -> dict[str, object]:
        return {name: value for name, value in super().answers().items() if not name.startswith("income_")}


class LineForm(PlainLanguage, forms.Form):
    """One cost. A line that is wholly empty is no line."""

    description = ShortTextField(label=_("Waarvoor?"), longest=150)
    cost_kind = forms.ChoiceField(label=_("Soort kosten"))
    amount = EuroField(label=_("Bedrag"))

    def __init__(self, *args: Any, kinds: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["cost_kind"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [
                ("", str(_("Kies een soort"))),
                *((code, label[:1].upper() + label[1:]) for code, label in kinds),
            ]
        self.use_required_attribute = False


class Lines(BaseFormSet[LineForm]):
    """Refuses an empty budget when costs are asked; `asked` False leaves it open."""

    must_have_one = True

    def clean(self) -> None:
        filled = [form for form in self.forms if form.has_changed()]
        if self.must_have_one and not filled:
            raise forms.ValidationError(_("Vul minstens één regel in: waarvoor, welke soort en hoeveel."))

    def entries(self) -> list[CostEntry]:
        """The lines that can be read, in order; wrong and empty ones are left out."""
        found = []
        for form in self.forms:
            if form.has_changed() and form.is_valid():
                clean = form.cleaned_data
                found.append(CostEntry(clean["description"], clean["cost_kind"], clean["amount"]))
        return found


LineFormSet: type[Lines] = formset_factory(  # type: ignore[assignment] # it makes a subclass of `formset`
    LineForm, formset=Lines, extra=0, max_num=MAX_LINES, absolute_max=MAX_LINES + 20
)
EMPTY_LINES = 3
Row = dict[str, Any]


def kept_rows(case: GrantApplication) -> list[Row]:
    """The lines of the case, and empty ones to begin with."""
    rows: list[Row] = [
        {"description": line.description, "cost_kind": line.cost_kind, "amount": line.amount_cents}
        for line in case.budget_lines.all()
    ]
    return rows or [{} for _n in range(EMPTY_LINES)]


def typed_rows(data: QueryDict) -> list[Row]:
    """The lines as typed, right or wrong, in order; never more than there may be."""
    try:
        total = min(int(data.get(f"{PREFIX}-TOTAL_FORMS", "0")), MAX_LINES)
    except ValueError:
        total = 0
    names = ("description", "cost_kind", "amount")
    return [{name: data.get(f"{PREFIX}-{n}-{name}", "") for name in names} for n in range(max(total, 0))]


def unbound_lines(rows: Sequence[Row], kinds: Sequence[tuple[str, str]]) -> Lines:
    return LineFormSet(initial=rows, prefix=PREFIX, form_kwargs={"kinds": kinds})


def bound_lines(data: QueryDict, kinds: Sequence[tuple[str, str]], *, must_have_one: bool) -> Lines:
    lines = LineFormSet(data, prefix=PREFIX, form_kwargs={"kinds": kinds})
    lines.must_have_one = must_have_one
    for form in lines.forms:
        form.empty_permitted = True
    return lines
