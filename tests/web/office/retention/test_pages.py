"""The office's pages about keeping: made by one, approved by another, refusals beside the answers that stay."""

from __future__ import annotations

import zipfile
from datetime import date
from io import BytesIO, StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kernkracht.community.groups.models import Covenant
from kernkracht.community.people.models import Role, User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.retention.actions import execute_approved_lists
from kernkracht.foundation.retention.declarations import DataClass
from kernkracht.foundation.retention.models import ClassChoice, DestructionList, ItemState, PersonRequest
from kernkracht.foundation.retention.queries import terms_on
from kernkracht.grants.applications.models import GrantApplication
from tests.factories.applications import ApplicationFactory
from tests.factories.people import UserFactory, officer_with, sign_in, with_password

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator() -> User:
    return officer_with(Permission.READ_OFFICE, Permission.PROPOSE_DESTRUCTION, code=Role.Code.ADMINISTRATOR)


@pytest.fixture
def archivist() -> User:
    return officer_with(
        Permission.READ_OFFICE,
        Permission.PROPOSE_DESTRUCTION,
        Permission.APPROVE_DESTRUCTION,
        code=Role.Code.ARCHIVIST,
    )


@pytest.fixture
def old() -> GrantApplication:
    case: GrantApplication = ApplicationFactory(state="refused", decided_on=date(2018, 5, 1), number="A-2018-0001")
    return case


def make_list(client: Client) -> DestructionList:
    today = timezone.localdate()
    answer = client.post(reverse("office_destruction_new"), _day("as_of", today))
    assert answer.status_code == 302, answer.content.decode()
    return DestructionList.objects.get()


def _day(name: str, day: date) -> dict[str, str]:
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}


def test_from_proposal_to_certificate(
    client: Client, administrator: User, archivist: User, old: GrantApplication
) -> None:
    sign_in(client, administrator)
    found = make_list(client)
    page = client.get(reverse("office_destruction", args=[found.pk])).content.decode()
    assert "A-2018-0001" in page
    assert "Geëindigd op 1 mei 2018" in page
    assert "Iemand anders moet hem goedkeuren" in page
    assert client.post(reverse("office_destruction_approve", args=[found.pk])).status_code == 404
    sign_in(client, archivist)
    asked = client.get(reverse("office_destruction_approve", args=[found.pk])).content.decode()
    assert "Dit kan niet ongedaan worden gemaakt" in asked
    client.post(reverse("office_destruction_approve", args=[found.pk]))
    assert execute_approved_lists(by=Actor.system("worker"), at=timezone.now()) == 1
    old.refresh_from_db()
    assert old.contact_email == ""
    paper = client.get(reverse("office_destruction_certificate", args=[found.pk]))
    assert paper.content.startswith(b"%PDF")
    found.refresh_from_db()
    assert found.approver_role == "archivist"


def test_the_maker_is_told_why_approving_is_refused(client: Client, archivist: User, old: GrantApplication) -> None:
    sign_in(client, archivist)
    found = make_list(client)
    answer = client.post(reverse("office_destruction_approve", args=[found.pk]), follow=True)
    assert "U maakte deze lijst zelf" in answer.content.decode()
    found.refresh_from_db()
    assert found.approved_by is None


def test_taking_off_asks_for_a_reason(client: Client, archivist: User, old: GrantApplication) -> None:
    sign_in(client, archivist)
    item = make_list(client).items.get()
    address = reverse("office_destruction_spare", args=[item.list_id, item.pk])
    assert client.post(address, {"reason": ""}).status_code == 422
    client.post(address, {"reason": "Er loopt een beroep"})
    item.refresh_from_db()
    assert (item.state, item.reason) == (ItemState.TAKEN_OFF, "Er loopt een beroep")
    assert client.post(address, {"reason": "Nog eens"}).status_code == 422


def test_an_empty_list_is_refused_and_the_day_stays(client: Client, archivist: User) -> None:
    sign_in(client, archivist)
    answer = client.post(reverse("office_destruction_new"), _day("as_of", date(2026, 1, 1)))
    assert answer.status_code == 422
    assert "niets dat weg mag" in answer.content.decode()
    assert "2026" in answer.content.decode()


def test_a_withdrawn_list_destroys_nothing(client: Client, archivist: User, old: GrantApplication) -> None:
    sign_in(client, archivist)
    found = make_list(client)
    client.post(reverse("office_destruction_withdraw", args=[found.pk]))
    assert execute_approved_lists(by=Actor.system("worker"), at=timezone.now()) == 0
    old.refresh_from_db()
    assert old.contact_email


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"years": "", "for_ever": ""}, "Vul een aantal jaren in"),
        ({"years": "5", "for_ever": "on"}, "Niet allebei"),
        ({"years": "veel"}, "years"),
        ({"source": ""}, "source"),
    ],
)
def test_a_wrong_term_keeps_what_was_typed(client: Client, archivist: User, wrong: dict[str, str], said: str) -> None:
    sign_in(client, archivist)
    typed = {"years": "6", "source": "Besluit 12"} | _day("valid_from", timezone.localdate()) | wrong
    answer = client.post(reverse("office_retention_term", args=["refused"]), typed)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert terms_on(timezone.localdate())[DataClass.REFUSED].years == 5


def test_the_archivist_sets_a_term_with_its_source(client: Client, archivist: User) -> None:
    sign_in(client, archivist)
    typed = {"years": "6", "source": "Besluit 12"} | _day("valid_from", timezone.localdate())
    assert client.post(reverse("office_retention_term", args=["refused"]), typed).status_code == 302
    now = terms_on(timezone.localdate())[DataClass.REFUSED]
    assert (now.years, now.source) == (6, "Besluit 12")
    page = client.get(reverse("office_retention_term", args=["refused"])).content.decode()
    assert "Besluit 12" in page
    assert "8.2" in page


def test_an_agreement_is_kept_for_ever_by_choice(client: Client, archivist: User) -> None:
    covenant = Covenant.objects.create(title="Samen", created_at=timezone.now(), created_by=archivist.actor)
    sign_in(client, archivist)
    address = reverse("office_agreement_kept", args=["groups.covenant", covenant.pk])
    assert client.post(address, {"data_class": "task_agreement", "reason": ""}).status_code == 422
    client.post(address, {"data_class": "task_agreement", "reason": "Voert een taak uit"})
    assert ClassChoice.objects.get().data_class == "task_agreement"
    assert "Voert een taak uit" in client.get(reverse("office_agreements_kept")).content.decode()
    assert client.get(reverse("office_agreement_kept", args=["people.user", archivist.pk])).status_code == 404
    assert client.get(reverse("office_agreement_kept", args=["geen.model", 1])).status_code == 404


def test_a_request_at_the_counter(client: Client, administrator: User, old: GrantApplication) -> None:
    sign_in(client, administrator)
    address = reverse("office_person_request")
    asked = {"kind": "export", "email": "ROBIN@example.org", "identity_checked": "Paspoort gezien"}
    answer = client.post(address, asked)
    with zipfile.ZipFile(BytesIO(answer.content)) as archive:
        assert "gegevens.json" in archive.namelist()
    preview = client.post(address, asked | {"kind": "erase"})
    assert "Dit kan niet ongedaan worden gemaakt" in preview.content.decode()
    assert PersonRequest.objects.count() == 1, "looking first changes nothing"
    assert client.post(address, asked | {"kind": "erase", "sure": "1"}).status_code == 302
    assert PersonRequest.objects.count() == 2


def test_somebody_with_an_account_is_sent_to_it(client: Client, administrator: User) -> None:
    with_password(UserFactory(email="robin@example.org"))
    sign_in(client, administrator)
    asked = {"kind": "erase", "email": "robin@example.org", "identity_checked": "Paspoort", "sure": "1"}
    answer = client.post(reverse("office_person_request"), asked)
    assert answer.status_code == 422
    assert "zelf inloggen" in answer.content.decode()
    assert User.objects.filter(email="robin@example.org").exists()


def test_an_address_that_is_unknown_is_refused(client: Client, administrator: User) -> None:
    sign_in(client, administrator)
    asked = {"kind": "export", "email": "nergens@example.org", "identity_checked": "Paspoort"}
    answer = client.post(reverse("office_person_request"), asked)
    assert answer.status_code == 422
    assert "bewaren wij niets" in answer.content.decode()


def test_the_command_says_what_may_go_and_changes_nothing(old: GrantApplication) -> None:
    out = StringIO()
    call_command("retention", "candidates", "--on", "2023-05-01", stdout=out)
    assert "A-2018-0001" in out.getvalue()
    assert "Subsidie afgewezen: 1" in out.getvalue()
    early = StringIO()
    call_command("retention", "candidates", "--on", "2023-04-30", stdout=early)
    assert "niets" in early.getvalue()
    with pytest.raises(CommandError):
        call_command("retention", "candidates", "--on", "morgen")
    assert not DestructionList.objects.exists()
