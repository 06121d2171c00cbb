"""Words that explain themselves."""

from __future__ import annotations

import pytest
from django.template import Context, Template
from django.test import Client

from kernkracht.community.people.permission_codes import Permission
from kernkracht.editorial.glossary.actions import UnableToExplain, load_standard_terms, save_term
from kernkracht.editorial.glossary.models import Term
from kernkracht.editorial.glossary.queries import explained_term, explained_terms, missing_standard_terms
from kernkracht.editorial.pages.actions import NotAllowedToWrite
from kernkracht.foundation.audit.models import Actor
from tests.factories.pages import MOMENT, a_page
from tests.factories.people import officer_with, sign_in

pytestmark = pytest.mark.django_db


def _save(word: str, meaning: str = "Een dorp.", **more: object) -> Term:
    return save_term(word=word, meaning=meaning, by=Actor.system("test"), at=MOMENT, **more)  # type: ignore[arg-type]


def test_the_software_explains_until_somebody_edits() -> None:
    assert explained_term("bezwaar") is not None
    assert missing_standard_terms() == load_standard_terms(by=Actor.system("test"), at=MOMENT)
    assert load_standard_terms(by=Actor.system("test"), at=MOMENT) == missing_standard_terms() == 0
    own = _save("Bezwaar", "Onze eigen uitleg.", term=Term.objects.get(slug="bezwaar"))
    assert own.slug == "bezwaar"
    found = explained_term("bezwaar")
    assert found is not None
    assert found.meaning == "Onze eigen uitleg."
    _save("Bezwaar", "Onze eigen uitleg.", term=own, is_active=False)
    assert explained_term("bezwaar") is None
    assert "bezwaar" not in explained_terms()


@pytest.mark.parametrize(("word", "meaning"), [(" ", "x"), ("kern", " "), ("KERN", "Nog een."), ("k", "x" * 401)])
def test_a_word_without_meaning_or_twice_is_refused(word: str, meaning: str) -> None:
    _save("Kern")
    with pytest.raises(UnableToExplain):
        _save(word, meaning)
    assert Term.objects.count() == 1


def test_who_may_not_write_explains_nothing() -> None:
    reader = officer_with(Permission.READ_OFFICE)
    with pytest.raises(NotAllowedToWrite):
        save_term(word="Kern", meaning="Een dorp.", by=reader.actor, at=MOMENT)


def test_a_word_in_a_text_and_in_a_template(client: Client) -> None:
    _save("Kern", "Een dorp & meer.")
    a_page("Uitleg", "Elke [kern](/woorden/#kern) is anders.")
    page = client.get("/uitleg/uitleg/").content.decode()
    assert "popovertarget=" in page
    assert "Een dorp &amp; meer." in page
    assert '<div class="kk-flow" id="kern">' in client.get("/woorden/").content.decode()
    tag = Template('{% load texts %}{% term "kern" "<kernen>" %} {% term "onbekend" %}')
    shown = tag.render(Context())
    assert "&lt;kernen&gt;</button>" in shown
    assert shown.endswith(" onbekend")


def test_words_and_approaches_at_the_desk(client: Client) -> None:
    desk = sign_in(client, officer_with(Permission.WRITE_PAGES, Permission.PUBLISH_PAGES))
    desk.post("/werk/redactie/woorden/nieuw/", {"word": "Kern", "meaning": "Een dorp.", "is_active": "on"})
    term = Term.objects.get()
    wrong = desk.post(f"/werk/redactie/woorden/{term.pk}/", {"word": "Kern", "meaning": "", "is_active": "on"})
    assert wrong.status_code == 422
    desk.post("/werk/redactie/aanpakken/nieuw/", {"label": "Langs de deuren", "is_active": "on"})
    shown = desk.get("/werk/redactie/woorden/").content.decode()
    assert "/woorden/#kern" in shown
    assert "Langs de deuren" in shown
