"""The post of the office: lists, sending again, printing, and the municipality's own texts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kernkracht.community.people.models import User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.documents.models import Letter
from kernkracht.foundation.notices.actions import queue_email, queue_print
from kernkracht.foundation.notices.models import MessageTemplate, OutboxMessage
from tests.factories.applications import NOON
from tests.foundation.notices.sample import EXAMPLE

SignIn = Callable[..., User]
State = OutboxMessage.State


@pytest.fixture
def mail(actor: Actor) -> Callable[..., OutboxMessage]:
    def put(state: str = State.QUEUED, **changes: Any) -> OutboxMessage:
        facts: dict[str, Any] = {
            "kind": "test_letter",
            "context": EXAMPLE,
            "to_name": "Robin",
            "to_email": "robin@example.org",
            "subject_obj": actor,
            "unique_key": f"{state}",
            "at": NOON,
        }
        message = queue_email(**facts | changes)
        OutboxMessage.objects.filter(pk=message.pk).update(
            state=state, sent_at=NOON if state == State.SENT else None, last_error="550 <script>" * (state == "bounced")
        )
        message.refresh_from_db()
        return message

    return put


@pytest.fixture
def letter(actor: Actor) -> OutboxMessage:
    made = Letter.objects.create(
        kind="x", subject="Besluit", html="", pdf=b"%PDF-1", pdf_sha256="0" * 64, made_by=actor, made_at=NOON
    )
    return queue_print(
        kind="decision",
        letter=made,
        to_name="Robin",
        to_address="Dorpsweg 1\n4032 AB Dorp",
        subject_obj=actor,
        unique_key="printed",
        at=NOON,
    )


def _text(answer: Any) -> str:
    return str(answer.content.decode())


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("office_mail", []),
        ("office_message", [1]),
        ("office_message_letter", [1]),
        ("office_texts", []),
        ("office_text", ["test_letter", "body.txt", "nl"]),
        ("office_log", []),
    ],
)
def test_without_the_permission_there_is_no_such_page(
    client: Client, as_officer: SignIn, name: str, arguments: list[Any]
) -> None:
    assert client.get(reverse(name, args=arguments)).status_code == 302, "a visitor signs in"
    as_officer(Permission.READ_OFFICE)
    assert client.get(reverse(name, args=arguments)).status_code == 404


@pytest.mark.parametrize("name", ["office_message_resend", "office_message_bounced", "office_message_printed"])
def test_acts_need_the_permission_and_a_post(client: Client, as_officer: SignIn, mail: Any, name: str) -> None:
    message = mail(State.SENT)
    as_officer(Permission.READ_OFFICE)
    assert client.post(reverse(name, args=[message.pk])).status_code == 404
    as_officer(Permission.RESEND_MAIL)
    assert client.get(reverse(name, args=[message.pk])).status_code == 405
    message.refresh_from_db()
    assert message.state == State.SENT


def test_each_list_shows_its_own_and_counts_it(client: Client, as_officer: SignIn, mail: Any, letter: Any) -> None:
    for state in (State.QUEUED, State.FAILED, State.BOUNCED, State.SENT):
        mail(state, to_email=f"{state}@example.org")
    as_officer(Permission.RESEND_MAIL)
    shown = {
        name: _text(client.get(reverse("office_mail"), {"lijst": name}))
        for name in ("niet-verstuurd", "wachtrij", "afdrukken", "verstuurd")
    }
    assert "failed@example.org" in shown["niet-verstuurd"]
    assert "bounced@example.org" in shown["niet-verstuurd"]
    assert "550 &lt;script&gt;" in shown["niet-verstuurd"]
    assert "queued@example.org" in shown["wachtrij"]
    assert "Besluit" in shown["afdrukken"]
    assert "sent@example.org" in shown["verstuurd"]
    for name, other in (("verstuurd", "failed@"), ("wachtrij", "sent@"), ("niet-verstuurd", "queued@")):
        assert other not in shown[name]
    assert client.get(reverse("office_mail"), {"lijst": "anders"}).status_code == 404


def test_empty_lists_say_so(client: Client, as_officer: SignIn) -> None:
    as_officer(Permission.RESEND_MAIL, Permission.MANAGE_TEMPLATES)
    first = _text(client.get(reverse("office_mail")))
    assert "Alles is verstuurd" in first
    assert reverse("office_texts") in first
    assert "Deze lijst is leeg" in _text(client.get(reverse("office_mail"), {"lijst": "wachtrij"}))


def test_a_bounced_mail_goes_out_again_to_a_better_address(client: Client, as_officer: SignIn, mail: Any) -> None:
    message = mail(State.BOUNCED)
    as_officer(Permission.RESEND_MAIL)
    url = reverse("office_message_resend", args=[message.pk])
    refused = client.post(url, {"to_email": "geen adres"})
    assert refused.status_code == 422
    assert 'value="geen adres"' in _text(refused)
    assert "Fout:" in _text(refused)
    answer = client.post(url, {"to_email": "nieuw@example.org"}, follow=True)
    assert "staat weer in de wachtrij" in _text(answer)
    message.refresh_from_db()
    assert (message.state, message.recipient_email) == (State.QUEUED, "nieuw@example.org")
    twice = client.post(url, {"to_email": "nieuw@example.org"}, follow=True)
    assert "staat al in de wachtrij" in _text(twice)


def test_a_mail_that_came_back_is_registered_with_its_reason(client: Client, as_officer: SignIn, mail: Any) -> None:
    message = mail(State.SENT)
    as_officer(Permission.RESEND_MAIL)
    url = reverse("office_message_bounced", args=[message.pk])
    assert client.post(url, {"reason": ""}).status_code == 422
    assert "Niet verstuurd" in _text(client.post(url, {"reason": "Postbus vol"}, follow=True))
    message.refresh_from_db()
    assert (message.state, message.last_error) == (State.BOUNCED, "Postbus vol")
    again = client.post(url, {"reason": "nog eens"}, follow=True)
    assert "Alleen een verstuurde e-mail kan terugkomen" in _text(again)


def test_a_letter_is_downloaded_and_marked_as_posted(client: Client, as_officer: SignIn, letter: OutboxMessage) -> None:
    as_officer(Permission.RESEND_MAIL)
    pdf = client.get(reverse("office_message_letter", args=[letter.pk]))
    assert (pdf.content, pdf["Content-Type"]) == (b"%PDF-1", "application/pdf")
    assert "no-store" in pdf["Cache-Control"]
    url = reverse("office_message_printed", args=[letter.pk])
    assert "Verstuurd" in _text(client.post(url, follow=True))
    letter.refresh_from_db()
    assert letter.state == State.SENT
    assert "niet meer in de wachtrij" in _text(client.post(url, follow=True))


def test_a_mail_has_no_letter_to_print(client: Client, as_officer: SignIn, mail: Any) -> None:
    as_officer(Permission.RESEND_MAIL)
    assert client.get(reverse("office_message_letter", args=[mail().pk])).status_code == 404


class TestTexts:
    """The editor of texts."""

    url = "/werk/post/sjablonen/test_letter/subject.txt/nl/"

    @pytest.fixture(autouse=True)
    def _administrator(self, as_officer: SignIn) -> None:
        self.user = as_officer(Permission.MANAGE_TEMPLATES)

    def test_the_list_names_every_notice_and_part(self, client: Client) -> None:
        page = _text(client.get(reverse("office_texts")))
        assert "Proefbrief" in page
        assert "Onderwerp van de e-mail" in page

    def test_the_editor_begins_with_the_text_of_the_software_and_shows_it_filled_in(self, client: Client) -> None:
        page = _text(client.get(self.url))
        assert "Uw plan {{ title }}" in page
        assert "Uw plan Pluktuin" in page
        assert "<code>due_on</code>" in page

    def test_a_new_text_is_kept_as_a_version_and_can_be_undone(self, client: Client) -> None:
        client.post(self.url, {"body": "Eigen: {{ title }}"})
        client.post(self.url, {"body": "Eigener: {{ title }}"})
        page = _text(client.get(self.url))
        assert "Eigener: Pluktuin" in page
        assert "Versie 1" in page
        client.post(f"{self.url}standaard/")
        assert "Uw plan Pluktuin" in _text(client.get(self.url))
        assert MessageTemplate.objects.count() == 3

    def test_a_preview_keeps_nothing(self, client: Client) -> None:
        page = _text(client.post(self.url, {"body": "Kijk: {{ title }}", "show": "1"}))
        assert "Kijk: Pluktuin" in page
        assert "Kijk: {{ title }}" in page
        assert not MessageTemplate.objects.exists()

    @pytest.mark.parametrize("extra", [{}, {"show": "1"}])
    def test_a_text_that_cannot_be_used_says_why_and_stays(self, client: Client, extra: dict[str, str]) -> None:
        answer = client.post(self.url, {"body": "Beste {{ naam }}", **extra})
        page = _text(answer)
        assert answer.status_code == 422
        assert "het veld “naam” bestaat niet" in page
        assert "Beste {{ naam }}" in page
        assert not MessageTemplate.objects.exists()

    def test_an_empty_text_is_refused(self, client: Client) -> None:
        assert client.post(self.url, {"body": "  "}).status_code == 422

    @pytest.mark.parametrize(
        "path", ["onbekend/subject.txt/nl/", "test_letter/settings.py/nl/", "test_letter/body.txt/de/"]
    )
    def test_what_is_no_text_is_no_page(self, client: Client, path: str) -> None:
        assert client.get(f"/werk/post/sjablonen/{path}").status_code == 404

    def test_a_letter_is_shown_without_what_could_run(self, client: Client) -> None:
        url = "/werk/post/sjablonen/test_letter/letter.html/nl/"
        page = _text(client.post(url, {"body": "<h1>Besluit</h1><script>alert(1)</script>", "show": "1"}))
        assert "&lt;script&gt;alert(1)" in page
        assert "<script>alert(1)" not in page
