"""What may be written in a text, what comes out, and what is refused with its place and remedy."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from kernkracht.foundation.audit.models import Actor, AuditEvent
from kernkracht.foundation.notices.actions import change_text, reset_text
from kernkracht.foundation.notices.kinds import (
    PARTS,
    NoticeContext,
    NoticeWithoutText,
    UnknownNotice,
    notice_kinds,
    register_notice,
)
from kernkracht.foundation.notices.language import MAX_LENGTH, UnusableText
from kernkracht.foundation.notices.models import MessageTemplate
from kernkracht.foundation.notices.texts import (
    WrongContext,
    render_letter,
    render_notice,
    text_in_use,
    try_text,
)
from tests.factories.applications import NOON

from .sample import EXAMPLE, WITH_LETTER, Line, Sample

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _site(settings: Any) -> None:
    settings.SITE_URL = "https://voorbeeld.example"


def test_a_notice_fills_in_amounts_days_and_lists() -> None:
    rendered = render_notice("test_letter", EXAMPLE)
    assert rendered.subject == "Uw plan Pluktuin"
    assert rendered.body_text == (
        "Beste Robin,\n\nUw plan ‘Pluktuin’ is in behandeling tot 15 maart 2027.\n"
        "- Bomen: €\u00a0750\nMeer op https://voorbeeld.example/mijn/\n"
    )
    assert "<p>Beste Robin,</p>" in rendered.body_html
    assert '<html lang="nl">' in rendered.body_html
    assert render_letter("test_letter", EXAMPLE).startswith("<h1>Besluit over Pluktuin</h1>")


def test_a_notice_without_html_gets_it_from_its_text() -> None:
    html = render_notice("test_plain", Sample("<b>Robin", "x", date(2027, 1, 1))).body_html
    assert "<p>Beste &lt;b&gt;Robin,</p>" in html
    assert '<a href="https://voorbeeld.example/mijn/">' in html


def test_what_is_filled_in_is_escaped_in_html_and_not_in_text() -> None:
    rendered = render_notice("test_letter", Sample("<script>R&B", "x", date(2027, 1, 1)))
    assert "<script>R&B" in rendered.body_text
    assert "&lt;script&gt;R&amp;B" in rendered.body_html
    assert "<script>" not in rendered.body_html


def test_a_subject_is_one_line_of_at_most_200_characters() -> None:
    subject = render_notice(
        "test_letter", Sample("R", "a\r\nBcc: x@example.org " + "b" * 300, date(2027, 1, 1))
    ).subject
    assert subject.startswith("Uw plan a Bcc:")
    assert "\n" not in subject
    assert len(subject) == 200


def test_another_language_falls_back_to_dutch_part_by_part() -> None:
    rendered = render_notice("test_letter", EXAMPLE, "en")
    assert rendered.subject == "Your plan Pluktuin"
    assert rendered.body_text.startswith("Beste Robin")
    assert '<html lang="en">' in rendered.body_html


def test_a_kind_takes_its_own_facts_only() -> None:
    with pytest.raises(WrongContext):
        render_notice("test_letter", NoticeContext())
    with pytest.raises(UnknownNotice):
        render_notice("never_registered", EXAMPLE)
    with pytest.raises(NoticeWithoutText, match=r"subject\.txt"):
        register_notice("without_text", title="x", example=EXAMPLE)


@pytest.mark.parametrize("code", list(notice_kinds()))
def test_every_text_of_the_software_can_be_used(code: str) -> None:
    kind = notice_kinds()[code]
    assert kind.parts()
    for part in PARTS:
        for language in ("nl", "en"):
            source = kind.default_text(part, language)
            if source is not None:
                assert try_text(kind, part, language, source).strip()


REFUSED = {
    "unknown field": (
        "Beste {{ naam }}",
        "Regel 1: het veld “naam” bestaat niet. U kunt gebruiken: due_on, lines, name",
    ),
    "on its line": ("Beste\n\n{{ naam }}", "Regel 3"),
    "unknown field in a list": ("{% for line in lines %}{{ line.price }}{% endfor %}", "Regel 1: dit veld"),
    "unbalanced": ("Beste {{ name }", "accolades"),
    "unknown command": ("{% if name %}", "accolades"),
    "unknown filter": ("{{ name|shout }}", "accolades"),
    "call": ("{{ name.upper() }}", "mag hier niet"),
    "escape": ("{{ name.__class__.__mro__ }}", "“__class__” mag hier niet"),
    "escape by item": ("{{ name['__class__'] }}", "mag hier niet"),
    "escape by filter": ("{{ name|attr('__class__') }}", "accolades"),
    "globals": ("{{ range(10) }}", "mag hier niet"),
    "cycler": ("{{ cycler.__init__ }}", "mag hier niet"),
    "arithmetic": ("{{ 'a' * 999999999 }}", "mag hier niet"),
    "power": ("{{ 9 ** 9 ** 9 }}", "mag hier niet"),
    "import": ("{% import 'x' as y %}", "mag hier niet"),
    "include": ("{% include '/etc/passwd' %}", "mag hier niet"),
    "set": ("{% set a = 1 %}", "mag hier niet"),
    "macro": ("{% macro a() %}{% endmacro %}", "mag hier niet"),
    "wrong kind of value": ("{{ name|euro }}", "Regel 1: dit veld kunnen wij niet invullen"),
    "empty": ("  \n", "leeg"),
    "endless": ("a" * (MAX_LENGTH + 1), "te lang"),
    "deep": ("{% if name %}" * 1500 + "{% endif %}" * 1500, "te diep"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_text_that_cannot_be_used_is_refused_with_its_place(case: str, actor: Actor) -> None:
    source, reason = REFUSED[case]
    with pytest.raises(UnusableText) as refusal:
        change_text(kind="test_letter", part="body.txt", language="nl", body=source, by=actor, at=NOON)
    assert any(reason in fault for fault in refusal.value.faults), refusal.value.faults
    assert not MessageTemplate.objects.exists()
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        '<p onclick="x()">a</p>',
        '<p style="color: red">a</p>',
        '<a href="javascript:alert(1)">a</a>',
        '<img alt="" src="http://tracker.example/p.gif">',
        "<iframe></iframe>",
        '<form action="https://x.example"><input></form>',
    ],
)
def test_html_that_runs_or_reaches_out_is_refused(html: str) -> None:
    with pytest.raises(UnusableText, match="Regel 2"):
        try_text(WITH_LETTER, "letter.html", "nl", f"<h1>Besluit</h1>\n{html}")
    assert try_text(WITH_LETTER, "body.txt", "nl", html) == html


def test_an_own_text_replaces_that_of_the_software_and_every_version_is_kept(actor: Actor) -> None:
    for body in ("Een: {{ title }}", "Twee: {{ title }}"):
        change_text(kind="test_letter", part="subject.txt", language="nl", body=body, by=actor, at=NOON)
    assert render_notice("test_letter", EXAMPLE).subject == "Twee: Pluktuin"
    reset_text(kind="test_letter", part="subject.txt", language="nl", by=actor, at=NOON)
    assert render_notice("test_letter", EXAMPLE).subject == "Uw plan Pluktuin"
    assert text_in_use(WITH_LETTER, "subject.txt", "nl") is None
    versions = MessageTemplate.objects.order_by("version")
    assert [(row.version, row.is_default, row.body) for row in versions] == [
        (1, False, "Een: {{ title }}"),
        (2, False, "Twee: {{ title }}"),
        (3, True, ""),
    ]
    assert [event.event for event in AuditEvent.objects.order_by("pk")] == [
        "message_text.changed",
        "message_text.changed",
        "message_text.reset",
    ]


def test_an_own_text_that_breaks_on_the_facts_gives_way_to_that_of_the_software(
    actor: Actor, caplog: pytest.LogCaptureFixture
) -> None:
    body = "{% if title == 'Pluktuin' %}Goed{% else %}{{ name|euro }}{% endif %}"
    change_text(kind="test_letter", part="subject.txt", language="nl", body=body, by=actor, at=NOON)
    assert render_notice("test_letter", EXAMPLE).subject == "Goed"
    assert render_notice("test_letter", Sample("R", "Ander", date(2027, 1, 1))).subject == "Uw plan Ander"


def test_an_own_dutch_text_does_not_hide_the_english_one(actor: Actor) -> None:
    change_text(kind="test_letter", part="subject.txt", language="nl", body="Eigen", by=actor, at=NOON)
    assert render_notice("test_letter", EXAMPLE, "en").subject == "Your plan Pluktuin"


def test_moments_and_paragraphs() -> None:
    source = "{{ due_on|day }} {{ name|paragraphs }} {{ lines|length }}"
    assert "15 maart 2027 <p>Robin</p> 1" in try_text(WITH_LETTER, "letter.html", "nl", source)
    from kernkracht.foundation.notices.language import FILTERS

    assert FILTERS["moment"](datetime(2027, 3, 15, 13, 32, tzinfo=UTC)) == "15 maart 2027 om 14.32 uur"
    assert FILTERS["paragraphs"]("a\n\n<b>") == "<p>a</p>\n\n<p>&lt;b&gt;</p>"
    assert Line("x", 1).cents == 1
