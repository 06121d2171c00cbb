"""The pages of finance: two officers, one file, and refusals that keep what was ticked."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from kernkracht.community.people.permission_codes import Permission
from kernkracht.foundation.audit.models import AuditEvent
from kernkracht.grants.payments.models import AccountChange, DebtorAccount, PaymentBatch, PaymentFile, PaymentObligation
from tests.factories.payments import OTHER_IBAN, OUR_IBAN, owed
from tests.factories.people import officer_with, sign_in
from tests.grants.payments.scene import Finance, fresh
from tests.grants.payments.test_accounts import Award
from tests.grants.payments.test_returning import entry, statement

pytestmark = pytest.mark.django_db


def text_of(answer: Any) -> str:
    plain = unescape(re.sub(r"<[^>]+>", " ", answer.content.decode()))
    return re.sub(r"\s+", " ", plain.replace("\u00a0", " "))


@pytest.fixture
def finance() -> Finance:
    return Finance()


@pytest.fixture
def one(finance: Finance) -> Client:
    return sign_in(Client(), finance.proposer)


@pytest.fixture
def two(finance: Finance) -> Client:
    return sign_in(Client(), finance.releaser)


def propose(client: Client, *rows: PaymentObligation) -> Any:
    return client.post(reverse("office_payment_propose"), {"betaling": [r.pk for r in rows]})


def test_from_list_to_file_by_two_officers(one: Client, two: Client) -> None:
    first, second = owed(100_00), owed(250_50)
    assert first.case_number in text_of(one.get(reverse("office_payments")))
    answer = propose(one, first, second)
    batch = PaymentBatch.objects.get()
    page = reverse("office_payment_batch", args=[batch.number])
    assert answer["Location"] == page
    assert "U heeft haar zelf voorgesteld" in text_of(one.get(page))
    release = reverse("office_payment_release", args=[batch.number])
    assert one.get(release)["Location"] == page
    one.post(release)
    assert not PaymentFile.objects.exists()
    assert "€ 350,50" in text_of(two.get(release))
    two.post(release)
    two.post(release)  # a double click
    assert PaymentFile.objects.count() == 1
    file = two.post(reverse("office_payment_file", args=[batch.number]))
    assert file.content == bytes(PaymentFile.objects.get().content)
    assert f'filename="{batch.number}.xml"' in file["Content-Disposition"]
    assert AuditEvent.objects.filter(event="payment.file_downloaded").count() == 1
    journal = one.get(reverse("office_payment_journal"), {"partij": batch.number}).content.decode("utf-8-sig")
    assert "-250,50" in journal


def test_a_refused_proposal_says_why_and_nothing_is_made(one: Client, finance: Finance) -> None:
    row = owed()
    finance.propose(row)
    answer = propose(one, row)
    assert answer.status_code == 422
    assert "In een betaalpartij" in text_of(answer)
    assert propose(one).status_code == 422
    assert one.post(reverse("office_payment_propose"), {"betaling": ["x", "9" * 30, "1"]}).status_code == 422
    assert PaymentBatch.objects.count() == 1


@pytest.mark.parametrize(
    ("word", "sentence"),
    [
        ("te-laat", "artikel 4:87"),
        ("geblokkeerd", "Vraag de aanvrager om een rekeningnummer"),
        ("wacht", "Bonnen"),
        ("onbekend", "Te betalen"),
    ],
)
def test_each_list_says_what_to_do(one: Client, word: str, sentence: str) -> None:
    owed(), owed(iban=""), owed(due_on=None, condition="receipts")
    assert sentence in text_of(one.get(reverse("office_payments"), {"lijst": word}))


def test_an_obligation_opens_to_the_sum_behind_its_day(one: Client) -> None:
    row = owed(counted_from=date(2026, 3, 9), term_weeks=6)
    text = text_of(one.get(reverse("office_payment", args=[row.pk])))
    assert "De termijn van 6 weken begint op de dag na 9 maart 2026" in text
    assert one.get(reverse("office_payment", args=[row.pk + 999])).status_code == 404


def test_who_only_looks_finds_no_acts() -> None:
    finance, row = Finance(), owed()
    batch = finance.release(finance.propose(row))
    reader = sign_in(Client(), officer_with(Permission.SEE_PAYMENTS))
    page = reader.get(reverse("office_payment_batch", args=[batch.number])).content.decode()
    assert reverse("office_payment_file", args=[batch.number]) not in page
    assert reader.post(reverse("office_payment_file", args=[batch.number])).status_code == 404
    assert propose(reader, row).status_code == 404
    assert reader.post(reverse("office_payment_statements")).status_code == 404


def test_a_batch_is_withdrawn_with_a_reason(one: Client, finance: Finance) -> None:
    row = owed()
    url = reverse("office_payment_withdraw", args=[finance.propose(row).number])
    assert one.post(url, {"reason": ""}).status_code == 422
    assert one.post(url, {"reason": "Te vroeg."}).status_code == 302
    assert fresh(row).state == "open"


def test_a_statement_is_read_or_refused_whole(one: Client, finance: Finance) -> None:
    row = owed()
    attempt = finance.pay(row)[0]
    url = reverse("office_payment_statements")
    bad = one.post(url, {"file": SimpleUploadedFile("a.xml", b"<x>")})
    assert bad.status_code == 422
    assert "Regel 1" in text_of(bad)
    assert one.post(url).status_code == 422
    content = statement(entry(attempt.end_to_end_id))
    answer = one.post(url, {"file": SimpleUploadedFile("a.xml", content)}, follow=True)
    assert "Teruggekomen: 1." in text_of(answer)
    assert "AC04 de rekening is opgeheven" in text_of(one.get(reverse("office_payment", args=[row.pk])))


def test_the_journal_of_some_days(one: Client, finance: Finance) -> None:
    finance.pay(owed(100_00))
    url = reverse("office_payment_journal")

    def asked(year: str) -> dict[str, str]:
        days = {"first": ("1", "4"), "last": ("30", "4")}
        return {
            f"{n}_{part}": v for n, (d, m) in days.items() for part, v in (("day", d), ("month", m), ("year", year))
        }

    assert "-100,00" in one.get(url, asked("2026")).content.decode()
    assert "-100,00" not in one.get(url, asked("2025")).content.decode()
    wrong = one.get(url, asked("26"))
    assert wrong.status_code == 422
    assert "Vul het jaar in met vier cijfers" in text_of(wrong)


def test_a_return_by_hand(one: Client, finance: Finance) -> None:
    row = owed()
    attempt = finance.pay(row)[0]
    url = reverse("office_payment_return", args=[attempt.end_to_end_id])
    day = {"returned_on_day": "16", "returned_on_month": "4", "returned_on_year": "2026"}
    assert one.post(url, {**day, "reason": ""}).status_code == 422
    assert one.post(url, {**day, "reason": "Opgeheven.", "account_is_wrong": "on"}).status_code == 302
    assert fresh(row).block == "came_back"
    assert one.get(url).status_code == 404


def test_an_account_of_paper_is_entered_and_checked_by_another(one: Client, two: Client) -> None:
    award = Award(iban="")
    url = reverse("office_payment_give_account", args=[award.row.pk])
    bad = one.post(url, {"iban": "NL00", "account_holder": "R"})
    assert bad.status_code == 422
    assert 'value="NL00"' in bad.content.decode()
    one.post(url, {"iban": OTHER_IBAN, "account_holder": "R. Voorbeeld"})
    change = AccountChange.objects.get()
    page = reverse("office_payment_account", args=[change.pk])
    assert two.post(page, {"iban": OTHER_IBAN}).status_code == 422
    two.post(page, {"iban": OTHER_IBAN, "checked": "on"})
    # `Award` has officers of its own; who entered it here is of `finance`.
    assert fresh(award.row).iban == OTHER_IBAN


def test_the_administrator_sets_our_account_and_finance_sees_it(one: Client) -> None:
    administrator = sign_in(Client(), officer_with(Permission.MANAGE_LEGAL_SETTINGS, code="administrator"))
    url = reverse("office_payment_debtor")
    day = {"valid_from_day": "1", "valid_from_month": "1", "valid_from_year": "2099"}
    assert one.post(url, {}).status_code == 404
    assert administrator.post(url, {"name": "G", "iban": "NL1", **day}).status_code == 422
    assert administrator.post(url, {"name": "Gemeente", "iban": OUR_IBAN, **day}).status_code == 302
    assert DebtorAccount.objects.filter(valid_from=date(2099, 1, 1)).exists()
    assert "NL20 INGB 0001 2345 67" in text_of(one.get(url))


class TestResident:
    """What the applicant sees by the mailed link."""

    def page(self, award: Award, rest: str = "") -> str:
        return f"/mijn/aanvragen/{award.case.token}/{rest}"

    def test_amount_day_and_the_end_of_the_account(self, client: Client) -> None:
        award = Award()
        text = text_of(client.get(self.page(award)))
        assert "€ 500" in text
        assert "uiterlijk op 20 april 2026" in text
        assert "rekening die eindigt op 4300" in text
        assert award.row.iban not in text
        award.finance.pay(award.row)
        assert "Betaald op 15 april 2026." in text_of(client.get(self.page(award)))

    def test_a_missing_account_is_asked_and_given(self, client: Client) -> None:
        award = Award(iban="")
        assert "Wij hebben uw rekeningnummer nodig" in text_of(client.get(self.page(award)))
        bad = client.post(self.page(award, "rekening/"), {"iban": "NL00", "account_holder": ""})
        assert bad.status_code == 422
        client.post(self.page(award, "rekening/"), {"iban": OTHER_IBAN, "account_holder": "R. Voorbeeld"})
        assert AccountChange.objects.get().iban == OTHER_IBAN
        text = text_of(client.get(self.page(award)))
        assert "eindigt op 5264. Wij controleren die nu." in text
        assert "rekeningnummer nodig" not in text

    def test_without_open_payments_there_is_nothing_to_give(self, client: Client) -> None:
        award = Award()
        award.finance.pay(award.row)
        assert client.get(self.page(award, "rekening/")).status_code == 302
