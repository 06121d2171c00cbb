"""Signing in through a real OpenID Connect provider, in a process of its own, with PKCE."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from socket import socket
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from config.settings.identity_providers import RESIDENTS, STAFF, IncompleteProvider, group_roles, providers
from kernkracht.community.people.actions.provider_groups import follow_provider_groups
from kernkracht.community.people.models import Assignment, Role, User
from kernkracht.community.people.permission_codes import Permission
from tests.factories.applications import NOON
from tests.factories.people import TeamFactory, UserFactory, officer_with, role_with, with_password

from .identity_provider import CLIENT_ID, CLIENT_SECRET, PASSWORD

pytestmark = pytest.mark.django_db

PROGRAM = Path(__file__).with_name("identity_provider.py")
CALLBACKS = ",".join(f"http://testserver/account/inloggen/via/{name}/terug/" for name in (RESIDENTS, STAFF))


@pytest.fixture(scope="module")
def issuer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, str(PROGRAM), str(port), str(tmp_path_factory.mktemp("provider")), CALLBACKS]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout
    if process.stdout.readline() != "ready\n":
        _out, errors = process.communicate(timeout=10)
        pytest.fail(f"the provider did not start:\n{errors}")
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    process.communicate(timeout=10)


@pytest.fixture(autouse=True)
def _provided(issuer: str, settings: Settings) -> None:
    cache.clear()
    settings.STAFF_SECOND_FACTOR = True
    environ = {}
    for audience in ("RESIDENTS", "STAFF"):
        environ[f"OIDC_{audience}_ISSUER"] = issuer
        environ[f"OIDC_{audience}_CLIENT_ID"] = CLIENT_ID
        environ[f"OIDC_{audience}_CLIENT_SECRET"] = CLIENT_SECRET
        environ[f"OIDC_{audience}_NAME"] = f"Dienst voor {audience.lower()}"
    settings.SOCIALACCOUNT_PROVIDERS = providers(environ)


def walk(client: Client, provider: str, email: str) -> str:
    """From our button through the provider's own login back to us; returns where we end up."""
    begun = client.post(reverse("openid_connect_login", args=[provider]))
    asked = parse_qs(urlsplit(begun.headers["Location"]).query)
    assert asked["code_challenge_method"] == ["S256"]
    browser = requests.Session()
    page = browser.get(begun.headers["Location"], timeout=20)
    token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', page.text)
    assert token, page.text
    fields = {"login": email, "password": PASSWORD, "csrfmiddlewaretoken": token[1]}
    answer = browser.post(page.url, fields, allow_redirects=False, timeout=20)
    while not answer.headers.get("Location", "").startswith("http://testserver/"):
        assert answer.is_redirect, answer.text
        answer = browser.get(requests.compat.urljoin(answer.url, answer.headers["Location"]), allow_redirects=False)
    callback = urlsplit(answer.headers["Location"])
    return client.get(f"{callback.path}?{callback.query}").headers["Location"]


def test_button_stands_on_the_login_page(client: Client) -> None:
    page = client.get(reverse("account_login")).content.decode()
    assert "Dienst voor residents" in page
    assert "Dienst voor staff" in page


def test_new_resident_comes_in_with_a_verified_address(client: Client) -> None:
    assert walk(client, RESIDENTS, "sanne@example.org") == "/mijn/"
    user = User.objects.get(email="sanne@example.org")
    assert (user.name, user.is_staff) == ("Sanne Voorbeeld", False)
    assert client.session["_auth_user_id"] == str(user.pk)
    assert walk(Client(), RESIDENTS, "sanne@example.org") == "/mijn/"
    assert User.objects.filter(email="sanne@example.org").count() == 1


def test_existing_account_is_found_by_its_verified_address(client: Client) -> None:
    user = with_password(UserFactory(email="sanne@example.org"))
    walk(client, RESIDENTS, "sanne@example.org")
    assert client.session["_auth_user_id"] == str(user.pk)


def test_unverified_address_stays_outside(client: Client) -> None:
    assert walk(client, RESIDENTS, "niet-bevestigd@example.org") == reverse("account_login")
    assert "_auth_user_id" not in client.session
    assert not User.objects.exists()
    assert "code per mail" in client.get(reverse("account_login")).content.decode()


def test_residents_door_never_opens_a_colleagues_account(client: Client) -> None:
    colleague = with_password(officer_with(Permission.READ_OFFICE))
    colleague.email = "fenna@example.org"
    colleague.save()
    colleague.emailaddress_set.update(email=colleague.email)
    assert walk(client, RESIDENTS, "fenna@example.org") == reverse("account_login")
    assert "_auth_user_id" not in client.session
    assert User.objects.get() == colleague


def test_colleague_comes_in_and_groups_become_posts(client: Client, settings: Settings) -> None:
    role = role_with(Role.Code.VILLAGE_COORDINATOR, Permission.READ_OFFICE)
    TeamFactory(is_default=True)
    settings.OIDC_STAFF_GROUPS = {"dorpen": "village_coordinator"}
    settings.OIDC_STAFF_AMR = "mfa"
    assert walk(client, STAFF, "fenna@example.org") == "/werk/"
    user = User.objects.get(email="fenna@example.org")
    assert user.is_staff
    assert Assignment.objects.get(user=user).role == role
    assert not client.get("/werk/").headers.get("Location", "").startswith("/account/")


def test_colleague_without_the_second_step_stays_outside(client: Client, settings: Settings) -> None:
    settings.OIDC_STAFF_AMR = "mfa"
    assert walk(client, STAFF, "zonder-tweede@example.org") == reverse("account_login")
    assert "_auth_user_id" not in client.session


def test_a_forged_answer_is_refused(client: Client) -> None:
    client.post(reverse("openid_connect_login", args=[STAFF]))
    for query in ("code=made-up&state=made-up", "error=access_denied&state=made-up", ""):
        client.get(f"{reverse('openid_connect_callback', args=[STAFF])}?{query}")
        assert "_auth_user_id" not in client.session


# Groups and settings, without a provider


def test_lost_group_ends_the_post_and_other_posts_stay() -> None:
    user, at = UserFactory(is_staff=True), NOON
    role_with(Role.Code.VILLAGE_COORDINATOR)
    TeamFactory(is_default=True)
    other = Assignment.objects.create(
        role=role_with(Role.Code.AUDITOR), user=user, team=TeamFactory(), valid_from=at.date().replace(day=1)
    )
    roles = {"dorpen": "village_coordinator"}
    follow_provider_groups(user=user, groups=["dorpen", "anders"], roles=roles, at=at)
    follow_provider_groups(user=user, groups=["dorpen"], roles=roles, at=at)
    given = Assignment.objects.exclude(pk=other.pk).get(user=user)
    assert given.all_villages
    follow_provider_groups(user=user, groups=[], roles=roles, at=at)
    assert list(Assignment.objects.on(at.date()).filter(user=user)) == [other]


def test_half_a_provider_is_refused_at_start() -> None:
    assert providers({})["openid_connect"]["APPS"] == []
    with pytest.raises(IncompleteProvider, match="OIDC_STAFF_CLIENT_ID"):
        providers({"OIDC_STAFF_ISSUER": "https://inloggen.example"})
    with pytest.raises(IncompleteProvider, match="CLIENT_SECRET"):
        providers({"OIDC_STAFF_ISSUER": "https://inloggen.example", "OIDC_STAFF_CLIENT_ID": "x"})


def test_groups_are_read_from_text() -> None:
    assert group_roles("") == {}
    assert group_roles("a=auditor, team=dorpen=policy_officer,") == {"a": "auditor", "team=dorpen": "policy_officer"}
    with pytest.raises(IncompleteProvider, match="group=role"):
        group_roles("a")
