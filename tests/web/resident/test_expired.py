"""A page that stood open too long: the answers are kept and sent again with one press."""

from __future__ import annotations

import html
import re

import pytest
from django.test import Client

from tests.grants.applications.scene import scheme_version

from .steps import begin

pytestmark = pytest.mark.django_db


def test_answers_survive_a_lost_session() -> None:
    strict = Client(enforce_csrf_checks=True)
    draft = begin(Client(), scheme_version())
    url = f"/aanvraag/{draft.token}/plan/"
    typed = {"title": 'Tuin & "hek"', "do": "stop"}
    page = strict.post(url, typed, headers={"origin": "http://testserver"})
    assert page.status_code == 403
    assert "Uw antwoorden zijn er nog. Verstuur ze hieronder opnieuw." in page.content.decode()
    assert "Ga terug met de knop" not in page.content.decode()
    kept = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page.content.decode()))
    again = {name: html.unescape(value) for name, value in kept.items()}
    assert again["title"] == typed["title"]
    sent = strict.post(url, again, headers={"origin": "http://testserver"})
    assert sent.status_code == 302
    draft.refresh_from_db()
    assert draft.title == typed["title"]


@pytest.mark.parametrize("origin", ["https://evil.example", "null"])
def test_a_form_on_another_site_is_never_offered_again(origin: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    draft = begin(Client(), scheme_version())
    page = strict.post(f"/aanvraag/{draft.token}/plan/", {"title": "Kwaad"}, headers={"origin": origin})
    assert page.status_code == 403
    text = page.content.decode()
    assert "Kwaad" not in text
    assert "Wij hebben uw antwoorden nog niet gekregen." in text
    assert "Ga terug met de knop van uw browser." in text
    assert "Verstuur opnieuw" not in text
