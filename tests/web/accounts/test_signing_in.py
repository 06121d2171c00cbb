"""Signing in as people do it: a mailed code, a password, a second step; and every way that must not work."""

from __future__ import annotations

import json
import re
import zipfile
from io import BytesIO
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from kernkracht.community.people import hooks
from kernkracht.community.people.actions import deactivate_account
from kernkracht.community.people.models import User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.notices.models import OutboxMessage
from kernkracht.web.accounts.adapters import SecondStepAdapter
from tests.factories.people import PASSWORD, UserFactory, officer_with, sign_in, with_password

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _second_factor(settings: Settings) -> None:
    settings.STAFF_SECOND_FACTOR = True
    cache.clear()


@pytest.fixture
def resident() -> User:
    return with_password(UserFactory(email="sanne@example.org"))


@pytest.fixture
def colleague() -> User:
    return with_password(officer_with(Permission.READ_OFFICE))


def log_in(client: Client, email: str, password: str = PASSWORD) -> Any:
    return client.post(reverse("account_login"), {"login": email, "password": password})


def last_mail() -> OutboxMessage:
    mail = OutboxMessage.objects.order_by("pk").last()
    assert mail is not None
    return mail


def mailed_code() -> str:
    found = re.search(r"is: (\S+)", last_mail().body_text)
    assert found, last_mail().body_text
    return found[1]


def add_second_step(user: User) -> str:
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    RecoveryCodes.activate(user)
    return secret


def code_of(secret: str) -> str:
    import time

    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


# Residents


def test_resident_signs_in_with_a_mailed_code(client: Client, resident: User) -> None:
    asked = client.post(reverse("account_request_login_code"), {"email": resident.email})
    assert asked.headers["Location"] == reverse("account_confirm_login_code")
    assert last_mail().recipient_email == resident.email
    done = client.post(reverse("account_confirm_login_code"), {"code": mailed_code()})
    assert done.headers["Location"] == "/mijn/"
    assert client.session["_auth_user_id"] == str(resident.pk)


def test_wrong_code_keeps_the_door_shut(client: Client, resident: User) -> None:
    client.post(reverse("account_request_login_code"), {"email": resident.email})
    answer = client.post(reverse("account_confirm_login_code"), {"code": "nee-fout"})
    assert answer.status_code == 200
    assert "_auth_user_id" not in client.session


def test_code_can_be_guessed_three_times_at_most(client: Client, resident: User) -> None:
    client.post(reverse("account_request_login_code"), {"email": resident.email})
    right = mailed_code()
    for _ in range(3):
        client.post(reverse("account_confirm_login_code"), {"code": "aaa-bbb"})
    client.post(reverse("account_confirm_login_code"), {"code": right})
    assert "_auth_user_id" not in client.session


def test_resident_signs_in_with_a_password(client: Client, resident: User) -> None:
    assert log_in(client, resident.email).headers["Location"] == "/mijn/"


def test_new_resident_proves_the_address_first(client: Client) -> None:
    client.post(reverse("account_signup"), {"email": "Nieuw@Example.org", "name": "Nieuw"})
    user = User.objects.get(email="nieuw@example.org")
    assert (user.name, user.is_staff) == ("Nieuw", False)
    assert "_auth_user_id" not in client.session
    done = client.post(reverse("account_email_verification_sent"), {"code": mailed_code()})
    assert done.status_code == 302
    assert client.session["_auth_user_id"] == str(user.pk)
    assert EmailAddress.objects.get(user=user).verified


def test_nobody_learns_who_has_an_account(client: Client, resident: User) -> None:
    """Same answer and one mail for a known and an unknown address: code, forgotten password, new account."""
    for page, field in (
        ("account_request_login_code", {}),
        ("account_reset_password", {}),
        ("account_signup", {"name": "x"}),
    ):
        answers = []
        for email in (resident.email, f"onbekend-{page}@example.org"):
            fresh = Client()
            before = OutboxMessage.objects.count()
            answer = fresh.post(reverse(page), {"email": email, **field})
            followed = fresh.get(answer.headers["Location"])
            text = re.sub(r"[\w.-]+@example\.org|csrf\w+\" value=\"\w+", "", followed.content.decode())
            answers.append((answer.status_code, answer.headers["Location"], text))
            assert OutboxMessage.objects.count() == before + 1
        assert answers[0] == answers[1], page


def test_wrong_password_says_the_same_for_known_and_unknown(client: Client, resident: User) -> None:
    known = log_in(client, resident.email, "fout")
    unknown = log_in(Client(), "niemand@example.org", "fout")
    assert known.context["form"].non_field_errors() == unknown.context["form"].non_field_errors()


def test_many_wrong_passwords_stop_even_the_right_one(client: Client, resident: User) -> None:
    for _ in range(5):
        log_in(client, resident.email, "fout")
    log_in(client, resident.email)
    assert "_auth_user_id" not in client.session


def test_axes_locks_with_a_page_that_says_what_to_do(client: Client, resident: User, settings: Settings) -> None:
    settings.AXES_ENABLED = True
    settings.AXES_FAILURE_LIMIT = 2
    answers = [log_in(client, resident.email, "fout") for _ in range(3)]
    assert answers[-1].status_code == 429
    assert "Probeer het over een uur" in answers[-1].content.decode()


def test_closed_account_stays_outside_and_is_put_out(client: Client, resident: User) -> None:
    log_in(client, resident.email)
    deactivate_account(user=resident, by=Actor.system(), at=resident.date_joined)
    assert client.get(reverse("account_overview")).status_code == 302
    fresh = Client()
    log_in(fresh, resident.email)
    assert "_auth_user_id" not in fresh.session


def test_earlier_cases_find_their_owner_at_sign_in(
    client: Client, resident: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[int, str]] = []
    monkeypatch.setattr(hooks, "verified_email", [lambda user, email, at: seen.append((user.pk, email))])
    EmailAddress.objects.create(user=resident, email="nog-niet@example.org", verified=False)
    log_in(client, resident.email)
    assert seen == [(resident.pk, "sanne@example.org")]


# Staff


def test_password_alone_never_opens_the_office(client: Client, colleague: User) -> None:
    log_in(client, colleague.email)
    answer = client.get("/werk/")
    assert answer.headers["Location"] == f"{reverse('mfa_activate_totp')}?next=%2Fwerk%2F"


@pytest.mark.django_db(transaction=True)
def test_second_step_is_set_up_and_opens_the_office(client: Client, colleague: User) -> None:
    log_in(client, colleague.email)
    page = client.get(reverse("mfa_activate_totp"))
    assert page.status_code == 200
    assert b"data:image/svg+xml;base64" in page.content
    code = code_of(page.context["form"].secret)
    done = client.post(reverse("mfa_activate_totp"), {"code": code})
    assert done.headers["Location"].startswith("/account/tweede-stap/")
    assert "/account/" not in client.get("/werk/").headers.get("Location", "")


def test_password_and_second_step_open_the_office(client: Client, colleague: User) -> None:
    secret = add_second_step(colleague)
    assert log_in(client, colleague.email).headers["Location"] == reverse("mfa_authenticate")
    assert "_auth_user_id" not in client.session
    wrong = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert wrong.status_code == 200
    assert "_auth_user_id" not in client.session
    done = client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert done.headers["Location"] == "/werk/"
    assert "/account/" not in client.get("/werk/").headers.get("Location", "")


def test_recovery_code_works_once(colleague: User) -> None:
    add_second_step(colleague)
    codes = Authenticator.objects.get(user=colleague, type=Authenticator.Type.RECOVERY_CODES).wrap()
    code = codes.get_unused_codes()[0]
    for works in (True, False):
        client = Client()
        log_in(client, colleague.email)
        client.post(reverse("mfa_authenticate"), {"code": code})
        assert ("_auth_user_id" in client.session) is works


def test_mailed_code_alone_never_opens_the_office_nor_sets_up_a_second_step(client: Client, colleague: User) -> None:
    client.post(reverse("account_request_login_code"), {"email": colleague.email})
    client.post(reverse("account_confirm_login_code"), {"code": mailed_code()})
    assert client.session["_auth_user_id"] == str(colleague.pk)
    for page in ("/werk/", reverse("mfa_activate_totp")):
        assert client.get(page).headers["Location"].startswith(reverse("account_reauthenticate")), page
    answer = client.post(f"{reverse('account_reauthenticate')}?next=/werk/", {"password": PASSWORD})
    assert answer.headers["Location"] == "/werk/"
    assert client.get("/werk/").headers["Location"].startswith(reverse("mfa_activate_totp"))


def test_mailed_code_and_second_step_still_ask_for_the_password(client: Client, colleague: User) -> None:
    add_second_step(colleague)
    sign_in(client, colleague, "code", "mfa")
    assert client.get("/werk/").headers["Location"].startswith(reverse("account_reauthenticate"))


def test_colleague_without_password_is_shown_the_way(client: Client) -> None:
    colleague = officer_with(Permission.READ_OFFICE)
    colleague.set_unusable_password()
    colleague.save()
    sign_in(client, colleague, "code")
    answer = client.get("/werk/", follow=True)
    assert answer.status_code == 200
    assert "Kies eerst een wachtwoord" in answer.content.decode()


def test_records_of_somebody_else_do_not_count(client: Client, colleague: User) -> None:
    sign_in(client, colleague)
    session = client.session
    session["account_authentication_methods_user"] = str(UserFactory().pk)
    session.save()
    assert client.get("/werk/").headers["Location"].startswith(reverse("account_reauthenticate"))


def test_secret_of_the_second_step_is_stored_encrypted(colleague: User, settings: Settings) -> None:
    secret = add_second_step(colleague)
    stored = Authenticator.objects.get(user=colleague, type=Authenticator.Type.TOTP).data["secret"]
    assert secret not in stored
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "a-new-key-after-rotation"
    assert SecondStepAdapter().decrypt(stored) == secret


# One's own account


def test_own_details_are_kept_on_a_mistake(client: Client, resident: User) -> None:
    sign_in(client, resident)
    wrong = client.post(reverse("account_profile"), {"name": "Sanne", "phone": "bel maar", "language": "nl"})
    assert wrong.status_code == 422
    assert "bel maar" in wrong.content.decode()
    right = client.post(reverse("account_profile"), {"name": "Sanne", "phone": "06 12 34 56 78", "language": "en"})
    assert right.headers["Location"] == reverse("account_overview")
    resident.refresh_from_db()
    assert (resident.name, resident.phone, resident.language) == ("Sanne", "06 12 34 56 78", "en")


def test_own_data_as_a_file(client: Client, resident: User) -> None:
    sign_in(client, resident)
    answer = client.get(reverse("account_export"))
    with zipfile.ZipFile(BytesIO(b"".join(answer.streaming_content))) as archive:  # type: ignore[arg-type]
        held = json.loads(archive.read("gegevens.json"))["held"]
    assert held["people.User"][0]["email"] == resident.email
    assert "attachment" in answer.headers["Content-Disposition"]
    assert "no-store" in answer.headers["Cache-Control"]


def test_own_data_page_says_what_is_held(client: Client, resident: User) -> None:
    sign_in(client, resident)
    page = client.get(reverse("my_data")).content.decode()
    assert "Account" in page
    assert reverse("account_export") in page


def test_removal_asks_first_then_forgets_and_signs_out(client: Client, resident: User) -> None:
    sign_in(client, resident)
    assert client.get(reverse("account_remove")).status_code == 200
    assert User.objects.get(pk=resident.pk).is_active
    assert client.post(reverse("account_remove")).headers["Location"] == "/"
    assert "_auth_user_id" not in client.session
    assert not User.objects.filter(email="sanne@example.org").exists()


def test_removal_is_refused_with_its_reason(client: Client, colleague: User) -> None:
    sign_in(client, colleague)
    answer = client.post(reverse("account_remove"))
    assert answer.status_code == 422
    assert "U heeft nog een rol" in answer.content.decode()


def test_forgotten_password_by_mailed_link(client: Client, resident: User) -> None:
    client.post(reverse("account_reset_password"), {"email": resident.email})
    found = re.search(r"https?://\S+", last_mail().body_text)
    assert found
    chosen = client.get(found[0], follow=True)
    path = chosen.redirect_chain[-1][0]
    new = "een-nieuw-lang-wachtwoord-hier"
    client.post(path, {"password1": new, "password2": new})
    assert log_in(Client(), resident.email, new).headers["Location"] == "/mijn/"
    assert "werkt niet meer" in Client().get(found[0], follow=True).content.decode()


@pytest.mark.parametrize(
    "name",
    [
        "account_login",
        "account_signup",
        "account_request_login_code",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key_done",
        "account_inactive",
        "socialaccount_login_cancelled",
    ],
)
def test_pages_for_visitors_are_complete(client: Client, name: str) -> None:
    page = client.get(reverse(name))
    assert page.status_code == 200
    assert b"<h1" in page.content
    assert b"kk-header" in page.content


def test_failed_provider_has_a_page(client: Client) -> None:
    page = client.get(reverse("socialaccount_login_error"))
    assert page.status_code == 401
    assert "Probeer het nog een keer" in page.content.decode()


@pytest.mark.parametrize(
    "name",
    [
        "account_overview",
        "account_profile",
        "account_remove",
        "my_data",
        "account_email",
        "account_change_password",
        "account_logout",
        "account_reauthenticate",
        "mfa_index",
        "mfa_activate_totp",
        "socialaccount_connections",
    ],
)
def test_pages_of_the_account_are_complete(client: Client, resident: User, name: str) -> None:
    page = sign_in(client, resident, "password").get(reverse(name))
    assert page.status_code == 200
    assert b"<h1" in page.content


@pytest.mark.parametrize("name", ["mfa_index", "mfa_view_recovery_codes", "mfa_generate_recovery_codes"])
def test_pages_of_the_second_step_are_complete(client: Client, colleague: User, name: str) -> None:
    add_second_step(colleague)
    assert sign_in(client, colleague).get(reverse(name)).status_code == 200
