"""The office keeps its themes."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.themes.models import Theme
from tests.factories.people import officer_with, sign_in

pytestmark = pytest.mark.django_db


def test_a_theme_is_added_changed_and_ended(client: Client) -> None:
    sign_in(client, officer_with(Permission.MANAGE_QUESTIONS))
    page = client.get(reverse("office_themes")).content.decode()
    assert "Nog geen thema’s" in page
    day = {"valid_from_day": "1", "valid_from_month": "1", "valid_from_year": "2026"}
    new = {"label": "Groen", "sort_order": "1"} | day
    refused = client.post(reverse("office_theme_add"), new | {"label": ""})
    assert refused.status_code == 422
    assert client.post(reverse("office_theme_add"), new).status_code == 302
    row = Theme.objects.get()
    url = reverse("office_theme", args=[row.code])
    assert 'value="Groen"' in client.get(url).content.decode()
    end = {"valid_until_day": "2", "valid_until_month": "1", "valid_until_year": "2026"}
    assert client.post(url, new | end).status_code == 302
    assert "Niet te kiezen" in client.get(reverse("office_themes")).content.decode()
