"""The pages of the form: which questions of a scheme stand on which page, and how far somebody is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kernkracht.grants.applications.models import GrantApplication
from kernkracht.grants.applications.rules import RuleSet
from kernkracht.grants.schemes.questions import Question, questions


@dataclass(frozen=True)
class Step:
    """One page: its name in code, its place in the address, and its title."""

    code: str
    slug: str
    title: object


STEPS = (
    Step("plan", "plan", _("Uw plan")),
    Step("fit", "voorwaarden", _("Past uw plan?")),
    Step("who", "aanvrager", _("Wie vraagt aan?")),
    Step("costs", "kosten", _("Kosten en geld")),
    Step("documents", "bijlagen", _("Bijlagen")),
    Step("contact", "contact", _("Uw gegevens")),
    Step("check", "nakijken", _("Nakijken en versturen")),
)
BY_CODE: Mapping[str, Step] = {step.code: step for step in STEPS}
_FIT = ("conditions_met", "policy_goals")


def step_of(question: Question) -> str:
    """The page of a question: one subject a page, so what the rules ask to explain stands apart from the plan."""
    if ":" in question.code or question.code in _FIT:
        return "fit"
    if question.code == "may_publish" or question.code == "signature":
        return "contact"
    return "documents" if question.step == "details" else question.step


@dataclass(frozen=True)
class FormPlan:
    """The pages that one scheme's rules need, for one draft. Pages without a question are left out."""

    case: GrantApplication
    rules: RuleSet

    @cached_property
    def questions(self) -> Sequence[Question]:
        return [q for q in questions(self.rules) if q.code != "signature"]

    def on_page(self, code: str) -> list[Question]:
        return [question for question in self.questions if step_of(question) == code]

    @cached_property
    def steps(self) -> list[Step]:
        """Applicant and attachments always have a page; “does it fit” and costs only when something is asked."""
        return [s for s in STEPS if s.code not in ("fit", "costs") or self.on_page(s.code)]

    def step_by_slug(self, slug: str) -> Step | None:
        return next((step for step in self.steps if step.slug == slug), None)

    def url(self, step: Step) -> str:
        return reverse("resident:step", args=[self.case.token, step.slug])

    def first_open(self) -> Step:
        """Where to go on: the first page that was not finished."""
        return next((s for s in self.steps if s.code not in self.case.steps_done), self.steps[-1])

    def neighbour(self, step: Step, distance: int) -> Step | None:
        place = self.steps.index(step) + distance
        return self.steps[place] if 0 <= place < len(self.steps) else None

    def progress(self, now: Step) -> list[dict[str, str]]:
        """For the step list: finished pages are links, the present one is marked."""
        return [
            {
                "label": str(step.title),
                "state": "now" if step == now else "done" if step.code in self.case.steps_done else "next",
                "url": self.url(step) if step.code in self.case.steps_done else "",
            }
            for step in self.steps
        ]
