"""Making, writing, freezing and printing a letter in the office, and reading it as a citizen."""

from __future__ import annotations

import io
import json
from datetime import UTC, date, datetime

import docx
import pikepdf
import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from kernkracht.accountability.council_reports.actions import (
    UnableToFreeze,
    UnableToWrite,
    freeze_letter,
    start_letter,
    write_texts,
)
from kernkracht.accountability.council_reports.letters import as_pdf, content_of, figures_of_letter
from kernkracht.accountability.council_reports.models import CouncilLetter
from kernkracht.foundation.audit.models import Actor
from kernkracht.grants.applications.models import GrantApplication
from tests.accountability.council_reports.conftest import NOW


def page(letter: CouncilLetter, name: str = "office_council_letter", *args: object) -> str:
    return reverse(name, args=[letter.pk, *args])


def frozen(letter: CouncilLetter) -> CouncilLetter:
    return freeze_letter(letter=letter, by=Actor.system("test"), at=NOW)


def test_a_writer_starts_a_letter_and_sees_the_figures(writer: Client, registers: None) -> None:
    data = {"year": "2022", "as_of_day": "31", "as_of_month": "5", "as_of_year": "2023"}
    made = writer.post(reverse("office_council_letters"), data, follow=True)
    text = made.content.decode()
    assert "circa €\u00a027.000" in text
    assert "In 2022 hebben we <a" in text
    assert CouncilLetter.objects.get().as_of == date(2023, 5, 31)


@pytest.mark.parametrize("year", ["", "abc", "1066", "99999999999999999999", "2030"])
def test_nonsense_is_kept_and_explained(writer: Client, year: str) -> None:
    data = {"year": year, "as_of_day": "31", "as_of_month": "2", "as_of_year": "2023"}
    answer = writer.post(reverse("office_council_letters"), data)
    assert answer.status_code == 422
    assert f'value="{year}"' in answer.content.decode() or not year
    assert not CouncilLetter.objects.exists()


def test_own_text_stands_in_the_letter(writer: Client, letter: CouncilLetter) -> None:
    texts = {"title": "Brief 2022", "opening": "Dag raad.", "leefbaarheidsbudget": "Wij zijn <b>blij</b>."}
    answer = writer.post(page(letter, "office_council_letter_texts"), texts, follow=True)
    text = answer.content.decode()
    assert "Dag raad." in text
    assert "Wij zijn &lt;b&gt;blij&lt;/b&gt;." in text


def test_too_much_text_is_kept_and_refused(writer: Client, letter: CouncilLetter) -> None:
    answer = writer.post(page(letter, "office_council_letter_texts"), {"title": "", "opening": "x" * 30_000})
    assert answer.status_code == 422
    assert "x" * 30_000 in answer.content.decode()


def test_only_who_may_freeze_can(writer: Client, manager: Client, letter: CouncilLetter) -> None:
    assert writer.post(page(letter, "office_council_letter_freeze")).status_code == 404
    assert (
        "De brief is vastgezet"
        in manager.post(page(letter, "office_council_letter_freeze"), follow=True).content.decode()
    )
    letter.refresh_from_db()
    assert letter.frozen_at


def test_a_frozen_letter_prints_the_same_after_the_cases_change(letter: CouncilLetter) -> None:
    before = frozen(letter)
    figures, content = figures_of_letter(before), content_of(before)
    GrantApplication.objects.filter(number="LE-2022-003").update(granted_cents=1)
    after = CouncilLetter.objects.get(pk=letter.pk)
    assert figures_of_letter(after) == figures
    assert content_of(after) == content
    assert len(after.frozen_sha256) == 64


def test_the_database_refuses_to_change_a_frozen_letter(letter: CouncilLetter) -> None:
    frozen(letter)
    for change in (
        lambda: CouncilLetter.objects.filter(pk=letter.pk).update(title="Anders"),
        lambda: CouncilLetter.objects.filter(pk=letter.pk).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert CouncilLetter.objects.get().title != "Anders"


def test_frozen_is_frozen(letter: CouncilLetter) -> None:
    frozen(letter)
    with pytest.raises(UnableToFreeze):
        frozen(letter)
    with pytest.raises(UnableToWrite):
        write_texts(letter=letter, title="Nog iets", texts={}, by=Actor.system("test"), at=NOW)


def test_a_year_without_cases_cannot_be_frozen(db: None) -> None:
    empty = start_letter(year=2020, as_of=date(2020, 12, 31), by=Actor.system("test"), at=NOW)
    with pytest.raises(UnableToFreeze):
        frozen(empty)


@pytest.mark.parametrize(
    ("year", "as_of"), [(2022, date(2021, 12, 31)), (2022, date(2027, 1, 1)), (2027, date(2027, 1, 1))]
)
def test_a_letter_counts_neither_before_its_year_nor_in_the_future(db: None, year: int, as_of: date) -> None:
    with pytest.raises(UnableToWrite):
        start_letter(year=year, as_of=as_of, by=Actor.system("test"), at=NOW)


def test_just_after_midnight_today_is_the_dutch_day(db: None) -> None:
    new_year = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    letter = start_letter(year=2027, as_of=date(2027, 1, 1), by=Actor.system("test"), at=new_year)
    assert letter.as_of == date(2027, 1, 1)


def test_the_pdf_is_tagged_and_named(letter: CouncilLetter) -> None:
    with pikepdf.open(io.BytesIO(as_pdf(content_of(letter), sender="het college"))) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "nl"
        assert pdf.docinfo["/Title"] == letter.title


def test_the_word_document_holds_figures_and_definitions(writer: Client, letter: CouncilLetter) -> None:
    answer = writer.get(page(letter, "office_council_letter_download", "docx"))
    document = docx.Document(io.BytesIO(answer.content))
    text = "\n".join(p.text for p in document.paragraphs)
    assert "circa €\u00a027.000 (precies €\u00a026.985)" in text
    assert "Wat de cijfers betekenen" in text
    assert document.tables[0].rows[-1].cells[1].text in {"47", "3"}


def test_unknown_kinds_and_figures_do_not_exist(writer: Client, letter: CouncilLetter) -> None:
    assert writer.get(page(letter, "office_council_letter_download", "exe")).status_code == 404
    assert (
        writer.get(page(letter, "office_council_letter_cases", 2022, "leefbaarheidsbudget", "geheim")).status_code
        == 404
    )
    assert (
        writer.get(page(letter, "office_council_letter_cases", 1999, "leefbaarheidsbudget", "granted")).status_code
        == 404
    )


def test_each_figure_opens_to_its_cases(writer: Client, letter: CouncilLetter) -> None:
    answer = writer.get(page(letter, "office_council_letter_cases", 2022, "leefbaarheidsbudget", "refused"))
    assert "LE-2022-001" in answer.content.decode()


def test_citizens_see_frozen_letters_only(client: Client, letter: CouncilLetter) -> None:
    assert client.get("/raad/2022/").status_code == 404
    frozen(letter)
    assert "circa €\u00a027.000" in client.get("/raad/2022/").content.decode()
    assert letter.title in client.get("/raad/").content.decode()
    assert json.loads(client.get("/raad/2022/brief.json").content)["schemes"]["leefbaarheidsbudget"]["received"] == 47


def test_citizens_do_not_see_titles_of_refused_plans(client: Client, letter: CouncilLetter) -> None:
    frozen(letter)
    refused = client.get("/raad/2022/cijfers/2022/leefbaarheidsbudget/refused/").content.decode()
    granted = client.get("/raad/2022/cijfers/2022/leefbaarheidsbudget/granted/").content.decode()
    assert "LE-2022-001" in refused
    assert "Open podium in het dorpshuis" not in refused
    assert "Dorpsquiz" in granted


def test_the_command_prints_json(registers: None, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    call_command("council-letter", "2022")
    printed = json.loads(capfdbinary.readouterr().out)
    assert printed["schemes"]["leefbaarheidsbudget"]["granted_total_eur"] == 26985


@pytest.mark.parametrize(("kind", "magic"), [("html", b"<!doctype html>"), ("docx", b"PK"), ("pdf", b"%PDF")])
def test_the_command_writes_files(registers: None, tmp_path: object, kind: str, magic: bytes) -> None:
    file = tmp_path / f"brief.{kind}"  # type: ignore[operator]  # pytest's tmp_path is a Path
    call_command("council-letter", "2022", "--format", kind, "--output", str(file))
    assert magic in file.read_bytes()[:400]


@pytest.mark.parametrize("words", [["abc"], ["2022", "--as-of", "gisteren"], ["2022", "--as-of", "2021-01-01"]])
def test_the_command_refuses_nonsense(db: None, words: list[str]) -> None:
    with pytest.raises(CommandError):
        call_command("council-letter", *words)


def test_pages_ask_few_questions(writer: Client, letter: CouncilLetter, django_assert_max_num_queries: object) -> None:
    with django_assert_max_num_queries(40):  # type: ignore[operator]  # two years, all schemes
        writer.get(page(letter))
