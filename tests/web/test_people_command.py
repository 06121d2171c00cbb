"""The first administrator of a new installation."""

from __future__ import annotations

import re
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from kernkracht.community.people.models import Role, User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.people.queries import holders_of

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("people", *arguments, stdout=out)
    return out.getvalue()


def test_roles_are_loaded_once() -> None:
    assert run("load-roles") == f"{len(Role.Code)} roles added.\n"
    assert run("load-roles") == "0 roles added.\n"


def test_first_administrator_gets_a_link_that_works() -> None:
    text = run("invite-administrator", "eerste@example.org", "--name", "Eerste Voorbeeld")
    user = User.objects.get(email="eerste@example.org")
    assert list(holders_of(Permission.MANAGE_PEOPLE, date(2100, 1, 1))) == [user]
    link = re.search(r"https?://[^/]+(/\S+)", text)
    assert link
    assert "Kies een nieuw wachtwoord" in Client().get(link[1], follow=True).content.decode()


@pytest.mark.parametrize("email", ["eerste@example.org", "geen adres"])
def test_taken_or_wrong_address_is_refused(email: str) -> None:
    run("invite-administrator", "eerste@example.org", "--name", "Eerste Voorbeeld")
    with pytest.raises(CommandError):
        run("invite-administrator", email, "--name", "Tweede Voorbeeld")
    assert User.objects.count() == 1
