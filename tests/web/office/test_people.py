"""/werk/mensen/: reading for who works here, acting for who manages people."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from kernkracht.community.people.models import Absence, Assignment, ContactCard, Role, User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.people.queries import role_label
from kernkracht.foundation.notices.models import OutboxMessage
from tests.factories.people import TeamFactory, UserFactory, officer_with, role_with, sign_in
from tests.factories.villages import VillageFactory

pytestmark = pytest.mark.django_db

DAY = {"since_0": "1", "since_1": "3", "since_2": "2027"}


@pytest.fixture
def manager() -> User:
    return officer_with(
        Permission.READ_OFFICE, Permission.MANAGE_PEOPLE, code=Role.Code.ADMINISTRATOR, name="Daan Voorbeeld"
    )


@pytest.fixture
def reader() -> User:
    return officer_with(Permission.READ_OFFICE, name="Lotte Voorbeeld")


@pytest.fixture
def office(client: Client, manager: User) -> Client:
    return sign_in(client, manager)


def day_names(page: str, name: str) -> list[str]:
    """The three inputs of a day, by their own names."""
    return re.findall(rf'name="({name}[^"]*)"', page)


def on(office: Client, url: str, name: str, day: date) -> dict[str, str]:
    inputs = day_names(office.get(url).content.decode(), name)
    return dict(zip(inputs, (str(day.day), str(day.month), str(day.year)), strict=True))


def test_list_shows_people_vacancies_and_villages_without_anybody(office: Client, reader: User) -> None:
    village = VillageFactory(name="Vergeten Dorp")
    vacancy = Assignment.objects.create(
        role=role_with(Role.Code.VILLAGE_COORDINATOR), team=TeamFactory(), valid_from=date(2020, 1, 1)
    )
    vacancy.villages.add(village)
    page = office.get(reverse("office_people")).content.decode()
    for text in ("Lotte Voorbeeld", "Tijdelijk via Team Dorpen", "Dorpen zonder contactpersoon", "Vergeten Dorp"):
        assert text in page


def test_reader_reads_and_acts_on_nobody_else(client: Client, reader: User, manager: User) -> None:
    sign_in(client, reader)
    for name in ("office_people", "office_posts", "office_roles"):
        assert client.get(reverse(name)).status_code == 200
    page = client.get(reverse("office_person", args=[manager.pk]))
    assert b"Account sluiten" not in page.content
    for name in ("office_person_assign", "office_person_close"):
        assert client.post(reverse(name, args=[manager.pk])).status_code == 404
    url = reverse("office_person_absent", args=[manager.pk])
    answer = client.post(url, on(client, url, "since", date(2027, 3, 1)))
    assert answer.status_code == 422
    assert not Absence.objects.exists()


def test_reader_reports_absent_for_oneself(client: Client, reader: User) -> None:
    sign_in(client, reader)
    url = reverse("office_person_absent", args=[reader.pk])
    assert client.post(url, on(client, url, "since", date(2027, 3, 1))).status_code == 302
    assert Absence.objects.get().user == reader


def test_new_colleague_is_invited_with_a_link_that_works(office: Client) -> None:
    answer = office.post(
        reverse("office_person_add"), {"name": "Nieuw Voorbeeld", "email": "nieuw@example.org", "phone": ""}
    )
    assert answer.status_code == 302
    mail = OutboxMessage.objects.get(kind="account_invitation")
    link = re.search(r"https?://[^/]+(/\S+)", mail.body_text)
    assert link
    page = Client().get(link[1], follow=True)
    assert "Kies een nieuw wachtwoord" in page.content.decode()


def test_taken_address_is_refused_with_the_answers_kept(office: Client, reader: User) -> None:
    answer = office.post(reverse("office_person_add"), {"name": "Dubbel Voorbeeld", "email": reader.email})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "Er is al een account met dit e-mailadres." in text
    assert "Dubbel Voorbeeld" in text


def test_role_is_given_for_chosen_villages(office: Client) -> None:
    colleague, village = UserFactory(is_staff=True), VillageFactory()
    role, team = role_with(Role.Code.VILLAGE_COORDINATOR), TeamFactory()
    url = reverse("office_person_assign", args=[colleague.pk])
    data = {"role": role.pk, "reach": "enkele", "team": team.pk} | on(office, url, "since", date(2027, 3, 1))
    without = office.post(url, data)
    assert without.status_code == 422
    assert "Kies een of meer dorpen." in without.content.decode()
    assert office.post(url, data | {"villages": [village.pk]}).status_code == 302
    post = Assignment.objects.get(user=colleague)
    assert (list(post.villages.all()), post.valid_from) == ([village], date(2027, 3, 1))


def test_post_ends_with_a_vacancy_that_is_filled_with_a_stand_in(office: Client, reader: User) -> None:
    post = reader.assignments.get()
    deputy = UserFactory(is_staff=True)
    assert office.post(reverse("office_post_stand_in", args=[post.pk]), {"user": deputy.pk}).status_code == 302
    url = reverse("office_post_end", args=[post.pk])
    data = on(office, url, "last_day", date(2027, 3, 1)) | {"leave_vacancy": "on"}
    assert office.post(url, data).status_code == 302
    vacancy = Assignment.objects.get(user=None)
    assert (vacancy.stand_in, vacancy.valid_from) == (deputy, date(2027, 3, 2))
    url = reverse("office_post_fill", args=[vacancy.pk])
    data = on(office, url, "since", date(2027, 4, 1)) | {"user": str(deputy.pk)}
    assert office.post(url, data).status_code == 302
    assert Assignment.objects.filter(user=deputy, valid_from=date(2027, 4, 1)).exists()


def test_last_manager_cannot_close_the_own_account(office: Client, manager: User) -> None:
    answer = office.post(reverse("office_person_close", args=[manager.pk]))
    assert answer.status_code == 422
    assert "Dan kan niemand meer rollen geven" in answer.content.decode()
    manager.refresh_from_db()
    assert manager.is_active


def test_account_closes_and_opens(office: Client, reader: User) -> None:
    assert office.post(reverse("office_person_close", args=[reader.pk])).status_code == 302
    assert "Gesloten" in office.get(reverse("office_people")).content.decode()
    assert office.post(reverse("office_person_reopen", args=[reader.pk])).status_code == 302
    reader.refresh_from_db()
    assert reader.is_active


def test_vacancy_villages_absence_card_and_return(office: Client, reader: User) -> None:
    village, post = VillageFactory(), reader.assignments.get()
    url = reverse("office_vacancy_add")
    data = {"role": post.role_id, "reach": "alle", "team": post.team_id} | on(office, url, "since", date(2027, 3, 1))
    assert office.post(url, data).status_code == 302
    url = reverse("office_post_villages", args=[post.pk])
    data = {"reach": "enkele", "villages": [village.pk]} | on(office, url, "since", date(2027, 3, 1))
    assert office.post(url, data).status_code == 302
    url = reverse("office_person_absent", args=[reader.pk])
    assert office.post(url, on(office, url, "since", date(2026, 1, 1))).status_code == 302
    url = reverse("office_person_back", args=[reader.pk])
    assert office.post(url, on(office, url, "back_on", date(2026, 2, 1))).status_code == 302
    assert Absence.objects.get().valid_until == date(2026, 1, 31)
    card = {"public_name": "Lotte", "phone": "", "email": "", "visiting_hours": "dinsdag", "introduction": ""}
    assert office.post(reverse("office_person_card", args=[reader.pk]), card).status_code == 302
    assert ContactCard.objects.get(user=reader).visiting_hours == "dinsdag"
    page = office.get(reverse("office_person", args=[reader.pk])).content.decode()
    assert "Afwezig gemeld vanaf 2026-01-01." in page


def test_role_is_renamed_and_its_rights_are_set(office: Client, reader: User) -> None:
    code = Role.Code.POLICY_OFFICER
    url = reverse("office_role_rename", args=[code])
    data = {"label": "dorpenadviseur", "plural": "dorpenadviseurs"} | on(office, url, "since", date(2027, 3, 1))
    assert office.post(url, data).status_code == 302
    assert role_label(code, date(2027, 3, 1)) == "dorpenadviseur"
    url = reverse("office_role_permissions", args=[code])
    assert office.post(url, {"permissions": ["office.read", "mail.resend"]}).status_code == 302
    held = Role.objects.get(code=code).role_permissions.values_list("permission", flat=True)
    assert set(held) == {"office.read", "mail.resend"}
    page = office.get(reverse("office_roles")).content.decode()
    assert "Niet verstuurde post bekijken en opnieuw sturen" in page


def test_page_about_auditors_offers_reading_only(office: Client) -> None:
    role_with(Role.Code.AUDITOR)
    url = reverse("office_role_permissions", args=[Role.Code.AUDITOR])
    assert "application.decide" not in office.get(url).content.decode()
    assert office.post(url, {"permissions": ["application.decide"]}).status_code == 422


def test_residents_do_not_exist_here(office: Client) -> None:
    assert office.get(reverse("office_person", args=[UserFactory().pk])).status_code == 404
