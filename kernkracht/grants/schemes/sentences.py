"""The rules as people read them: the public rules page and the assessment sheet show the same sentences (R147)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from django.utils.translation import gettext_lazy as _

from .kinds import GROUPS
from .rules import RuleSet

GROUP_TITLES: Mapping[str, object] = {
    "who": _("Wie mag aanvragen"),
    "content": _("Waar het plan aan voldoet"),
    "money": _("Hoeveel geld u krijgt"),
    "costs": _("Welke kosten tellen mee"),
    "budget": _("Hoeveel geld er is"),
    "time": _("Wanneer u aanvraagt en antwoord krijgt"),
    "documents": _("Wat u invult en meestuurt"),
    "decision": _("Wie beslist"),
    "distribution": _("Hoe wij het geld verdelen"),
    "payment": _("Hoe u het geld krijgt"),
    "accountability": _("Wat u daarna doet"),
    "challenge": _("Een taak overnemen"),
}


class HasSlug(Protocol):
    """A village record, without a need of its table."""

    slug: str


@dataclass(frozen=True)
class RuleSentence:
    """One rule in plain Dutch. `differs_in` names the villages (slugs) where it is otherwise."""

    criterion: str
    kind: str
    text: str
    article: str
    checked_by: str
    differs_in: tuple[str, ...] = ()


@dataclass(frozen=True)
class SentenceGroup:
    group: str
    title: str
    sentences: tuple[RuleSentence, ...]


def sentences(rules: RuleSet, village: HasSlug | str | None = None) -> list[SentenceGroup]:
    """All rules grouped by subject, as they hold everywhere or in one village (a record or its slug)."""
    slug = village if isinstance(village, str) else village.slug if village else ""
    local = rules.in_village(slug)
    groups = []
    for group in GROUPS:
        found = tuple(
            RuleSentence(
                criterion=rule.key,
                kind=rule.kind,
                text=rule.statement,
                article=rule.article,
                checked_by=rule.terms.checked_by,
                differs_in=() if slug else tuple(rule.overrides),
            )
            for rule in local.rules
            if rule.terms.group == group
        )
        if found:
            groups.append(SentenceGroup(group, str(GROUP_TITLES[group]), found))
    return groups
