"""All answers of a draft, in the order of the form, for the last page."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Model
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kernkracht.foundation.money import format_euro
from kernkracht.grants.applications.days import day_of
from kernkracht.grants.applications.models import GrantApplication, IncomeLine
from kernkracht.grants.schemes.cost_kinds import cost_label
from kernkracht.grants.schemes.questions import Question

from ..access import now
from .fields import kept_answer
from .forms import FORMS, WhoForm
from .steps import FormPlan, Step

Row = dict[str, str]


def summary_of(plan: FormPlan) -> list[dict[str, Any]]:
    """Per page: its title, where to change it, and its questions with their answers."""
    makers = {"costs": _cost_rows, "documents": _document_rows}
    return [
        {
            "title": str(step.title),
            "href": f"{plan.url(step)}?na=nakijken",
            "rows": makers.get(step.code, _form_rows)(plan, step),
        }
        for step in plan.steps
        if step.code != "check"
    ]


def _form_rows(plan: FormPlan, step: Step) -> list[Row]:
    if step.code == "who":
        return _who_rows(plan, step)
    form = FORMS[step.code](case=plan.case, asked=plan.on_page(step.code))
    return [{"label": str(f.label), "value": _text(f, kept_answer(plan.case, n))} for n, f in form.fields.items()]


def _who_rows(plan: FormPlan, step: Step) -> list[Row]:
    """What was answered; the kind of applicant in words, also when the rules of today no longer offer it."""
    form = WhoForm(case=plan.case, on=day_of(now()), asked=plan.on_page(step.code))
    rows = [{"label": str(f.label), "value": _text(f, kept_answer(plan.case, n))} for n, f in form.fields.items()]
    for row, name in zip(rows, form.fields, strict=True):
        if name == "applicant_kind":
            row["value"] = str(plan.case.get_applicant_kind_display())
    return [row for row in [*rows, *_companion_rows(plan.case)] if row["value"]]


def _text(field: Any, value: Any) -> str:
    """An answer as a person reads it."""
    if value is True or value is False:
        return _("Ja") if value else _("Nee")
    if isinstance(value, date):
        return date_format(value, "j F Y")
    if value is None or value == "":
        return ""
    if isinstance(value, Model):
        return str(value)
    return {str(code): str(label) for code, label in getattr(field, "choices", [])}.get(str(value), str(value))


def _companion_rows(case: GrantApplication) -> list[Row]:
    return [
        {"label": str(c.get_kind_display()), "value": f"{c.name}{_(' (bevestigd)') if c.confirmed_at else ''}"}
        for c in case.companions.all()
    ]


def _cost_rows(plan: FormPlan, step: Step) -> list[Row]:
    labels = plan.rules.cost_labels
    rows = [
        {"label": f"{line.description} ({cost_label(line.cost_kind, labels)})", "value": format_euro(line.amount_cents)}
        for line in plan.case.budget_lines.all()
    ]
    rows += [
        {"label": str(IncomeLine.Kind(line.kind).label), "value": format_euro(line.amount_cents)}
        for line in plan.case.income_lines.all()
    ]
    return [*rows, *_further_cost_rows(plan)]


def _further_cost_rows(plan: FormPlan) -> list[Row]:
    rows = []
    for question in plan.on_page("costs"):
        if question.widget in ("cost_lines", "income_lines"):
            continue
        value = kept_answer(plan.case, question.code)
        rows.append({"label": question.label, "value": _amount_or_text(question, value)})
    return rows


def _amount_or_text(question: Question, value: Any) -> str:
    if value is None:
        return ""
    return format_euro(value) if question.widget == "euro" and isinstance(value, int) else str(value)


def _document_rows(plan: FormPlan, step: Step) -> list[Row]:
    names = "\n".join(attachment.document.name for attachment in plan.case.attachments.all())
    return [{"label": _("Bestanden"), "value": names or _("Geen")}]
