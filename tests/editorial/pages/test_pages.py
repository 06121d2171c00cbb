"""Texts: drafts that nobody sees, versions that never change, and publications with a beginning and an end."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from kernkracht.community.people.models import User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.editorial.pages import actions
from kernkracht.editorial.pages.models import Audience, Page, PageKind, Picture, Publication
from kernkracht.editorial.pages.queries import (
    differences,
    live_page,
    live_pages,
    missing_standard_texts,
    picture_for,
    site_text,
    standing,
    with_life,
)
from kernkracht.foundation.documents.models import StoredDocument
from tests.factories.documents import picture_bytes
from tests.factories.pages import MOMENT, a_draft, a_page
from tests.factories.people import officer_with

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
E = PageKind.EXPLANATION


@pytest.fixture
def editor() -> User:
    return officer_with(Permission.WRITE_PAGES, Permission.PUBLISH_PAGES)


@pytest.fixture
def writer() -> User:
    return officer_with(Permission.WRITE_PAGES, code="village_coordinator")


def _facts(title: str = "Zo werkt het", body: str = "Een tekst.", **more: Any) -> actions.PageFacts:
    return actions.PageFacts(title, body, **more)


def _upload(alt_text: str, name: str = "boom.jpg") -> actions.NewPicture:
    return actions.NewPicture(io.BytesIO(picture_bytes()), name, alt_text)  # type: ignore[arg-type]


def test_a_draft_is_nobodys_and_a_publication_everybodys(editor: User) -> None:
    page = actions.start_page(kind=E, facts=_facts(), by=editor.actor, at=MOMENT)
    assert live_page("zo-werkt-het", MOMENT, E) is None
    actions.publish(page=page, number=1, by=editor.actor, at=MOMENT)
    actions.save_draft(page=page, facts=_facts(body="Nieuwer."), seen=1, by=editor.actor, at=MOMENT + HOUR)
    found = live_page("zo-werkt-het", MOMENT + HOUR, E)
    assert found is not None
    assert found.version.body == "Een tekst."
    row = with_life(Page.objects.all()).get()
    assert standing(row, MOMENT + HOUR).has_newer_draft


def test_a_version_counts_from_its_moment_until_its_end(editor: User) -> None:
    page = a_page(at=MOMENT)
    actions.save_draft(page=page, facts=_facts(body="Tweede."), seen=1, by=editor.actor, at=MOMENT)
    actions.publish(
        page=page, number=2, live_from=MOMENT + DAY, live_until=MOMENT + 2 * DAY, by=editor.actor, at=MOMENT
    )
    seen = {}
    for hours in (0, 23, 24, 47, 48, 72):
        found = live_page(page.slug, MOMENT + hours * HOUR, E)
        seen[hours] = found.version.number if found else None
    assert seen == {0: 1, 23: 1, 24: 2, 47: 2, 48: None, 72: None}
    for hours, number in seen.items():
        live = standing(with_life(Page.objects.all()).get(), MOMENT + hours * HOUR).live
        assert (live.version.number if live else None) == number


def test_the_last_plan_counts_and_withdrawing_calls_it_off(editor: User) -> None:
    page = a_page(at=MOMENT)
    for days in (1, 2):
        actions.publish(page=page, number=1, live_from=MOMENT + days * DAY, by=editor.actor, at=MOMENT)
    assert Publication.objects.filter(is_called_off=True).count() == 1
    actions.withdraw_page(page=page, by=editor.actor, at=MOMENT + HOUR)
    assert not live_pages(MOMENT + HOUR, E).exists()
    assert not live_pages(MOMENT + 3 * DAY, E).exists()
    with pytest.raises(actions.UnableToPublish, match="staat niet op de website"):
        actions.withdraw_page(page=page, by=editor.actor, at=MOMENT + 3 * DAY)


def test_an_end_before_the_beginning_is_refused(editor: User) -> None:
    page = a_draft()
    with pytest.raises(actions.UnableToPublish, match="latere laatste dag"):
        actions.publish(page=page, number=1, live_until=MOMENT, by=editor.actor, at=MOMENT)
    with pytest.raises(actions.UnableToPublish, match="is er niet"):
        actions.publish(page=page, number=9, by=editor.actor, at=MOMENT)


def test_who_may_only_write_hands_over_and_gets_back(editor: User, writer: User) -> None:
    page = actions.start_page(kind=E, facts=_facts(), by=writer.actor, at=MOMENT)
    with pytest.raises(actions.NotAllowedToWrite, match="Draag de tekst over"):
        actions.publish(page=page, number=1, by=writer.actor, at=MOMENT)
    actions.hand_over(page=page, by=writer.actor, at=MOMENT)
    with pytest.raises(actions.UnableToPublish, match="al overgedragen"):
        actions.hand_over(page=page, by=writer.actor, at=MOMENT)
    assert list(Page.objects.waiting()) == [page]
    with pytest.raises(actions.UnableToPublish, match="wat er anders moet"):
        actions.turn_down(page=page, reason=" ", by=editor.actor, at=MOMENT)
    with pytest.raises(actions.NotAllowedToWrite):
        actions.turn_down(page=page, reason="Korter.", by=writer.actor, at=MOMENT)
    assert actions.turn_down(page=page, reason="Korter.", by=editor.actor, at=MOMENT).turned_down_reason == "Korter."
    assert not Page.objects.waiting().exists()
    actions.hand_over(page=page, by=writer.actor, at=MOMENT)
    actions.publish(page=page, number=1, by=editor.actor, at=MOMENT)
    page.refresh_from_db()
    assert (page.handed_over_number, page.turned_down_reason) == (None, "")


def test_somebody_without_the_right_writes_nothing(db: None) -> None:
    stranger = officer_with(Permission.READ_OFFICE)
    page = a_draft()
    for act in (
        lambda: actions.start_page(kind=E, facts=_facts("Nieuw"), by=stranger.actor, at=MOMENT),
        lambda: actions.save_draft(page=page, facts=_facts(), seen=1, by=stranger.actor, at=MOMENT),
        lambda: actions.hand_over(page=page, by=stranger.actor, at=MOMENT),
        lambda: actions.restore_version(version=page.versions.get(), by=stranger.actor, at=MOMENT),
        lambda: actions.load_standard_texts(by=stranger.actor, at=MOMENT),
    ):
        with pytest.raises(actions.NotAllowedToWrite):
            act()
    assert (Page.objects.count(), page.versions.count()) == (1, 1)


def test_two_writers_do_not_overwrite_each_other(editor: User) -> None:
    page = a_draft()
    actions.save_draft(page=page, facts=_facts(body="Van de een."), seen=1, by=editor.actor, at=MOMENT)
    with pytest.raises(actions.UnableToSave, match="bewaarde intussen versie 2"):
        actions.save_draft(page=page, facts=_facts(body="Van de ander."), seen=1, by=editor.actor, at=MOMENT)
    same = actions.save_draft(page=page, facts=_facts(body="Van de een."), seen=2, by=editor.actor, at=MOMENT)
    assert same.number == 2


def test_history_stays_and_comes_back(editor: User) -> None:
    page = a_draft(body="Eerste zin.\n\nBlijft.")
    actions.save_draft(page=page, facts=_facts(body="Andere zin.\n\nBlijft."), seen=1, by=editor.actor, at=MOMENT)
    new, old = page.versions.order_by("-number")
    assert [(change.sign, change.text) for change in differences(old, new)] == [
        ("", "Zo werkt het"),
        ("-", "Eerste zin."),
        ("+", "Andere zin."),
        ("", "Blijft."),
    ]
    back = actions.restore_version(version=old, by=editor.actor, at=MOMENT)
    assert (back.number, back.restored_from, back.body) == (3, 1, old.body)
    for attempt in (lambda: page.versions.update(title="Stiekem"), lambda: page.versions.get(number=1).delete()):
        with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
            attempt()


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        (actions.PageFacts("  ", "Tekst"), "title"),
        (actions.PageFacts("Titel", " \n"), "body"),
        (actions.PageFacts("Titel", "![](/beeld/12345678-1234-4234-9234-123456789abc/)"), "body"),
        (actions.PageFacts("Titel", "x" * 20_001), "body"),
    ],
)
def test_a_text_that_says_nothing_is_refused(editor: User, facts: actions.PageFacts, field: str) -> None:
    with pytest.raises(actions.UnableToSave) as refusal:
        actions.start_page(kind=E, facts=facts, by=editor.actor, at=MOMENT)
    assert refusal.value.field == field
    assert not Page.objects.exists()


def test_a_picture_needs_words_and_goes_with_its_text(editor: User) -> None:
    with pytest.raises(actions.UnableToAddPicture, match="Beschrijf wat er te zien is"):
        actions.start_page(kind=E, facts=_facts(upload=_upload(" ")), by=editor.actor, at=MOMENT)
    with pytest.raises(actions.UnableToSave):
        actions.start_page(kind=E, facts=_facts("", upload=_upload("Een boom")), by=editor.actor, at=MOMENT)
    assert not Picture.objects.exists()
    assert not StoredDocument.objects.exists()
    page = actions.start_page(kind=E, facts=_facts(upload=_upload("Een boom")), by=editor.actor, at=MOMENT)
    picture = page.versions.get().picture
    assert picture is not None
    assert picture_for(picture.key, MOMENT, colleague=False) is None
    assert picture_for(picture.key, MOMENT, colleague=True) == picture.document
    actions.publish(page=page, number=1, by=editor.actor, at=MOMENT)
    assert picture_for(picture.key, MOMENT, colleague=False) == picture.document
    actions.withdraw_page(page=page, by=editor.actor, at=MOMENT + HOUR)
    assert picture_for(picture.key, MOMENT + HOUR, colleague=False) is None


def test_a_picture_inside_a_text_is_public_with_it(editor: User) -> None:
    picture = actions.add_picture(
        file=io.BytesIO(picture_bytes()), name="a.jpg", alt_text="Een boom", by=editor.actor, at=MOMENT
    )
    a_page(body=f"![Een boom](/beeld/{picture.key}/)")
    assert picture_for(picture.key, MOMENT, colleague=False) == picture.document


def test_something_else_than_a_picture_is_refused(editor: User) -> None:
    for content, name in ((b"%PDF-1.4 x", "a.pdf"), (b"<svg/>", "a.svg"), (b"GIF89a", "a.jpg"), (b"", "a.png")):
        with pytest.raises(actions.UnableToAddPicture):
            actions.add_picture(file=io.BytesIO(content), name=name, alt_text="x", by=editor.actor, at=MOMENT)
    assert not StoredDocument.objects.exists()


def test_colleagues_read_more_than_everybody() -> None:
    a_page("Voor ons", audience=Audience.INTERNAL)
    a_page("Checklist", kind=PageKind.CHECKLIST, audience=Audience.PUBLIC)
    kinds = (E, PageKind.CHECKLIST)
    assert not live_pages(MOMENT, *kinds).exists()
    assert live_pages(MOMENT, *kinds, audience=Audience.INTERNAL).count() == 2


def test_addresses_are_free_or_refused(editor: User) -> None:
    first, second = a_draft("Zo!"), a_draft("Zo!")
    assert (first.slug, second.slug) == ("zo", "zo-2")
    with pytest.raises(actions.UnableToSave, match="dit adres"):
        actions.start_page(kind=E, facts=_facts(), slug="zo", by=editor.actor, at=MOMENT)
    assert a_draft("日本").slug == "tekst"


def test_the_site_speaks_before_and_after_somebody_edits(editor: User) -> None:
    before = site_text("over", MOMENT, "nl")
    assert before is not None
    assert (before.title, before.changed_at) == ("Over deze website", None)
    english = site_text("over", MOMENT, "en")
    assert english is not None
    assert english.title == "About this website"
    assert missing_standard_texts() == actions.load_standard_texts(by=editor.actor, at=MOMENT)
    assert actions.load_standard_texts(by=editor.actor, at=MOMENT) == missing_standard_texts() == 0
    page = Page.objects.get(slug="over", language="nl")
    actions.save_draft(page=page, facts=_facts("Onze site", "Hallo."), seen=1, by=editor.actor, at=MOMENT)
    actions.publish(page=page, number=2, by=editor.actor, at=MOMENT + HOUR)
    after = site_text("over", MOMENT + HOUR, "nl")
    assert after is not None
    assert after.title == "Onze site"
    actions.withdraw_page(page=page, by=editor.actor, at=MOMENT + DAY)
    assert site_text("over", MOMENT + DAY, "nl") is None
    assert site_text("niets", MOMENT, "nl") is None
