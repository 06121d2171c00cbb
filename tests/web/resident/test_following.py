"""Mijn aanvragen, files, support and the counter, over HTTP."""

from __future__ import annotations

from datetime import datetime

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kernkracht.community.people.permission_codes import Permission
from kernkracht.grants.applications.actions import invite_companion
from kernkracht.grants.applications.models import ApplicationState, Companion, GrantApplication
from tests.factories.people import UserFactory, officer_with
from tests.grants.applications.scene import NOON, full_draft, holder, scheme_version, send
from tests.grants.applications.test_following import waiting_case

from .steps import begin

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _march() -> object:
    with time_machine.travel(datetime.fromisoformat("2026-03-12T10:00:00+01:00"), tick=False):
        yield


def test_mine_is_for_who_is_signed_in(client: Client) -> None:
    assert client.get("/mijn/").status_code == 302
    user = UserFactory()
    client.force_login(user)
    assert "nog geen aanvragen" in client.get("/mijn/").content.decode()
    send(full_draft())
    assert "Pluktuin" not in client.get("/mijn/").content.decode()
    EmailAddress.objects.create(user=user, email="robin@example.org", verified=True)
    page = client.get("/mijn/").content.decode()
    assert "Pluktuin" in page
    assert "Ontvangen" in page


def test_the_link_shows_state_next_step_term_and_who(client: Client) -> None:
    case = send(full_draft())
    page = client.get(f"/mijn/aanvragen/{case.token}/").content.decode()
    for shown in ("A-2026-0001", "Sanne", "28 april 2026", "De termijn van 8 weken", "Trek deze aanvraag in"):
        assert shown in page
    assert client.get("/mijn/aanvragen/onbekend/").status_code == 404


def test_a_draft_goes_on_where_it_was(client: Client) -> None:
    draft = full_draft()
    assert client.get(f"/mijn/aanvragen/{draft.token}/").headers["Location"] == f"/aanvraag/{draft.token}/"


def test_withdrawing_asks_why_and_does_it_once(client: Client) -> None:
    case = send(full_draft())
    url = f"/mijn/aanvragen/{case.token}/intrekken/"
    assert client.post(url, {"reason": ""}).status_code == 422
    case.refresh_from_db()
    assert case.state == ApplicationState.SUBMITTED
    assert client.post(url, {"reason": "Geen tijd"}).status_code == 302
    again = client.post(url, {"reason": "Nog een keer"})
    assert again.status_code == 422
    assert "Intrekken kan niet meer" in again.content.decode()
    case.refresh_from_db()
    assert case.withdrawal_reason == "Geen tijd"


def test_completing_with_text(client: Client) -> None:
    case = waiting_case()
    url = f"/mijn/aanvragen/{case.token}/aanvullen/"
    assert "24 maart 2026" in client.get(f"/mijn/aanvragen/{case.token}/").content.decode()
    assert client.post(url, {}).status_code == 422
    wrong = client.post(url, {"text": "Zie bijlage", "attachments": SimpleUploadedFile("x.exe", b"MZ")})
    assert wrong.status_code == 422
    assert "Zie bijlage" in wrong.content.decode()
    assert "Kies uw bestanden opnieuw" in wrong.content.decode()
    assert client.post(url, {"text": "Appels"}).status_code == 302
    case.refresh_from_db()
    assert case.state == ApplicationState.ASSESSING


def test_after_its_term_a_completion_is_explained(client: Client) -> None:
    case = waiting_case()
    with time_machine.travel(datetime.fromisoformat("2026-03-25T10:00:00+01:00"), tick=False):
        assert "is voorbij" in client.get(f"/mijn/aanvragen/{case.token}/").content.decode()
        late = client.post(f"/mijn/aanvragen/{case.token}/aanvullen/", {"text": "Te laat"})
        assert late.status_code == 422
    case.refresh_from_db()
    assert case.state == ApplicationState.AWAITING_COMPLETION


def test_a_file_is_for_the_holder_the_owner_and_the_office(client: Client) -> None:
    draft = begin(client, scheme_version())
    file = SimpleUploadedFile("schets.png", _png())
    added = client.post(f"/aanvraag/{draft.token}/bijlagen/", {"document_kind": "other", "file": file, "do": "add"})
    assert added.status_code == 302, added.context["form"].errors
    key = draft.attachments.get().document.key
    assert client.get(f"/bijlage/{key}/").status_code == 200
    assert Client().get(f"/bijlage/{key}/").status_code == 404
    office, stranger = Client(), Client()
    office.force_login(officer_with(Permission.READ_OFFICE))
    stranger.force_login(UserFactory())
    assert office.get(f"/bijlage/{key}/").status_code == 200
    assert stranger.get(f"/bijlage/{key}/").status_code == 404


def _png() -> bytes:
    import io

    from PIL import Image

    content = io.BytesIO()
    Image.new("RGB", (4, 4), "green").save(content, "PNG")
    return content.getvalue()


def _invitation() -> Companion:
    draft = full_draft()
    return invite_companion(
        application=draft, kind="supporter", name="Kim", email="kim@example.org", by=holder(draft), at=NOON
    )


def test_opening_an_invitation_confirms_nothing_and_shows_no_private_data(client: Client) -> None:
    companion = _invitation()
    page = client.get(f"/steun/{companion.token}/").content.decode()
    companion.refresh_from_db()
    assert companion.confirmed_at is None
    assert "Pluktuin" in page
    for private in ("robin@example.org", "kim@example.org", "Dorpsstraat", "€\xa0500", companion.application.token):
        assert private not in page


def test_saying_yes_no_and_yes_again(client: Client) -> None:
    companion = _invitation()
    url = f"/steun/{companion.token}/"
    assert "Dank u wel" in client.post(url, {"answer": "yes"}, follow=True).content.decode()
    client.post(url, {"answer": "no"})
    companion.refresh_from_db()
    assert (companion.confirmed_at, companion.declined_at is not None) == (None, True)


def test_an_old_invitation_says_so(client: Client) -> None:
    companion = _invitation()
    with time_machine.travel(datetime.fromisoformat("2026-05-12T10:00:00+02:00"), tick=False):
        assert "te oud" in client.get(f"/steun/{companion.token}/").content.decode()
        assert client.post(f"/steun/{companion.token}/", {"answer": "yes"}).status_code == 422
    assert client.get("/steun/onbekend/").status_code == 404


def test_an_officer_enters_for_somebody(client: Client) -> None:
    version = scheme_version()
    assert client.get("/werk/aanvragen/nieuw/").status_code == 302
    reader = Client()
    reader.force_login(officer_with(Permission.READ_OFFICE))
    assert reader.get("/werk/aanvragen/nieuw/").status_code == 404
    officer = officer_with(Permission.ENTER_APPLICATION, code="administrator")
    client.force_login(officer)
    assert client.post("/werk/aanvragen/nieuw/", {}).status_code == 422
    answer = client.post("/werk/aanvragen/nieuw/", {"scheme": version.scheme.slug, "channel": "phone"})
    draft = GrantApplication.objects.get()
    assert answer.headers["Location"] == f"/aanvraag/{draft.token}/"
    assert (draft.channel, draft.entered_by, draft.applicant) == ("phone", officer.actor, None)
    saved = client.post(f"/aanvraag/{draft.token}/plan/", {"title": "Bankje", "do": "stop"})
    assert saved.status_code == 302
    draft.refresh_from_db()
    assert (draft.title, draft.applicant) == ("Bankje", None)


def test_a_signed_in_resident_with_a_proven_address_takes_the_draft_into_the_account(client: Client) -> None:
    draft, user = full_draft(), UserFactory()
    client.force_login(user)
    client.post(f"/aanvraag/{draft.token}/plan/", {"title": "Pluktuin", "do": "stop"})
    draft.refresh_from_db()
    assert draft.applicant is None
    EmailAddress.objects.create(user=user, email=user.email, verified=True)
    client.post(f"/aanvraag/{draft.token}/plan/", {"title": "Pluktuin", "do": "stop"})
    draft.refresh_from_db()
    assert draft.applicant == user


@pytest.mark.parametrize("page", ["/mijn/aanvragen/{}/", "/aanvraag/{}/ontvangen/", "/mijn/aanvragen/{}/intrekken/"])
def test_no_page_needs_more_than_fifteen_queries(
    client: Client, page: str, django_assert_max_num_queries: object
) -> None:
    case = waiting_case()
    url = page.format(case.token)
    client.get(url)
    with django_assert_max_num_queries(15):  # type: ignore[operator] # a fixture that is a context manager
        assert client.get(url).status_code == 200


def test_the_list_of_cases_does_not_grow_in_queries(client: Client, django_assert_max_num_queries: object) -> None:
    user = UserFactory()
    client.force_login(user)
    for _n in range(12):
        GrantApplication.objects.filter(pk=waiting_case().pk).update(applicant=user)
    client.get("/mijn/")  # what is published is read once per process
    with django_assert_max_num_queries(11):  # type: ignore[operator] # a fixture that is a context manager
        assert "Pluktuin" in client.get("/mijn/").content.decode()
