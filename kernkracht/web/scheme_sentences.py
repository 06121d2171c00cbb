"""The rules of a scheme as sentences, for the public page, the office's page and its preview."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kernkracht.grants.schemes.rules import RuleSet
from kernkracht.grants.schemes.sentences import sentences


def together(text: str) -> str:
    """A sentence of the rules with each amount on one line: a hard space after the euro sign."""
    return text.replace("€ ", "€\u00a0")


def rule_groups(rules: RuleSet, names: Mapping[str, str], village: str = "") -> list[dict[str, Any]]:
    """The sentences by subject, as they hold everywhere or in one village (a slug).

    Everywhere, each also tells what it says in the villages where it is otherwise. `names` holds, by slug, the
    villages that may be told of.
    """
    local = {slug: rules.in_village(slug) for rule in rules.rules for slug in rule.overrides if slug in names}
    return [
        {
            "title": group.title,
            "slug": group.group,
            "sentences": [
                {
                    "key": sentence.criterion,
                    "text": together(sentence.text),
                    "article": sentence.article,
                    "checked_by": sentence.checked_by,
                    "label": str(rules.rule(sentence.criterion).terms.label),
                    "is_local": bool(village) and village in rules.rule(sentence.criterion).overrides,
                    "elsewhere": [
                        (names[slug], together(local[slug].rule(sentence.criterion).statement))
                        for slug in sentence.differs_in
                        if slug in local
                    ],
                }
                for sentence in group.sentences
            ],
        }
        for group in sentences(rules, village)
    ]
