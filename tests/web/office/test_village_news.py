"""`/werk/nieuws-uit-mijn-dorpen/`: what happened in the own villages, and how often that is mailed (R24)."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from kernkracht.community.following.models import OfficeDigest
from kernkracht.community.people.permission_codes import Permission
from tests.factories.news import some_news
from tests.factories.people import officer_with, sign_in
from tests.factories.questions import asked
from tests.factories.villages import VillageFactory

pytestmark = pytest.mark.django_db
HERE = "/werk/nieuws-uit-mijn-dorpen/"


def test_a_colleague_reads_what_happened_and_chooses_how_often(client: Client) -> None:
    village, officer = VillageFactory(), officer_with(Permission.READ_OFFICE)
    desk = sign_in(client, officer)
    assert "Er gebeurde niets nieuws" in desk.get(HERE).content.decode()
    some_news("Het plein is klaar", at=timezone.now(), villages=(village,))
    question = asked(timezone.now(), village=village)
    page = desk.get(HERE).content.decode()
    assert "Het plein is klaar" in page
    assert str(question.number) not in page, "without the right to handle questions"
    assert desk.post(HERE, {"choice": "hourly"}).status_code == 422
    assert desk.post(HERE, {"choice": "weekly"}).status_code == 302
    assert OfficeDigest.objects.get().choice == OfficeDigest.Choice.WEEKLY
