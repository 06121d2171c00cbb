"""The short message for the council's journal: figures of a period, stories, and what they mean (R268)."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import docx
import pytest
from django.test import Client

from kernkracht.accountability.council_reports.messages import UnableToTellCouncil, as_text, last_quarter, message_of
from kernkracht.community.people.permission_codes import Permission
from kernkracht.editorial.pages.actions import publish
from kernkracht.editorial.pages.models import Audience
from kernkracht.foundation.audit.models import Actor
from kernkracht.grants.settlements.actions import publish_story
from tests.editorial.stories.test_stories import _facts, _save
from tests.factories.news import some_news
from tests.factories.pages import MOMENT
from tests.factories.people import officer_with, sign_in
from tests.factories.settlements import AFTERWARDS
from tests.grants.settlements.test_stories import asked, told

pytestmark = pytest.mark.django_db
YEAR = (date(2026, 1, 1), date(2026, 12, 31))


def test_a_period_in_a_few_sentences() -> None:
    granted = told()
    story = asked(granted)
    publish_story(story=story, seen=story.proposed_at, by=granted.receiver, at=AFTERWARDS)
    some_news()
    for facts in (_facts(), replace(_facts(), audience=Audience.INTERNAL)):
        publish(page=_save(facts).page, number=1, by=Actor.system("test"), at=MOMENT)
    text = as_text(message_of(*YEAR, AFTERWARDS))
    assert "1 plan kreeg geld, in 1 dorp, samen €\u00a0500." in text
    assert "Wij plaatsten 1 nieuwsbericht." in text
    assert text.count("/verhalen/") == 2  # not the one for colleagues
    assert "Stand van 20 oktober 2026" in text
    before = message_of(date(2025, 1, 1), date(2025, 12, 31), AFTERWARDS)
    assert before.sentences == ("In deze tijd kreeg geen plan geld.",)
    assert before.stories == ()


def test_an_impossible_period_is_refused() -> None:
    for since, until in ((date(2026, 2, 1), date(2026, 1, 1)), (date(2027, 1, 1), date(2027, 2, 1))):
        with pytest.raises(UnableToTellCouncil):
            message_of(since, until, AFTERWARDS)


@pytest.mark.parametrize(
    ("on", "first", "last"),
    [
        (date(2026, 11, 23), date(2026, 7, 1), date(2026, 9, 30)),
        (date(2027, 1, 1), date(2026, 10, 1), date(2026, 12, 31)),
        (date(2027, 4, 30), date(2027, 1, 1), date(2027, 3, 31)),
    ],
)
def test_the_last_quarter(on: date, first: date, last: date) -> None:
    assert last_quarter(on) == (first, last)


def test_the_page_and_its_files(client: Client) -> None:
    office = sign_in(client, officer_with(Permission.WRITE_COUNCIL_LETTER))
    home = "/werk/raadsbrief/bericht/"
    assert "In deze tijd kreeg geen plan geld." in office.get(home).content.decode()
    word = office.get(f"{home}?als=docx")
    assert docx.Document(io.BytesIO(word.content)).paragraphs[0].text.startswith("Werken aan de dorpen")
    assert "Stand van" in office.get(f"{home}?als=txt").content.decode()
    days = "since_day=1&since_month=2&since_year=2026&until_day=1&until_month=1&until_year=2026"
    wrong = office.get(f"{home}?{days}")
    assert wrong.status_code == 422
    assert "De laatste dag ligt voor de eerste" in wrong.content.decode()
