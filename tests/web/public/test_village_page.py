"""The page of a village: everything of the municipality in one place, and only what is there (R19, R37)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kernkracht.community.gatherings.actions import UnableToFollowUp, add_action_point
from kernkracht.community.gatherings.models import Gathering
from kernkracht.community.groups.models import Group
from kernkracht.community.people.models import Role
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.villages.models import Village
from kernkracht.grants.schemes.models import SchemeVersion
from kernkracht.participation.baselines.actions import ChoiceFacts, choose_theme
from tests.factories.channels import ChannelFactory
from tests.factories.gatherings import ActionPointOfGatheringFactory, EveningFactory
from tests.factories.groups import GroupFactory
from tests.factories.news import some_news
from tests.factories.partners import OutlookItemFactory, ProvisionFactory
from tests.factories.people import officer_with
from tests.factories.presence import PresenceFactory
from tests.factories.themes import ThemeFactory
from tests.factories.villages import VillageFactory

from .conftest import text_of
from .scene import granted

pytestmark = pytest.mark.django_db
MOST_QUERIES = 24
"""For a page with every part filled: each part is one question, and the page is kept until something changes."""


def held(village: Village, **more: object) -> Gathering:
    evening = EveningFactory(title="Avond over de dijk", state=Gathering.State.HELD, outcome="Iedereen wil.", **more)
    evening.villages.add(village)
    return evening


def filled(village: Village, version: SchemeVersion) -> None:
    """Something in every part, three times."""
    now = timezone.now()
    for n in range(3):
        granted(version, village, title=f"Plan {n}")
        later = now + timedelta(days=3 + n)
        EveningFactory(title=f"Avond {n}", starts_at=later, ends_at=later + timedelta(hours=1)).villages.add(village)
        PresenceFactory(village=village, starts_at=later, ends_at=later + timedelta(hours=1))
        some_news(f"Nieuws {n}", at=now - timedelta(days=n + 1))
        ActionPointOfGatheringFactory(gathering=held(village), text=f"Punt {n}")
        ProvisionFactory(village=village)
        OutlookItemFactory(is_public=True, starts_on=now.date()).villages.add(village)
        ChannelFactory(name=f"Kanaal {n}", is_public=True)
        group: Group = GroupFactory(name=f"Groep {n}")
        group.villages.add(village)


def test_a_full_village_asks_a_limited_number_of_questions(
    client: Client, village: Village, version: SchemeVersion
) -> None:
    filled(village, version)
    text_of(client, "/dorpen/lienden/")
    some_news("Iets nieuws")  # the page that was kept is out of date
    with CaptureQueriesContext(connection) as queries:
        page = text_of(client, "/dorpen/lienden/")
    assert len(queries) <= MOST_QUERIES, "\n".join(query["sql"][:200] for query in queries)
    for anchor in ("wie", "agenda", "geld", "afspraken", "nieuws", "groepen", "kanalen", "binnenlopen", "verwachten"):
        assert f'href="#{anchor}"' in page
        assert page.count(f'id="{anchor}"') == 1, anchor


def test_a_village_without_anything_jumps_to_nothing_that_is_not_there(client: Client) -> None:
    VillageFactory(name="Leegdorp", slug="leegdorp")
    page = text_of(client, "/dorpen/leegdorp/")
    for anchor in ("afspraken", "nieuws", "verhalen", "groepen", "binnenlopen", "verwachten"):
        assert f'"#{anchor}"' not in page
        assert f'id="{anchor}"' not in page
    assert "Er staat nu niets gepland" in page


def test_what_was_agreed_in_public_is_told_with_its_day_and_the_rest_is_not(client: Client, village: Village) -> None:
    done = ActionPointOfGatheringFactory(gathering=held(village), text="De drempel lager", done_at=timezone.now())
    ActionPointOfGatheringFactory(gathering=done.gathering, text="Een nieuwe bank")
    ActionPointOfGatheringFactory(gathering=held(village, is_public=False), text="Besloten zaak")
    ActionPointOfGatheringFactory(gathering=held(VillageFactory()), text="In een ander dorp")
    page = text_of(client, "/dorpen/lienden/")
    assert "1 april 2026" in page
    assert page.index("Een nieuwe bank") < page.index("De drempel lager"), "what is open comes first"
    assert "Besloten zaak" not in page
    assert "In een ander dorp" not in page
    assert done.owner.name not in page


def test_an_agreement_that_everybody_reads_names_nobody(village: Village) -> None:
    officer = officer_with(Permission.MANAGE_GATHERINGS, code=Role.Code.TEAM_MANAGER)
    facts = {"owner": officer, "due_on": timezone.localdate(), "by": officer.actor, "at": timezone.now()}
    for text in ("Bel mevrouw Jansen op 06 12345678", "Mail jan@example.org"):
        with pytest.raises(UnableToFollowUp) as refused:
            add_action_point(gathering=held(village), text=text, **facts)  # type: ignore[arg-type]
        assert refused.value.field == "text"
    add_action_point(gathering=held(village, is_public=False), text="Mail jan@example.org", **facts)  # type: ignore[arg-type]


def test_the_timeline_tells_what_is_public_by_month_and_nothing_else(client: Client, village: Village) -> None:
    assert "gebeurde nog niets" in text_of(client, "/dorpen/lienden/tijdlijn/")
    assert "tijdlijn/" not in text_of(client, "/dorpen/lienden/")
    now = timezone.now()
    some_news("Nieuwe bomen op het plein", at=now - timedelta(days=1))
    some_news("Morgen pas", at=now + timedelta(days=1))
    some_news("Nog niet klaar", at=now, is_out=False)
    timeline = text_of(client, "/dorpen/lienden/tijdlijn/")
    assert "Nieuwe bomen op het plein" in timeline
    assert "Morgen pas" not in timeline
    assert "Nog niet klaar" not in timeline
    assert "/dorpen/lienden/tijdlijn/" in text_of(client, "/dorpen/lienden/")
    with CaptureQueriesContext(connection) as queries:
        client.get("/dorpen/lienden/tijdlijn/", headers={"accept-language": "en"})
    assert len(queries) <= 12
    assert client.get("/dorpen/nergens/tijdlijn/").status_code == 404


def test_what_was_chosen_together_stands_there_with_its_day(client: Client, village: Village) -> None:
    officer = officer_with(Permission.VISIT_VILLAGES, code=Role.Code.VILLAGE_COORDINATOR)
    today = timezone.localdate()
    theme = ThemeFactory(label="Verkeer")
    facts = ChoiceFacts(theme=theme, topic="De Dorpsstraat veiliger", chosen_on=today, place="in het dorpshuis")
    choose_theme(village=village, facts=facts, by=officer.actor, at=timezone.now())
    page = text_of(client, "/dorpen/lienden/")
    assert "Dit pakken wij samen op" in page
    assert "De Dorpsstraat veiliger" in page
    assert "in het dorpshuis" in page
