"""What pages show of the rules: everywhere with what is otherwise in villages, or as it holds in one of them."""

from __future__ import annotations

from typing import Any

from kernkracht.grants.schemes.rules import RuleSet
from kernkracht.web.scheme_sentences import rule_groups
from tests.grants.schemes.build import rules

NAMES = {"asch": "Asch", "zoelen": "Zoelen"}
MONEY = {"key": "money", "kind": "max_per_application", "parameters": {"amount": 750}}
ACCESS = {"key": "access", "kind": "open_access"}


def made() -> RuleSet:
    return rules(
        MONEY | {"overrides": {"asch": {"amount": 1000}, "gone": {"amount": 5}}},
        ACCESS | {"statement": "Iedereen mag meedoen voor € 5."},
    )


def shown(village: str = "") -> list[dict[str, Any]]:
    return [sentence for group in rule_groups(made(), NAMES, village) for sentence in group["sentences"]]


def test_everywhere_it_tells_where_it_is_otherwise_and_only_of_villages_that_may_be_named() -> None:
    access, money = shown()
    assert (money["text"], money["is_local"]) == ("U krijgt per aanvraag hoogstens €\u00a0750.", False)
    assert money["elsewhere"] == [("Asch", "U krijgt per aanvraag hoogstens €\u00a01.000.")]
    assert access["elsewhere"] == []


def test_in_one_village_it_says_what_holds_there_and_nothing_of_others() -> None:
    access, money = shown("asch")
    assert (money["text"], money["is_local"]) == ("U krijgt per aanvraag hoogstens €\u00a01.000.", True)
    assert (money["elsewhere"], access["is_local"]) == ([], False)
    assert shown("zoelen")[1]["text"] == "U krijgt per aanvraag hoogstens €\u00a0750."


def test_amounts_typed_by_hand_stay_on_one_line() -> None:
    assert shown()[0]["text"] == "Iedereen mag meedoen voor €\u00a05."
