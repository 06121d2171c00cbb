"""Which questions the form must ask for these rules, and in which step. Nothing is asked that no rule needs (R113).

The law's own questions come always: name and address, and what is asked (Awb 4:2). So does what may be shown of the
plan; only a scheme that publishes its plans demands the answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .cost_kinds import COST_KINDS
from .kinds.base import HumanKind, labels, or_list
from .kinds.budget import CategoryShare
from .kinds.costs import EligibleCosts, NonEligibleCosts
from .kinds.documents import RequiredDocuments, RequiredFormFields
from .kinds.money import FixedAmount
from .kinds.tiers import Tiers
from .kinds.vocabulary import FIELD_OF, REACHES
from .kinds.who import ApplicantLocal, ApplicantType
from .rules import Rule, RuleSet

Step = Literal["plan", "who", "costs", "details", "contact"]
STEPS: tuple[Step, ...] = ("plan", "who", "costs", "details", "contact")
Widget = Literal[
    "text", "textarea", "choice", "yes_no", "declaration", "euro", "number", "dates", "cost_lines", "income_lines",
    "people", "files", "village", "email", "phone", "iban",
]  # fmt: skip


@dataclass(frozen=True)
class Question:
    """One question. `field` is where the form keeps the answer: a field of the application, or else `answers[code]`."""

    code: str
    step: Step
    widget: Widget
    label: str
    hint: str = ""
    required: bool = False
    options: tuple[tuple[str, str], ...] = ()
    criteria: tuple[str, ...] = ()
    """Keys of the criteria that need the answer; empty for questions that the law asks."""

    @property
    def field(self) -> str:
        return FIELD_OF.get(self.code, self.code)


@dataclass(frozen=True)
class _Template:
    step: Step
    widget: Widget
    label: object
    hint: object = ""
    required: bool = True


CATALOGUE: Mapping[str, _Template] = {
    "title": _Template("plan", "text", gettext_lazy("Hoe heet uw plan?"), gettext_lazy("Bijvoorbeeld: Pluktuin.")),
    "description": _Template("plan", "textarea", gettext_lazy("Wat gaat u doen?")),
    "village": _Template("plan", "village", gettext_lazy("Voor welk dorp is het plan?")),
    "reach": _Template("plan", "choice", gettext_lazy("Voor wie is het plan?")),
    "street": _Template("plan", "text", gettext_lazy("Voor welke straat of buurt is het plan?")),
    "place": _Template("plan", "text", gettext_lazy("Waar is het?")),
    "activity_kind": _Template("plan", "choice", gettext_lazy("Wat voor plan is het?")),
    "category": _Template("plan", "choice", gettext_lazy("Wat voor soort aanvraag is het?")),
    "target_group": _Template("plan", "text", gettext_lazy("Wie doen er mee?")),
    "participants": _Template("plan", "number", gettext_lazy("Hoeveel mensen doen er mee?")),
    "aim": _Template("plan", "textarea", gettext_lazy("Wat wilt u bereiken?")),
    "results": _Template("plan", "textarea", gettext_lazy("Wat is het resultaat?")),
    "planning": _Template("plan", "textarea", gettext_lazy("Wanneer doet u wat?")),
    "duration": _Template("plan", "text", gettext_lazy("Hoelang duurt het?")),
    "activity_dates": _Template("plan", "dates", gettext_lazy("Wanneer is het?")),
    "policy_goals": _Template("plan", "textarea", gettext_lazy("Aan welke doelen van de gemeente draagt het bij?")),
    "conditions_met": _Template("plan", "textarea", gettext_lazy("Waarom voldoet uw plan aan de voorwaarden?")),
    "public_summary": _Template(
        "plan", "textarea", gettext_lazy("Wat mag er over uw plan op de website staan?"),
        gettext_lazy("Schrijf geen namen op."), required=False,
    ),
    "applicant_kind": _Template("who", "choice", gettext_lazy("Wie vraagt het geld aan?")),
    "applicant_is_legal_body": _Template(
        "who", "yes_no", gettext_lazy("Vraagt u aan voor een vereniging of stichting?")
    ),
    "applicant_local": _Template("who", "yes_no", gettext_lazy("Woont u hier, of bent u hier gevestigd?")),
    "co_applicants": _Template("who", "people", gettext_lazy("Wie vragen er met u samen aan?")),
    "supporters": _Template("who", "people", gettext_lazy("Wie steunen uw plan?")),
    "requested": _Template("costs", "euro", gettext_lazy("Hoeveel geld vraagt u aan?")),
    "costs": _Template("costs", "cost_lines", gettext_lazy("Waaraan geeft u het geld uit?")),
    "income": _Template("costs", "income_lines", gettext_lazy("Welke inkomsten heeft het plan?"), required=False),
    "other_public_contribution": _Template(
        "costs", "income_lines", gettext_lazy("Krijgt u nog andere subsidie?"), required=False
    ),
    "own_share": _Template("costs", "income_lines", gettext_lazy("Wat draagt u zelf bij?"), required=False),
    "own_money": _Template("costs", "income_lines", gettext_lazy("Hoeveel geld legt u zelf in?")),
    "own_hours": _Template("costs", "number", gettext_lazy("Hoeveel uur werkt u er zelf aan?"), required=False),
    "advance_pct": _Template("costs", "number", gettext_lazy("Welk deel wilt u vooraf, in procenten?"), required=False),
    "saving_years": _Template("costs", "number", gettext_lazy("Hoeveel jaar wilt u sparen?"), required=False),
    "saving_cents": _Template("costs", "euro", gettext_lazy("Hoeveel wilt u sparen?"), required=False),
    "attachments": _Template("details", "files", gettext_lazy("Welke bestanden stuurt u mee?")),
    "may_publish": _Template(
        "details", "yes_no", gettext_lazy("Mogen wij uw plan op de website zetten?"),
        gettext_lazy("Uw naam staat er nooit bij."),
    ),
    "name": _Template("contact", "text", gettext_lazy("Wat is uw naam?")),
    "address": _Template("contact", "textarea", gettext_lazy("Wat is uw adres?")),
    "email": _Template("contact", "email", gettext_lazy("Wat is uw e-mailadres?"), required=False),
    "phone": _Template("contact", "phone", gettext_lazy("Wat is uw telefoonnummer?"), required=False),
    "iban": _Template(
        "contact", "iban", gettext_lazy("Op welke rekening wilt u het geld?"), gettext_lazy("Een IBAN."), required=False
    ),
    "signature": _Template("contact", "declaration", gettext_lazy("Ik heb alles naar waarheid ingevuld.")),
}  # fmt: skip

ALWAYS = ("title", "description", "village", "name", "address", "email", "phone", "public_summary", "may_publish")


def questions(rules: RuleSet) -> list[Question]:
    """The questions of the form, in order of step and of the catalogue, each once.

    A question that rules need names them; one that `required_form_fields` demands is required.
    """
    needed: dict[str, list[str]] = {code: [] for code in ALWAYS}
    fixed = rules.first(FixedAmount)
    if fixed is None or fixed.amount is None:
        needed |= {"requested": [], "costs": []}
    for rule in rules.rules:
        for code in rule.terms.questions():
            needed.setdefault(code, []).append(rule.key)
    demanded = {item.code for fields in rules.all(RequiredFormFields) for item in fields.fields}
    asked = [_question(code, keys, demanded, rules) for code, keys in needed.items()]
    asked += [question for rule in rules.rules if (question := _own_question(rule))]
    order = {code: i for i, code in enumerate(CATALOGUE)}
    return sorted(asked, key=lambda q: (STEPS.index(q.step), order.get(q.code, len(order))))


def question_of(code: str, *, required: bool) -> Question:
    """A question of the catalogue that no rule asks, for a page that offers it all the same."""
    template = CATALOGUE[code]
    return Question(code, template.step, template.widget, str(template.label), str(template.hint), required)


def _question(code: str, keys: Iterable[str], demanded: set[str], rules: RuleSet) -> Question:
    template = CATALOGUE.get(code)
    if template is None:
        return Question(code, "plan", "textarea", _own_field_label(code, rules), required=True, criteria=tuple(keys))
    question = Question(
        code=code,
        step=template.step,
        widget=template.widget,
        label=str(template.label),
        hint=str(template.hint),
        required=template.required or code in demanded,
        options=_options(code, rules),
        criteria=tuple(dict.fromkeys(keys)),
    )
    if code == "may_publish" and not keys:
        return replace(question, required=False)
    if code == "attachments":
        return replace(question, required=False, hint=_wanted_documents(rules))
    if code == "category" and not question.options:
        return replace(question, widget="text")
    return question


def _own_field_label(code: str, rules: RuleSet) -> str:
    """A scheme's own field: its label as it stands in the scheme."""
    own = (item.label for fields in rules.all(RequiredFormFields) for item in fields.fields if item.code == code)
    label = next(own, code)
    return label[:1].upper() + label[1:]


def _options(code: str, rules: RuleSet) -> tuple[tuple[str, str], ...]:
    if code == "applicant_kind":
        rule = rules.first(ApplicantType)
        return tuple((item.code, item.label) for item in rule.allowed_types) if rule else ()
    if code == "reach":
        return tuple((reach, str(label)) for reach, label in REACHES.items())
    if code == "costs":
        return cost_kind_options(rules)
    if code in ("category", "activity_kind"):
        return tuple(dict.fromkeys(_category_options(code, rules)))
    return ()


def _category_options(code: str, rules: RuleSet) -> Iterable[tuple[str, str]]:
    tiers = rules.first(Tiers)
    if tiers and tiers.tier_key == code:
        yield from ((value, tier.label) for tier in tiers.tiers for value in tier.values)
    if code == "category":
        shares = [share.category for share in rules.all(CategoryShare)]
        yield from ((item.code, item.label) for item in shares)
        if shares and not (tiers and tiers.tier_key == code):
            yield "other", _("iets anders")


def cost_kind_options(rules: RuleSet) -> tuple[tuple[str, str], ...]:
    """Cost kinds for a budget line: those that the rules name first, then the scheme's own, then all others."""
    named = [code for kind in (EligibleCosts, NonEligibleCosts) for rule in rules.all(kind) for code in rule.cost_kinds]
    every = {code: str(label) for code, label in COST_KINDS.items()} | dict(rules.cost_labels)
    order = dict.fromkeys([*named, *rules.cost_labels, *(code for code in every if code != "other"), "other"])
    return tuple((code, every.get(code, code)) for code in order)


def _wanted_documents(rules: RuleSet) -> str:
    items = [item for rule in rules.all(RequiredDocuments) for item in rule.documents]
    tiers = rules.first(Tiers)
    items += [item for tier in (tiers.tiers if tiers else ()) for item in tier.documents]
    return _("Bijvoorbeeld {documents}.").format(documents=or_list(dict.fromkeys(labels(items)))) if items else ""


def document_options(rules: RuleSet) -> tuple[tuple[str, str], ...]:
    """Kinds of attachment that these rules ask for, as (code, label)."""
    items = [item for rule in rules.all(RequiredDocuments) for item in rule.documents]
    tiers = rules.first(Tiers)
    items += [item for tier in (tiers.tiers if tiers else ()) for item in tier.documents]
    return tuple(dict.fromkeys((item.code, item.label) for item in items))


def _own_question(rule: Rule) -> Question | None:
    """A human rule's own question: explain how the plan does this, or declare that it does."""
    terms = rule.terms
    if not isinstance(terms, HumanKind) or not terms.asks:
        return None
    if terms.asks == "declare":
        label = _("Klopt dit voor uw plan? {rule}").format(rule=rule.statement)
        return Question(f"declare:{rule.key}", "details", "declaration", label, required=True, criteria=(rule.key,))
    label = _("{rule} Hoe doet uw plan dat?").format(rule=rule.statement)
    return Question(f"explain:{rule.key}", "plan", "textarea", label, required=True, criteria=(rule.key,))


def local_area_of(rules: RuleSet) -> str:
    """The area level that the question “applicant_local” is about; “” when it is not asked."""
    rule = rules.first(ApplicantLocal)
    return rule.area_level if rule else ""
