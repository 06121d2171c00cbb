"""The trail keeps every act; the page folds the saved pages of the form."""

from __future__ import annotations

from datetime import timedelta

import pytest

from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.queries import history_of
from kernkracht.grants.applications.actions import save_step
from kernkracht.grants.applications.models import GrantApplication
from kernkracht.grants.applications.queries import timeline_of
from tests.factories.people import UserFactory

from .scene import LATER, NOON, full_draft, holder, send

pytestmark = pytest.mark.django_db
PAGES = "‘Uw plan’, ‘Wie vraagt aan?’, ‘Kosten en geld’, ‘Uw gegevens’"


def saved_lines(case: GrantApplication) -> list[str]:
    return [entry.sentence for entry in timeline_of(case) if "concept" in entry.sentence.lower()]


def test_the_saved_pages_of_one_person_are_one_line_and_the_trail_keeps_each() -> None:
    case = send(full_draft())
    assert [entry.sentence for entry in timeline_of(case)][1:] == [
        f"Het concept is ingevuld: {PAGES}.",
        "De aanvraag is begonnen (online).",
    ]
    assert [entry.acts for entry in timeline_of(case)] == [1, 4, 1]
    assert history_of(case).filter(event="application.step_saved").count() == 4


def test_a_page_saved_twice_is_named_once_and_the_line_stands_at_the_last_time() -> None:
    draft = full_draft()
    save_step(application=draft, step="plan", values={"title": "Moestuin"}, by=holder(draft), at=LATER)
    newest = timeline_of(draft)[0]
    assert newest.sentence == f"Het concept is ingevuld sinds 2 maart 2026: {PAGES}."
    assert (newest.at, newest.acts) == (LATER, 5)


def test_one_saved_page_keeps_its_own_sentence() -> None:
    draft = full_draft()
    officer = UserFactory(is_staff=True, name="Sanne Voorbeeld").actor
    record("application.step_saved", draft, by=officer, at=LATER, data={"step": "Uw plan"})
    newest = timeline_of(draft)[0]
    assert (newest.sentence, newest.by) == ("De stap ‘Uw plan’ is bewaard.", "Sanne Voorbeeld")


def test_other_acts_in_between_keep_their_own_lines() -> None:
    draft = full_draft()
    record("application.attachment_added", draft, by=holder(draft), at=LATER, data={"kind": "budget"})
    save_step(application=draft, step="plan", values={}, by=holder(draft), at=LATER + timedelta(hours=1))
    sentences = [entry.sentence for entry in timeline_of(draft)]
    assert len(sentences) == 3
    assert sentences[1] == "Er is een bijlage toegevoegd (budget)."


def test_what_was_saved_before_the_rules_changed_stands_apart() -> None:
    draft = full_draft()
    record("application.version_changed", draft, by=holder(draft), at=NOON, data={"old": "2025", "new": "2026"})
    for step in ("plan", "who"):
        save_step(application=draft, step=step, values={}, by=holder(draft), at=LATER)
    assert saved_lines(draft) == [
        "Het concept is ingevuld: ‘Uw plan’, ‘Wie vraagt aan?’.",
        f"Het concept is ingevuld: {PAGES}.",
    ]
