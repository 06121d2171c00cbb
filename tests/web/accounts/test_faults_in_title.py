"""Whoever hears a page instead of seeing it learns from its title that something has to be mended."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from kernkracht.community.people.models import User
from kernkracht.community.people.permission_codes import Permission
from tests.factories.people import PASSWORD, UserFactory, officer_with, with_password

TEMPLATES = Path(__file__).resolve().parents[3] / "kernkracht" / "web" / "accounts" / "templates"
WITH_FORM = [path for path in sorted(TEMPLATES.rglob("*.html")) if "{% error_summary" in path.read_text()]


@pytest.fixture(autouse=True)
def _no_counts(db: None) -> None:
    cache.clear()


@pytest.fixture
def resident(db: None) -> User:
    return with_password(UserFactory(email="sanne@example.org"))


def title(client: Client, name: str, data: dict[str, str] | None = None) -> str:
    address = reverse(name)
    answer = client.get(address) if data is None else client.post(address, data)
    found = re.search(r"<title>(.*?)</title>", answer.content.decode(), re.DOTALL)
    assert found, (name, answer.status_code)
    return " ".join(found[1].split())


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("account_login", {"login": "sanne@example.org", "password": "fout"}),
        ("account_login", {}),
        ("account_request_login_code", {"email": "geen adres"}),
        ("account_signup", {"email": "geen adres"}),
        ("account_reset_password", {"email": ""}),
    ],
)
def test_a_visitor_hears_that_something_is_wrong(
    client: Client, resident: User, name: str, wrong: dict[str, str]
) -> None:
    assert not title(client, name).startswith("Fout:")
    assert title(client, name, wrong).startswith("Fout: ")


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("account_email", {"email": "geen adres", "action_add": "1"}),
        ("account_change_password", {"oldpassword": "fout"}),
        ("account_reauthenticate", {"password": "fout"}),
        ("account_profile", {"name": "x" * 500, "language": "klingon"}),
        ("mfa_activate_totp", {"code": "000"}),
    ],
)
def test_somebody_signed_in_hears_it_too(client: Client, resident: User, name: str, wrong: dict[str, str]) -> None:
    client.post(reverse("account_login"), {"login": resident.email, "password": PASSWORD})
    assert not title(client, name).startswith("Fout:")
    assert title(client, name, wrong).startswith("Fout: ")


def test_a_refused_removal_says_so(client: Client, db: None) -> None:
    colleague = officer_with(Permission.READ_OFFICE)
    client.force_login(colleague)
    assert title(client, "account_remove", {}).startswith("Fout: ")


@pytest.mark.parametrize("path", WITH_FORM, ids=[str(path.relative_to(TEMPLATES)) for path in WITH_FORM])
def test_every_page_with_a_form_stands_in_the_frame_that_says_it(path: Path) -> None:
    """The frame looks at `form` and `verify_form`; a page that calls its form otherwise would stay silent."""
    text = path.read_text()
    assert text.startswith('{% extends "allauth/layouts/')
    assert set(re.findall(r"{% error_summary (\S+)", text)) <= {"form", "verify_form"}
    assert "{% block title_start %}" not in text
