"""Dutch, unless somebody chose otherwise."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("cookie", ["", "nl", "xx", "de", "en-GB", "\u00e9"])
def test_dutch_whatever_the_browser_prefers(client: Client, cookie: str) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = cookie
    answer = client.get("/account/inloggen/", headers={"accept-language": "en-GB,en;q=0.9"})
    assert answer.headers["Content-Language"] == "nl"
    assert '<html lang="nl"' in answer.content.decode()


def test_the_button_chooses_english_and_comes_back(client: Client) -> None:
    answer = client.post("/taal/", {"language": "en", "next": "/account/inloggen/"}, follow=True)
    assert answer.redirect_chain[-1][0] == "/account/inloggen/"
    assert '<html lang="en"' in answer.content.decode()
    assert "Cookie" in answer.headers["Vary"]
