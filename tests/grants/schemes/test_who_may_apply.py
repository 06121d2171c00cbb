"""Which kinds of applicant the form may offer, read off the rule itself."""

from __future__ import annotations

from typing import Any

import pytest

from kernkracht.grants.applications.models import GrantApplication
from kernkracht.grants.schemes.accessors import WhoMayApply, who_may_apply
from kernkracht.grants.schemes.evaluation import evaluate
from kernkracht.grants.schemes.facts import Facts
from kernkracht.grants.schemes.findings import Outcome
from kernkracht.grants.schemes.interchange import load_scheme_file

from .build import SEEDS, TODAY, rules

KINDS = tuple(GrantApplication.ApplicantKind.values)


def who(parameters: dict[str, Any], **facts: Any) -> WhoMayApply:
    return who_may_apply(rules(("applicant_type", parameters)), Facts(**facts), KINDS, TODAY)


def test_without_a_rule_anybody_may_apply_and_nothing_is_said() -> None:
    assert who_may_apply(rules(), Facts(), KINDS, TODAY) == WhoMayApply(KINDS)


def test_the_rule_leaves_its_kinds_and_says_which() -> None:
    found = who({"allowed_types": ["residents_group", "resident"]})
    assert found.kinds == ("resident", "residents_group")
    assert found.sentence == "Deze regeling is voor een groep inwoners of een inwoner."


def test_a_narrower_kind_hides_under_those_that_people_can_choose() -> None:
    found = who({"allowed_types": ["resident", "community_house", "signalling_group"]})
    assert found.kinds == ("resident", "residents_group", "association", "foundation", "organisation")
    assert found.hints["foundation"] == "een dorpshuis of buurthuis of een geregistreerde signaleringsgroep"
    assert "resident" not in found.hints


def test_the_words_of_the_scheme_itself_are_kept() -> None:
    spelled = {"code": "residents_group", "label": "een vertegenwoordiger van inwoners"}
    found = who({"allowed_types": [spelled, "association"]})
    assert dict(found.own_labels) == {"residents_group": "een vertegenwoordiger van inwoners"}


def test_only_legal_bodies_leaves_out_people_and_keeps_who_may_be_one() -> None:
    allowed = ["resident", "association", "business"]
    found = who({"allowed_types": allowed, "legal_body_required": True}, applicant_is_legal_body=True)
    assert found.kinds == ("association", "business")
    assert found.sentence.endswith("De aanvrager is een rechtspersoon.")


def test_rules_that_leave_nobody_let_everybody_choose() -> None:
    assert who({"allowed_types": ["resident"], "legal_body_required": True}) == WhoMayApply(KINDS)


def test_another_village_may_have_another_rule() -> None:
    made = rules(
        {
            "key": "wie",
            "kind": "applicant_type",
            "parameters": {"allowed_types": ["resident"]},
            "overrides": {"ommeren": {"allowed_types": ["association"]}},
        }
    )
    assert who_may_apply(made, Facts(village="ommeren"), KINDS, TODAY).kinds == ("association",)
    assert who_may_apply(made, Facts(village="lienden"), KINDS, TODAY).kinds == ("resident",)


@pytest.mark.parametrize("path", SEEDS, ids=[path.stem for path in SEEDS])
def test_every_scheme_offers_what_its_assessment_lets_through(path: Any) -> None:
    made = load_scheme_file(path.read_bytes()).rules
    offered = set(who_may_apply(made, Facts(), KINDS, TODAY).kinds)
    for kind in KINDS:
        findings = evaluate(made, Facts(applicant_kind=kind), TODAY).findings
        refused = any(f.kind == "applicant_type" and f.outcome == Outcome.NOT_MET for f in findings)
        assert (kind not in offered) == refused
