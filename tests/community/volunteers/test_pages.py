"""Info pages: versions, and Markdown that stays harmless (R179–R188)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernkracht.community.volunteers import actions
from kernkracht.community.volunteers.models import InfoPage, InfoPageVersion
from kernkracht.community.volunteers.page_text import as_html
from kernkracht.community.volunteers.queries import published_codes, published_page

Code = InfoPage.Code
FACTS = actions.PageFacts("Verzekering", "## Wie?\n\nIedereen.")


@pytest.mark.django_db
def test_each_change_is_a_version_and_the_last_counts(who: dict[str, Any]) -> None:
    assert published_page(Code.INSURANCE) is None
    actions.change_page(code=Code.INSURANCE, facts=FACTS, **who)
    actions.change_page(code=Code.INSURANCE, facts=replace(FACTS, body="Nieuw.", phone="0800 1234"), **who)
    published = published_page(Code.INSURANCE)
    assert published is not None
    assert (published.version.number, published.html, published.page.phone) == (2, "<p>Nieuw.</p>\n", "0800 1234")
    assert InfoPageVersion.objects.count() == 2
    assert published_codes() == {"insurance"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("code", "changes", "reason"),
    [
        (Code.INSURANCE, {"title": " "}, "titel"),
        (Code.INSURANCE, {"body": " "}, "lezen"),
        (Code.INSURANCE, {"body": "<script>alert(1)</script>"}, ""),
        (Code.COUNSELLOR, {}, "bereiken"),
    ],
)
def test_a_page_that_helps_nobody_is_refused(
    code: str, changes: dict[str, str], reason: str, who: dict[str, Any]
) -> None:
    if not reason:
        actions.change_page(code=code, facts=replace(FACTS, **changes), **who)
        published = published_page(code)
        assert published is not None
        assert "<script" not in published.html
        return
    with pytest.raises(actions.UnableToManageVolunteers, match=reason):
        actions.change_page(code=code, facts=replace(FACTS, **changes), **who)
    assert not InfoPageVersion.objects.exists()


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("# Kop", "<h2>Kop</h2>\n"),
        ("* een\n* twee", "<ul>\n<li>een</li>\n<li>twee</li>\n</ul>\n"),
        ("[hier](https://example.org)", '<p><a href="https://example.org" rel="noreferrer">hier</a></p>\n'),
        ("![](https://example.org/x.png)", "<p></p>\n"),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>\n"),
    ],
)
def test_markdown_becomes_plain_html(text: str, html: str) -> None:
    assert as_html(text) == html


@given(st.text(max_size=300))
def test_no_text_brings_script_or_style(text: str) -> None:
    html = as_html(text).lower()
    for forbidden in ("<script", "<style", "<img", "<iframe", " onclick=", ' href="javascript', " style="):
        assert forbidden not in html
