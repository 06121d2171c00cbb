"""What a person wrote, out of what mail programs make of it."""

from __future__ import annotations

from email.message import EmailMessage
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kernkracht.adapters.mail_reading import read_mail, without_quotes


def mail(text: str = "Wie maait het gras?", **headers: str) -> EmailMessage:
    message = EmailMessage()
    known = {"From": "Robin Voorbeeld <Robin@example.org>", "To": "vragen@buren.example", "Subject": "Vraag"}
    known |= {"Message-ID": "<1@example.org>"}
    for name, value in (known | {key.replace("_", "-"): value for key, value in headers.items()}).items():
        message[name] = value
    message.set_content(text)
    return message


def test_a_plain_message() -> None:
    read = read_mail(mail("Wie maait\nhet gras?\n").as_bytes())
    assert (read.name, read.email, read.subject) == ("Robin Voorbeeld", "robin@example.org", "Vraag")
    assert (read.text, read.reply) == ("Wie maait\nhet gras?", "Wie maait\nhet gras?")
    assert "vragen@buren.example" in read.to
    assert not read.not_from_a_person


def test_html_alone_becomes_words_without_script() -> None:
    message = mail()
    message.set_content("<p>Dag &amp; <b>hallo</b></p><script>alert(1)</script><style>x</style>Regel<br>twee", "html")
    assert read_mail(message.as_bytes()).text == "Dag & hallo\nRegel\ntwee"


def test_an_attachment_is_not_text() -> None:
    message = mail("Zie de bijlage.")
    message.add_attachment("geheim", filename="brief.txt")
    assert read_mail(message.as_bytes()).text == "Zie de bijlage."


@pytest.mark.parametrize(
    ("said", "body"),
    [
        ("utf-8", "café €".encode("cp1252")),
        ("iso-8859-1", "café".encode("latin-1")),
        ("x-bestaat-niet", "café".encode()),
        ("us-ascii", "café".encode()),
        ("", "café".encode("cp1252")),
    ],
)
def test_wrong_charsets_are_read_all_the_same(said: str, body: bytes) -> None:
    kind = f"text/plain; charset={said}" if said else "text/plain"
    raw = f"From: a@example.org\r\nContent-Type: {kind}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n".encode() + body
    assert read_mail(raw).text.startswith("caf")


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Precedence": "bulk"},
        {"List_Id": "<nieuws.example.org>"},
        {"X_Autoreply": "yes"},
        {"Return_Path": "<>"},
        {"From": "MAILER-DAEMON@example.org"},
        {"From": "no-reply@example.org"},
        {"From": "ons@buren.example"},
        {"From": ""},
    ],
)
def test_machines_are_recognised(headers: dict[str, str]) -> None:
    assert read_mail(mail(**headers).as_bytes(), ["Ons@buren.example"]).not_from_a_person


def test_a_report_of_a_mail_server_is_one() -> None:
    raw = b"From: x@example.org\r\nContent-Type: multipart/report; boundary=b\r\n\r\n--b\r\n\r\nweg\r\n--b--\r\n"
    assert read_mail(raw).not_from_a_person


def test_auto_submitted_no_is_a_person() -> None:
    assert not read_mail(mail(Auto_Submitted="no").as_bytes()).not_from_a_person


def test_which_of_our_messages_it_answers() -> None:
    key = uuid4()
    answer = mail(In_Reply_To=f"<{key}.0@buren.example>", References="<x@y> onzin")
    assert read_mail(answer.as_bytes()).answers_to == (key,)


@pytest.mark.parametrize(
    "quote",
    [
        "> Beste Robin",
        "Op ma 23 nov 2026 om 10:00 schreef Gemeente <vragen@buren.example>:",
        "On Mon, 23 Nov 2026 at 10:00, Gemeente wrote:",
        "-----Oorspronkelijk bericht-----",
        "Van: Gemeente <vragen@buren.example>",
        "________________________________",
    ],
)
def test_what_is_quoted_goes(quote: str) -> None:
    assert without_quotes(f"Er ligt ook glas.\n\n{quote}\nOude tekst") == "Er ligt ook glas."


def test_a_message_of_only_a_quote_stays() -> None:
    assert without_quotes("> alles") == "> alles"


STARTS = [b"", b"From: ", b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x"]


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(STARTS))
def test_no_bytes_make_it_fail(noise: bytes, start: bytes) -> None:
    read = read_mail(start + noise)
    assert "\0" not in read.text + read.subject + read.name
