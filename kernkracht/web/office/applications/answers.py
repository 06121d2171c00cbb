"""What the applicant answered to the questions of the rules, as the office reads it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from kernkracht.foundation.money import format_euro
from kernkracht.grants.applications.models import GrantApplication
from kernkracht.grants.schemes.questions import Question, questions
from kernkracht.grants.schemes.rules import RuleSet

EXPLAINED, DECLARED = "explain:", "declare:"
"""Questions about one criterion; their answers stand beside it."""


def said_about(case: GrantApplication, criterion: str) -> str:
    """What the applicant explained or declared about one criterion; empty when nothing was asked or answered."""
    explained = case.answers.get(f"{EXPLAINED}{criterion}")
    if explained:
        return str(explained)
    return str(_("Dit klopt voor mijn plan.")) if case.answers.get(f"{DECLARED}{criterion}") is True else ""


def answer_rows(case: GrantApplication, rules: RuleSet) -> list[dict[str, Any]]:
    """Label and answer of every further question that was answered, in the order of the form."""
    asked = [q for q in questions(rules) if not q.code.startswith((EXPLAINED, DECLARED))]
    return [
        {"label": question.label, "value": _text(question, case.answers[question.code])}
        for question in asked
        if case.answers.get(question.code) not in (None, "", [], {})
    ]


def _text(question: Question, value: object) -> str:
    if isinstance(value, bool) or question.widget == "yes_no":
        return str(_("Ja") if value in (True, "yes") else _("Nee"))
    if question.widget == "euro" and isinstance(value, int):
        return format_euro(value)
    return dict(question.options).get(str(value), str(value))
