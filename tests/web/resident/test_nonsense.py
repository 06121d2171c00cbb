"""Nonsense on any page: never a fault of ours, never a change, always the typed text back."""

from __future__ import annotations

import html

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kernkracht.grants.applications.models import GrantApplication
from tests.grants.applications.scene import scheme_version

from .steps import begin

pytestmark = pytest.mark.django_db
SLUGS = ["plan", "voorwaarden", "aanvrager", "kosten", "bijlagen", "contact", "nakijken", "later", "kosten/uitkomst"]
FIELDS = {
    "title description village reach street theme starts_on_0 starts_on_1 starts_on_2 applicant_kind organisation name "
    "address email phone reply_by iban requested income_own own_hours regel-TOTAL_FORMS regel-INITIAL_FORMS "
    "regel-0-description regel-0-cost_kind regel-0-amount supporters-companion_email document_kind truthful "
    "submission_key version_seen na do explain--plan-fits"
}
NAMES = [name for names in FIELDS for name in names.split()]
TEXTS = [
    "\x00",
    "a\x00b",
    "🌾🌳" * 20,
    "\u202eabc\u202c מבחן",
    "x" * 100_000,
    "-1",
    "9" * 5000,
    "1e999",
    "'; DROP x;--",
]
ACTS = [
    "stop",
    "add",
    "count",
    "remove-regel-0",
    "remove-regel-²",
    "invite-supporters",
    "uninvite-99999999999999999999",
]
JUNK = st.one_of(st.text(max_size=60), st.sampled_from(TEXTS), st.sampled_from(ACTS))
CRITERIA = [
    ("max_per_application", {"amount": 750}),
    ("lead_time", {"weeks": 2}),
    ("support_min_number", {"count": 2}),
    ("purpose_criteria", {"criteria": ["ontmoeten"], "min_met": 1}),
    ("in_kind_own_share", {"hour_rate": 15}),
    ("pay_up_front", {}),
]


@pytest.fixture
def draft(client: Client) -> GrantApplication:
    return begin(client, scheme_version(CRITERIA))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(slug=st.sampled_from(SLUGS), data=st.dictionaries(st.sampled_from(NAMES), JUNK, max_size=8))
def test_no_page_falls_over(client: Client, draft: GrantApplication, slug: str, data: dict[str, str]) -> None:
    answer = client.post(f"/aanvraag/{draft.token}/{slug}/", data)
    assert answer.status_code in (200, 302, 404, 422), answer.status_code
    assert client.get(f"/aanvraag/{draft.token}/nakijken/").status_code == 200


@pytest.mark.parametrize("text", ["\u202eomgekeerd", "🌳" * 80, "<b>&\"'", "x" * 100_000])
def test_what_was_typed_comes_back(client: Client, draft: GrantApplication, text: str) -> None:
    answer = client.post(f"/aanvraag/{draft.token}/plan/", {"title": text, "description": text})
    assert answer.status_code == 422
    assert html.escape(text) in answer.content.decode()


@pytest.mark.parametrize("name", ["", "a" * 300 + ".pdf", "x.pdf\x00.exe", "🌳.png", "con.docx"])
def test_a_strange_file_is_refused_with_a_reason(client: Client, draft: GrantApplication, name: str) -> None:
    file = SimpleUploadedFile(name or "x", b"\x00\xff not a file")
    answer = client.post(f"/aanvraag/{draft.token}/bijlagen/", {"document_kind": "other", "file": file, "do": "add"})
    assert answer.status_code == 422
    assert answer.context["form"].errors["file"]
    assert not draft.attachments.exists()
