"""Filling in the form over HTTP, step by step."""

from __future__ import annotations

from typing import Any

from django.test import Client

from kernkracht.community.villages.models import Village
from kernkracht.grants.applications.models import GrantApplication
from kernkracht.grants.schemes.models import SchemeVersion

LINES = {
    "regel-TOTAL_FORMS": "2",
    "regel-INITIAL_FORMS": "0",
    "regel-0-description": "Bomen",
    "regel-0-cost_kind": "plants",
    "regel-0-amount": "600",
    "regel-1-description": "Soep",
    "regel-1-cost_kind": "food_drink",
    "regel-1-amount": "60",
}


def begin(client: Client, version: SchemeVersion) -> GrantApplication:
    answer = client.post(f"/aanvragen/{version.scheme.slug}/")
    assert answer.status_code == 302, answer.content.decode()
    return GrantApplication.objects.latest("pk")


def valid_posts(village: Village) -> dict[str, dict[str, Any]]:
    """What a resident types, per page, for the scheme of `scene.scheme_version`."""
    return {
        "plan": {"title": "Pluktuin", "description": "Wij planten bomen.", "village": village.pk, "theme": "green"},
        "aanvrager": {"applicant_kind": "resident"},
        "kosten": {**LINES, "requested": "500"},
        "bijlagen": {},
        "contact": {
            "name": "Robin Voorbeeld",
            "address": "Dorpsstraat 1\n4021 AA Voorbeeld",
            "email": "robin@example.org",
            "reply_by": "email",
            "email_kinds": ["decisions", "questions", "payment"],
        },
    }


def fill_in(client: Client, draft: GrantApplication, village: Village) -> None:
    for slug, data in valid_posts(village).items():
        answer = client.post(f"/aanvraag/{draft.token}/{slug}/", data)
        assert answer.status_code == 302, (slug, answer.context and answer.context["form"].errors)
