"""What letters say: mandatory blocks, the words of each outcome, and paper that everybody can read."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pdfua
import pytest
from django.conf import settings
from django.utils.html import strip_tags

from kernkracht.community.people.models import Assignment, Role, RoleLabel
from kernkracht.community.people.queries import role_label
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.notices.actions import change_text
from kernkracht.foundation.notices.kinds import notice_kinds
from kernkracht.foundation.notices.models import OutboxMessage
from kernkracht.foundation.notices.texts import render_letter, render_notice, try_text
from kernkracht.grants.applications import actions, letters
from kernkracht.grants.applications.models import BudgetLine, GrantDecision, Outcome
from kernkracht.grants.applications.receipts import send_receipt
from tests.factories.applications import NOON

from .desk import DECIDED_AT, RULES, Desk

pytestmark = pytest.mark.django_db
OFFICE_KINDS = [
    letters.FRAME,
    letters.AWARD,
    letters.PARTIAL_AWARD,
    letters.REFUSAL,
    letters.CARRY_OVER,
    letters.REFERRAL,
    letters.UNTREATED,
    letters.COMPLETION,
    letters.ADVICE_ASKED,
    letters.ADVICE_GIVEN,
]


def text_of(html: str) -> str:
    body = html.partition("<body>")[2] or html
    return " ".join(unescape(strip_tags(body)).replace("\u00a0", " ").split())


def decided(desk: Desk, **more: Any) -> GrantDecision:
    return actions.decide_as_proposed(
        application=desk.case, no_interest=True, by=desk.decider.actor, at=more.pop("at", DECIDED_AT), **more
    )


def letter_text(decision: GrantDecision) -> str:
    assert decision.letter is not None
    return text_of(decision.letter.html)


@pytest.mark.parametrize("code", OFFICE_KINDS)
def test_every_text_fills_in_with_its_example(code: str) -> None:
    kind = notice_kinds()[code]
    for part in kind.parts():
        source = kind.default_text(part, "nl")
        assert source is not None
        assert try_text(kind, part, "nl", source).strip()


def test_an_award_letter_word_for_word() -> None:
    desk = Desk(rules=[*RULES, ("pay_up_front", {}), ("account_light", {"term_weeks": 8, "forms": ["photo"]})])
    desk.case.contact_name = "Robin Voorbeeld"
    type(desk.case).objects.filter(pk=desk.case.pk).update(iban="NL91ABNA0417164300")
    desk.judge()
    desk.propose(obligations="- U zet een bordje bij de bomen.")
    assert letter_text(decided(desk)) == (
        "gemeente VoorbeeldPostbus 1 1234 AB Voorbeeld Robin Voorbeeld Dorpsstraat 1 1234 AB Voorbeelddorp "
        f"Datum9 maart 2026 Ons kenmerk{desk.case.number} Vragen?Sanne Voorbeeld, 0344 - 00 00 00 "
        "U krijgt € 500 voor Pluktuin bij de school "
        "Beste Robin Voorbeeld, "
        f"Op 2 maart 2026 vroeg u € 500 voor uw plan ‘Pluktuin bij de school’ in {desk.village}. U krijgt dit geld. "
        "Ons besluit "
        f"Wij geven u € 500. Dat doen wij op grond van: Voorbeeldverordening, artikel 1 ({desk.version.scheme}). "
        "Waarom wij dit besluiten "
        "Het plan brengt buren bij elkaar. "
        "Wij hebben naar deze voorwaarden gekeken: "
        f"{open_access_statement(desk)} Voldoet. Iedereen uit de buurt mag meedoen. "
        "Wat wij van u vragen "
        "Uw plan moet uiterlijk klaar zijn op 1 oktober 2026. "
        "U zet een bordje bij de bomen. "
        "Gaat het plan niet door of verandert het? Dan meldt u dat meteen. "
        "Wanneer u het geld krijgt "
        "Wij maken het geld over op de rekening die u heeft opgegeven. U heeft het geld uiterlijk op 20 april 2026. "
        "Laten zien wat u met het geld deed "
        f"{account_statement(desk)} "
        "Houdt u zich niet aan deze afspraken? Dan kunnen wij het geld lager vaststellen of terugvragen. "
        "Met vriendelijke groet, "
        "Namens het college van burgemeester en wethouders van Voorbeeld, "
        f"Sam Besluit{role_label('decision_maker', DECIDED_AT.date())} "
        "Dit besluit is genomen op grond van: Mandaatbesluit 2026, nummer 12. "
        "Bent u het niet eens met dit besluit? "
        "Bel ons eerst. Vaak kunnen wij uw vraag snel beantwoorden. "
        "U kunt ook bezwaar maken. Dat doet u binnen 6 weken na de dag waarop wij deze brief stuurden. "
        "Uw bezwaar moet er uiterlijk zijn op 20 april 2026. "
        "Stuur uw bezwaar naar: Postbus 1, 1234 AB Voorbeeld. "
        f"Of maak bezwaar via de website: {settings.SITE_URL}/bezwaar/{desk.case.token}/. "
        "Zet in uw bezwaar: uw naam en adres, de datum, tegen welk besluit u bezwaar maakt "
        f"(kenmerk {desk.case.number}), waarom u het er niet mee eens bent, en uw handtekening."
    )


def open_access_statement(desk: Desk) -> str:
    from kernkracht.grants.schemes.queries import rules_of

    return rules_of(desk.version).rule("open-access").statement


def account_statement(desk: Desk) -> str:
    from kernkracht.grants.schemes.queries import rules_of

    return rules_of(desk.version).rule("account-light").statement


def test_a_partial_award_says_which_cap_bound_it_and_which_costs_do_not_count() -> None:
    desk = Desk(rules=[*RULES, ("non_eligible_costs", {"cost_kinds": ["food_drink"]})], requested_cents=900_00)
    BudgetLine.objects.create(
        application=desk.case, position=2, description="Broodjes", cost_kind="food_drink", amount_cents=60_00
    )
    desk.judge()
    desk.propose(amount_cents=750_00)
    text = letter_text(decided(desk))
    assert "vroeg u € 900" in text
    assert "Wij geven u € 750" in text
    assert "Het andere deel van uw aanvraag (€ 150) wijzen wij af." in text
    assert "Broodjes (€ 60)" in text
    assert "€ 750" in text.partition("Waarom u niet alles krijgt")[2].partition("Deze kosten")[0]


def test_what_is_left_under_the_ceiling_is_explained() -> None:
    desk = Desk(money_cents=120_00)
    desk.judge()
    desk.propose(amount_cents=None, up_to_room=True)
    assert "Onder het subsidieplafond is nog € 120 over." in letter_text(decided(desk))


def test_a_refusal_names_the_unmet_rule_and_its_reason() -> None:
    desk = Desk()
    desk.judged_and_proposed(outcome=Outcome.REFUSE, refusal_ground="open_access", reason="Het feest is voor leden.")
    text = letter_text(decided(desk))
    assert "Wij wijzen uw aanvraag af." in text
    assert f"{open_access_statement(desk)} Voldoet niet. Iedereen uit de buurt mag meedoen." in text
    assert "Het feest is voor leden." in text
    assert "bezwaar" in text


def test_a_refusal_on_the_ceiling_names_the_law() -> None:
    desk = Desk(money_cents=500_00)
    desk.judged_and_proposed()
    desk.case = desk.another_case()
    desk.judge()
    desk.propose(outcome=Outcome.REFUSE, refusal_ground="ceiling", reason="Het plafond is bereikt.")
    text = letter_text(decided(desk))
    assert "Het geld voor dit jaar is op." in text
    assert "Awb 4:25 lid 2" in text


def test_each_rule_stands_apart_from_its_outcome_and_its_reason() -> None:
    desk = Desk()
    desk.judged_and_proposed()
    decision = decided(desk)
    assert decision.letter is not None
    rule = decision.letter.html.partition('<ul class="rules">')[2].partition("</li>")[0]
    assert f'<p class="rule">{open_access_statement(desk)}</p>' in rule
    assert "<p><strong>Voldoet.</strong> Iedereen uit de buurt mag meedoen.</p>" in rule


def test_a_rule_that_is_not_met_is_told_first() -> None:
    desk = Desk(rules=[("several_residents", {}), *RULES])
    desk.judge(criterion="several-residents")
    desk.judged_and_proposed(outcome=Outcome.REFUSE, refusal_ground="open_access")
    text = letter_text(decided(desk)).partition("deze voorwaarden")[2]
    assert text.index("Voldoet niet.") < text.index("Voldoet. ")


def test_the_signature_names_the_function_on_that_day() -> None:
    desk = Desk()
    role = Role.objects.get(code=Role.Code.DECISION_MAKER)
    RoleLabel.objects.create(role=role, label="clustermanager", plural="clustermanagers", since=date(2025, 1, 1))
    RoleLabel.objects.create(role=role, label="directeur", plural="directeuren", since=date(2027, 1, 1))
    desk.judged_and_proposed()
    decision = decided(desk)
    assert decision.letter is not None
    assert "<strong>Sam Besluit</strong><br>clustermanager" in decision.letter.html


def test_who_stands_in_signs_as_stand_in() -> None:
    desk = Desk()
    role = Role.objects.get(code=Role.Code.DECISION_MAKER)
    RoleLabel.objects.create(role=role, label="clustermanager", plural="clustermanagers", since=date(2025, 1, 1))
    post = Assignment.objects.get(user=desk.decider)
    post.user, post.stand_in = None, desk.decider
    post.save()
    desk.judged_and_proposed()
    assert "Sam Besluitplaatsvervangend clustermanager" in letter_text(decided(desk))


def test_pay_after_receipts_asks_for_receipts_and_nothing_more() -> None:
    desk = Desk(rules=[*RULES, ("pay_after_receipts", {})])
    desk.judged_and_proposed()
    text = letter_text(decided(desk))
    assert "U stuurt ons alleen de bonnen." in text
    assert "U hoeft ons achteraf niets te sturen." not in text


def test_both_awards_have_one_source_and_may_get_a_text_of_their_own() -> None:
    whole, part = notice_kinds()[letters.AWARD], notice_kinds()[letters.PARTIAL_AWARD]
    assert whole.default_text("letter.html", "nl") == part.default_text("letter.html", "nl")
    change_text(
        kind=letters.PARTIAL_AWARD, part="subject.txt", language="nl", body="Een deel", by=Actor.system(), at=NOON
    )
    assert render_notice(letters.PARTIAL_AWARD, letters.DecisionContext()).subject == "Een deel"
    mail = render_notice(letters.AWARD, letters.DecisionContext(refused_cents=0))
    assert mail.subject.startswith("U krijgt €\u00a0750")


def test_a_receipt_on_paper_has_sender_address_and_signature() -> None:
    desk = Desk()
    desk.case.wants_paper = True
    send_receipt(desk.case, by=Actor.system(), at=NOON)
    text = text_of(OutboxMessage.objects.get(kind="application_received", channel="print").letter.html)  # type: ignore[union-attr]
    assert "gemeente VoorbeeldPostbus 1 1234 AB Voorbeeld Robin Voorbeeld Dorpsstraat 1" in text
    assert f"Ons kenmerk{desk.case.number}" in text
    assert "Sanne Voorbeeld" in text.partition("Namens het college van")[2]
    assert "bezwaar" not in text


def test_pay_after_receipts_has_no_pay_day() -> None:
    desk = Desk(rules=[*RULES, ("pay_after_receipts", {"term_weeks": 6})])
    desk.judged_and_proposed()
    text = letter_text(decided(desk))
    assert "U betaalt eerst zelf." in text
    assert "Stuur de bonnen binnen 6 weken na afloop van uw plan." in text
    assert "U heeft het geld uiterlijk op" not in text


def test_a_financial_report_is_asked_from_its_amount_only() -> None:
    rules = [*RULES, ("account_financial", {"from_amount": 600})]
    below = Desk(rules=rules)
    below.judged_and_proposed()
    assert "verslag met alle kosten" not in letter_text(decided(below))
    above = Desk(rules=rules, requested_cents=600_00)
    above.judged_and_proposed(amount_cents=600_00)
    assert "verslag met alle kosten" in letter_text(decided(above))


@pytest.mark.parametrize("day", [date(2026, 3, 26), date(2026, 3, 23)])
def test_the_objection_term_ends_on_a_working_day(day: date) -> None:
    """Six weeks after Thursday 26 March 2026 is Thursday 7 May; after Monday 23 March is Monday 4 May."""
    desk = Desk()
    desk.judged_and_proposed()
    at = DECIDED_AT + timedelta(days=(day - DECIDED_AT.date()).days)
    last = {date(2026, 3, 26): "7 mei 2026", date(2026, 3, 23): "4 mei 2026"}[day]
    assert f"uiterlijk zijn op {last}" in letter_text(decided(desk, at=at))


def test_markup_of_applicants_and_officers_stays_text() -> None:
    desk = Desk()
    type(desk.case).objects.filter(pk=desk.case.pk).update(title="<script>alert(1)</script>", contact_name="A <b> C")
    desk.judge()
    desk.propose(reason="Goed <i>plan</i> {{ number }}")
    decision = decided(desk)
    assert decision.letter is not None
    for markup in ("<script>", "A <b>", "<i>"):
        assert markup not in decision.letter.html
    assert "{{ number }}" in decision.letter.html


def test_an_own_text_that_drops_a_mandatory_block_stops_the_decision() -> None:
    desk = Desk()
    desk.judged_and_proposed()
    change_text(
        kind=letters.AWARD,
        part="letter.html",
        language="nl",
        body="<p>Gefeliciteerd met {{ title }}!</p>",
        by=Actor.system(),
        at=NOON,
    )
    with pytest.raises(actions.UnableToDecide, match="ontbreekt"):
        decided(desk)
    assert not GrantDecision.objects.exists()
    assert not OutboxMessage.objects.filter(kind=letters.AWARD).exists()


def test_an_own_text_that_keeps_the_blocks_is_used() -> None:
    desk = Desk()
    desk.judged_and_proposed()
    body = (
        "<p>Gefeliciteerd! {{ amount_cents|euro }}. {{ reason }} {{ payment }} {{ pay_by|day }} "
        "{{ carry_out_by|day }}</p>"
    )
    change_text(kind=letters.AWARD, part="letter.html", language="nl", body=body, by=Actor.system(), at=NOON)
    assert "Gefeliciteerd! € 500." in letter_text(decided(desk))


def test_the_paper_is_tagged_and_sound(tmp_path: Path) -> None:
    desk = Desk(rules=[*RULES, ("account_light", {"term_weeks": 8})])
    desk.judged_and_proposed()
    decision = decided(desk)
    assert decision.letter is not None
    path = tmp_path / "besluit.pdf"
    path.write_bytes(decision.letter.pdf)
    report = pdfua.validate(str(path))
    assert not [f for f in report.findings if f.severity == pdfua.Severity.ERROR]
    if shutil.which("qpdf"):
        check = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, text=True, check=False)  # noqa: S607
        assert check.returncode == 0, check.stdout + check.stderr


def test_mails_carry_the_link_and_no_inside_information() -> None:
    context = letters.DecisionContext()
    for code in (letters.AWARD, letters.PARTIAL_AWARD, letters.REFUSAL, letters.UNTREATED):
        mail = render_notice(code, context)
        assert context.link in mail.body_text
        assert context.reason not in mail.body_text


def test_a_frame_without_mandate_is_signed_by_the_executive_itself() -> None:
    html = render_letter(letters.FRAME, letters.FrameContext(mandate="", on_behalf=False))
    assert "Namens" not in text_of(html)
    assert "Het college van burgemeester en wethouders van Voorbeeld" in text_of(html)
