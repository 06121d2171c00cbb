"""What may stand in the trail."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.utils.translation import gettext_lazy, override

from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor
from kernkracht.grants.applications.models import Outcome
from tests.factories.applications import NOON


@pytest.mark.django_db
def test_labels_are_kept_in_dutch_whatever_the_screen_shows(actor: Actor) -> None:
    with override("en"), transaction.atomic():
        event = record("council_letter.started", actor, by=actor, at=NOON, data={"year": Outcome.GRANT.label})
    event.refresh_from_db()
    assert event.data == {"year": "Toekennen"}


@pytest.mark.django_db
def test_a_lazy_sentence_becomes_text(actor: Actor) -> None:
    with transaction.atomic():
        event = record("council_letter.started", actor, by=actor, at=NOON, data={"year": gettext_lazy("Dorp")})
    event.refresh_from_db()
    assert event.data["year"] == "Dorp"
