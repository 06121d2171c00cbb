"""The dossier and its acts in the browser: what is shown, what is refused with all input kept, who gets in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kernkracht.community.people.permission_codes import Permission
from kernkracht.grants.applications import actions
from kernkracht.grants.applications.models import (
    ApplicationState,
    BudgetLine,
    GrantApplication,
    GrantDecision,
    Outcome,
    Talk,
)
from tests.factories.applications import NOON
from tests.factories.people import officer_with, sign_in
from tests.grants.applications.desk import HUMAN, RULES, Desk

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_second_of_march() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def assessor(desk: Desk) -> Client:
    return sign_in(Client(), desk.assessor)


@pytest.fixture
def decider(desk: Desk) -> Client:
    return sign_in(Client(), desk.decider)


def url(desk: Desk, act: str = "") -> str:
    return f"/werk/aanvragen/{desk.case.number}/{act}"


def errors(answer: Any) -> str:
    return str(answer.context["form"].errors)


def test_the_dossier_shows_the_case_and_what_one_can_do(desk: Desk, assessor: Client) -> None:
    BudgetLine.objects.create(
        application=desk.case, position=2, description="Broodjes", cost_kind="food_drink", amount_cents=60_00
    )
    text = assessor.get(url(desk)).content.decode()
    for expected in ("Pluktuin bij de school", "Broodjes", "robin@example.org", "Begin met beoordelen", "30.000"):
        assert expected in text
    assert "Hoe komen wij aan deze dag?" in text


def test_the_dossier_says_who_decides(assessor: Client) -> None:
    named = Desk(rules=[*RULES, ("decision_maker", {"role": "jury", "mandate_ref": "Juryreglement 2026"})])
    page = sign_in(Client(), named.assessor).get(url(named)).content.decode()
    said = page.partition("Wie beslist</h2>")[2].partition("</section>")[0]
    assert "Een jury" in said
    assert "Juryreglement 2026" in said


def test_without_a_rule_the_executive_decides(desk: Desk, assessor: Client) -> None:
    page = assessor.get(url(desk)).content.decode()
    said = page.partition("Wie beslist</h2>")[2].partition("</section>")[0]
    assert "Het college van burgemeester en wethouders" in said
    assert "In de regels staat niemand anders." in said


def test_an_english_letter_is_announced_wherever_one_writes_for_it(
    desk: Desk, assessor: Client, decider: Client
) -> None:
    note = "De aanvrager krijgt de brief in het Engels."
    desk.judge()
    for language, expected in (("nl", False), ("en", True)):
        GrantApplication.objects.update(language=language)
        assert (note in assessor.get(url(desk, "voorstel/")).content.decode()) is expected
        assert ("Taal van brieven" in assessor.get(url(desk)).content.decode()) is expected
    desk.propose()
    assert note in decider.get(url(desk, "besluit/")).content.decode()
    assert "De brief gaat in het Engels." in decider.get("/werk/besluiten/").content.decode()


def test_the_dossier_asks_the_database_no_more_when_there_is_more(desk: Desk, assessor: Client) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert assessor.get(url(desk)).status_code == 200
        return len(captured.captured_queries)

    desk.judge()
    other = desk.another_case()
    few = count()
    for n in range(30):
        Talk.objects.create(
            application=desk.case, held_on=NOON.date(), summary=f"Gesprek {n}", by=desk.assessor.actor, at=NOON
        )
        desk.another_case()
        desk.judge()
    assert other.pk
    assert count() <= few


def test_judging_keeps_what_was_typed_when_it_is_not_complete(desk: Desk, assessor: Client) -> None:
    address = url(desk, f"beoordelen/{HUMAN}/")
    wrong = assessor.post(address, {"reason": "Iedereen mag komen."})
    assert wrong.status_code == 422
    assert "Iedereen mag komen." in wrong.content.decode()
    right = assessor.post(address, {"verdict": "met", "reason": "Iedereen mag komen."})
    assert right["Location"] == f"{url(desk)}#voorwaarden"
    assert desk.case.judgements.get().reason == "Iedereen mag komen."


@pytest.mark.parametrize("days", ["", "veertien", "0", "91", "1e3", "9" * 400])
def test_a_repair_term_of_nonsense_is_asked_again(desk: Desk, assessor: Client, days: str) -> None:
    answer = assessor.post(url(desk, "aanvulling-vragen/"), {"question": "Stuur een offerte.", "days": days})
    assert answer.status_code == 422
    assert "days" in errors(answer)
    assert "Stuur een offerte." in answer.content.decode()
    assert desk.fresh().state == ApplicationState.SUBMITTED


def test_a_proposal_that_does_not_hold_stays_on_the_page(desk: Desk, assessor: Client) -> None:
    desk.judge()
    given = {"outcome": "grant", "amount": "1,250", "reason": "Mooi plan."}
    asked = assessor.post(url(desk, "voorstel/"), given)
    assert asked.status_code == 422
    assert "Bedoelt u" in errors(asked)
    too_much = assessor.post(
        url(desk, "voorstel/"),
        {**given, "amount": "501", "carry_out_by_0": "1", "carry_out_by_1": "10", "carry_out_by_2": "2026"},
    )
    assert too_much.status_code == 422
    assert "500" in errors(too_much)
    assert "Mooi plan." in too_much.content.decode()
    assert not desk.case.proposals.exists()


def test_deciding_needs_the_tick_and_then_happens_once(desk: Desk, decider: Client) -> None:
    desk.judged_and_proposed()
    refused = decider.post(url(desk, "besluit/"), {"choice": "proposed"})
    assert refused.status_code == 422
    assert "no_interest" in errors(refused)
    for _n in range(2):
        decider.post(url(desk, "besluit/"), {"choice": "proposed", "no_interest": "on"})
    assert GrantDecision.objects.count() == 1
    assert "Toegekend" in decider.get(url(desk)).content.decode()


@pytest.mark.parametrize(
    ("given", "outcome"),
    [
        ({"choice": "less", "amount": "300", "reason": "Het kan goedkoper."}, (Outcome.GRANT, 300_00)),
        ({"choice": "room"}, (Outcome.GRANT, 500_00)),
        ({"choice": "refuse", "ground": "insolvent", "reason": "De stichting is failliet."}, (Outcome.REFUSE, None)),
    ],
)
def test_deciding_otherwise(desk: Desk, decider: Client, given: dict[str, str], outcome: tuple[str, Any]) -> None:
    desk.judged_and_proposed()
    answer = decider.post(url(desk, "besluit/"), {**given, "no_interest": "on"})
    assert answer.status_code == 302
    decision = GrantDecision.objects.get()
    assert (decision.outcome, decision.amount_cents) == outcome


def test_who_may_not_decide_reads_why_and_has_no_button(desk: Desk) -> None:
    desk.judged_and_proposed()
    GrantApplication.objects.filter(pk=desk.case.pk).update(entered_by=desk.decider.actor)
    client = sign_in(Client(), desk.decider)
    text = client.get(url(desk)).content.decode()
    assert "U heeft deze aanvraag zelf ingevoerd." in text
    assert "besluit/" not in text
    answer = client.post(url(desk, "besluit/"), {"choice": "proposed", "no_interest": "on"}, follow=True)
    assert "U heeft deze aanvraag zelf ingevoerd." in answer.content.decode()
    assert not GrantDecision.objects.exists()


def test_a_stack_reports_per_case(desk: Desk, decider: Client) -> None:
    desk.judged_and_proposed()
    mine = desk.another_case(entered_by=desk.decider.actor, title="Zelf ingevoerd plan")
    desk.judged_and_proposed(mine)
    nothing = decider.post("/werk/besluiten/", {"geen-belang": "1"})
    assert nothing.status_code == 422
    untrue = decider.post("/werk/besluiten/", {"zaak": [desk.case.number]})
    assert untrue.status_code == 422
    assert not GrantDecision.objects.exists()
    both = decider.post(
        "/werk/besluiten/", {"zaak": [desk.case.number, mine.number, "A-0-0", "'; --"], "geen-belang": "1"}
    )
    text = both.content.decode()
    assert both.status_code == 422
    assert "U heeft deze aanvraag zelf ingevoerd." in text
    assert "Besloten" in text
    assert GrantDecision.objects.get().application == desk.case


def test_the_stack_asks_the_database_no_more_for_more(desk: Desk, decider: Client) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert decider.get("/werk/besluiten/").status_code == 200
        return len(captured.captured_queries)

    desk.judged_and_proposed()
    few = count()
    for _n in range(8):
        desk.judged_and_proposed(desk.another_case())
    assert count() <= few


def test_buttons_without_a_form(desk: Desk, assessor: Client) -> None:
    assert assessor.get(url(desk, "oppakken/")).status_code == 405
    assessor.post(url(desk, "oppakken/"))
    assert desk.fresh().handler == desk.assessor
    assessor.post(url(desk, "beginnen/"))
    assert desk.fresh().state == ApplicationState.ASSESSING
    again = assessor.post(url(desk, "beginnen/"), follow=True)
    assert "Dit kan niet meer" in again.content.decode()


def test_assigning_to_a_team_and_back(desk: Desk, assessor: Client) -> None:
    team = desk.assessor.assignments.get().team
    assessor.post(url(desk, "toewijzen/"), {"to": f"team:{team.pk}"})
    assert desk.fresh().team == team
    assessor.post(url(desk, "toewijzen/"), {"to": f"user:{desk.assessor.pk}"})
    assert desk.fresh().handler == desk.assessor
    wrong = assessor.post(url(desk, "toewijzen/"), {"to": "user:999999"})
    assert wrong.status_code == 422


def test_what_does_not_exist_or_is_not_yours_is_404(desk: Desk, assessor: Client) -> None:
    assert assessor.get("/werk/aanvragen/A-1900-0001/").status_code == 404
    assert assessor.get(url(desk, "beoordelen/nergens/")).status_code == 302
    nobody = sign_in(Client(), officer_with(Permission.RESEND_MAIL, code="finance_officer"))
    assert nobody.get(url(desk)).status_code == 404
    assert nobody.post(url(desk, "oppakken/")).status_code == 404


def test_advice_on_ones_desk(desk: Desk, assessor: Client) -> None:
    adviser = officer_with(Permission.READ_OFFICE, Permission.ADVISE_APPLICATION, name="Karim Bakker")
    assessor.post(url(desk, "advies-vragen/"), {"of": adviser.pk, "question": "Past dit bij het groen?"})
    client = sign_in(Client(), adviser)
    assert [row.case for row in client.get("/werk/?weergave=advice").context["rows"]] == [desk.case]
    assert client.post(url(desk, "advies/"), {"answer": ""}).status_code == 422
    client.post(url(desk, "advies/"), {"answer": "Ja, prima plek."})
    assert "Ja, prima plek." in assessor.get(url(desk)).content.decode()
    assert client.get(url(desk, "advies/")).status_code == 302


def test_a_returned_proposal_tells_the_assessor_why(desk: Desk, assessor: Client, decider: Client) -> None:
    desk.judged_and_proposed()
    assert decider.post(url(desk, "teruggeven/"), {"reason": " "}).status_code == 422
    decider.post(url(desk, "teruggeven/"), {"reason": "Vraag eerst een offerte."})
    assert "Vraag eerst een offerte." in assessor.get(url(desk)).content.decode()
    assert actions.open_proposal(desk.fresh()) is None
