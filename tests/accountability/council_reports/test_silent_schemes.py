"""Schemes under which nothing happened take one line in the letter, and stand in full in the JSON."""

from __future__ import annotations

import io
from datetime import date

import docx
import docx.enum.text
import pytest

from kernkracht.accountability.council_reports.content import LetterContent, Section
from kernkracht.accountability.council_reports.letters import as_docx, as_html, content_now, figures_now
from tests.factories.budgets import ceiling_with

from .conftest import take_in, version

TODAY = date(2026, 11, 22)
pytestmark = pytest.mark.django_db


@pytest.fixture
def two_schemes(buren: None) -> None:
    version("dorpsgeld", maximum=1_200, ceiling=9_000, year=2024)
    for slug, euros in (("speelgeld", 4_000), ("stilgeld", 2_000)):
        silent = version(slug, maximum=500, ceiling=euros, year=2024)
        ceiling_with(euros * 100, scheme=silent.scheme, year=2024)
    take_in(
        b"case,scheme,received_on,village,title,applicant_kind,requested_eur,outcome,decided_on,granted_eur,ground,carried_to\n"
        b"D-1,dorpsgeld,2024-02-01,Asch,Bankje,resident,1800,granted,2024-03-01,1200,,\n"
    )


def section(content: LetterContent, key: str) -> Section | None:
    return next((section for section in content.sections if section.key == key), None)


def lines(found: Section | None) -> list[str]:
    assert found is not None
    return ["".join(span.text for span in paragraph) for paragraph in found.paragraphs]


@pytest.mark.usefixtures("two_schemes")
def test_each_silent_scheme_has_one_line_with_what_there_was() -> None:
    content = content_now(2024, TODAY)
    assert [s.key for s in content.sections][:3] == ["opening", "dorpsgeld", "silent"]
    assert section(content, "speelgeld") is None
    said = lines(section(content, "silent"))
    assert len(said) == 2
    assert any("geen aanvragen" in line and "€\xa04.000 beschikbaar" in line for line in said)


@pytest.mark.usefixtures("two_schemes")
def test_the_line_is_in_every_form_and_the_figures_stay_complete() -> None:
    content = content_now(2024, TODAY)
    page = as_html(content, sender="het college")
    assert "Regelingen zonder aanvragen in 2024" in page
    assert page.count("<table>") == 1
    text = "\n".join(p.text for p in docx.Document(io.BytesIO(as_docx(content, sender="het college"))).paragraphs)
    assert "Regelingen zonder aanvragen in 2024" in text
    assert figures_now(2024, TODAY)["schemes"]["stilgeld"]["received"] == 0
    assert figures_now(2024, TODAY)["schemes"]["stilgeld"]["ceiling_eur"] == 2000


@pytest.mark.usefixtures("two_schemes")
def test_a_scheme_that_the_writer_has_a_text_for_keeps_its_own_part() -> None:
    content = content_now(2024, TODAY, texts={"speelgeld": "Wij maken deze regeling bekender."})
    assert section(content, "speelgeld") is not None
    assert len(lines(section(content, "silent"))) == 1


@pytest.mark.usefixtures("registers")
def test_so_far_next_year_says_which_schemes_have_no_cases_yet() -> None:
    said = lines(section(content_now(2022, date(2023, 8, 1)), "next_year"))
    assert any("11 ontvangen" in line for line in said)
    assert not any(" 0 ontvangen" in line for line in said)


def test_figures_in_the_word_document_stand_to_the_right(two_schemes: None) -> None:
    document = docx.Document(io.BytesIO(as_docx(content_now(2024, TODAY), sender="het college")))
    for row in document.tables[0].rows:
        sides = [cell.paragraphs[0].alignment for cell in row.cells]
        assert sides[0] is None
        assert set(sides[1:]) == {docx.enum.text.WD_ALIGN_PARAGRAPH.RIGHT}
