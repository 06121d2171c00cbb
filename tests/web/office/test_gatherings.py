"""/werk/bijeenkomsten/ and /werk/in-het-dorp/: planning, the list of who signed up, the door, outcomes, contact."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kernkracht.community.gatherings.models import ActionPointOfGathering, Gathering, GatheringKind, SignUp
from kernkracht.community.people.models import User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.presence.models import ContactMoment, Presence
from tests.factories.gatherings import EveningFactory, GatheringFactory, SignUpFactory, SlotFactory, coffee_kind
from tests.factories.groups import GroupFactory
from tests.factories.people import officer_with, sign_in
from tests.factories.villages import VillageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def planner(db: None) -> User:
    rights = (Permission.READ_OFFICE, Permission.MANAGE_GATHERINGS, Permission.VISIT_VILLAGES)
    return officer_with(*rights, name="Fenna Voorbeeld")


@pytest.fixture
def office(client: Client, planner: User) -> Client:
    return sign_in(client, planner)


def typed(days: int = 30, **more: object) -> dict[str, object]:
    day = timezone.localdate() + timedelta(days=days)
    answers: dict[str, object] = {
        "title": "Koffie met de wethouder",
        "audience": "residents",
        "day_day": day.day,
        "day_month": day.month,
        "day_year": day.year,
        "starts": "10.00",
        "ends": "11:00",
        "mode": "physical",
        "place": "Dorpshuis",
        "is_public": "on",
        "takes_sign_ups": "on",
        "capacity": "1",
    }
    return answers | more


def test_planning_begins_with_the_kind_and_keeps_what_was_typed(office: Client) -> None:
    kind = coffee_kind()
    url = reverse("office_gathering_plan")
    assert kind.name in office.get(url).content.decode()
    url += f"?soort={kind.code}"
    assert "Een gesprek duurt 20 minuten" in office.get(url).content.decode()
    wrong = office.post(url, typed(place="", description="Over de brug"))
    assert wrong.status_code == 422
    assert "Over de brug" in wrong.content.decode()
    assert not Gathering.objects.exists()
    right = office.post(url, typed())
    made = Gathering.objects.get()
    assert right.headers["Location"] == reverse("office_gathering", args=[made.pk])
    assert made.slots.count() == 3
    assert made.title in office.get(reverse("office_gatherings")).content.decode()
    assert office.get(reverse("office_gathering_plan") + "?soort=feest").status_code == 404


def test_a_series_is_planned_in_one_act(office: Client) -> None:
    villages = VillageFactory.create_batch(3)
    url = reverse("office_gathering_series_plan") + f"?soort={coffee_kind().code}"
    answers = typed(title="Koffie in {village}", villages=[v.pk for v in villages], every_days=7, rounds=2)
    assert office.post(url, answers | {"villages": []}).status_code == 422
    made = office.post(url, answers, follow=True)
    assert Gathering.objects.count() == 6
    for village in villages:
        assert f"Koffie in {village.name}" in made.content.decode()


def test_filters_find_what_is_meant(office: Client) -> None:
    village = VillageFactory()
    now = timezone.now()
    ahead = EveningFactory(starts_at=now + timedelta(days=2), ends_at=now + timedelta(days=2, hours=1))
    ahead.villages.add(village)
    was = EveningFactory(title="Over het park", starts_at=now - timedelta(days=2), ends_at=now - timedelta(days=1))
    GatheringFactory(title="Hoorzitting", starts_at=now + timedelta(days=2), ends_at=now + timedelta(days=3))

    def listed(**wanted: str) -> str:
        return office.get(reverse("office_gatherings"), wanted).content.decode()

    assert ahead.title in listed()
    assert was.title not in listed()
    assert "Hoorzitting" not in listed()
    assert was.title in listed(wanneer="geweest")
    assert ahead.title in listed(dorp=village.slug, voor="residents", zoek="dijk")
    for other in ({"voor": "entrepreneurs"}, {"zoek": "park"}, {"dorp": "elders"}, {"wanneer": "afgezegd"}):
        assert ahead.title not in listed(**other)


def test_who_only_reads_sees_no_names_and_no_acts(client: Client) -> None:
    person = SignUpFactory(name="Robin Bezoeker")
    sign_in(client, officer_with(Permission.READ_OFFICE))
    page = client.get(reverse("office_gathering", args=[person.gathering_id])).content.decode()
    assert person.gathering.title in page
    assert "Robin" not in page
    assert person.email not in page
    for name in ("change", "cancel", "enter", "door"):
        assert client.get(reverse(f"office_gathering_{name}", args=[person.gathering_id])).status_code == 404


def test_a_hearing_is_not_here(office: Client) -> None:
    hearing = GatheringFactory()
    for name in ("office_gathering", "office_gathering_change", "office_gathering_door_picture"):
        assert office.get(reverse(name, args=[hearing.pk])).status_code == 404


def test_the_evening_itself_at_the_door_and_after(office: Client, planner: User) -> None:
    now = timezone.now()
    evening = EveningFactory(starts_at=now - timedelta(minutes=30), ends_at=now + timedelta(hours=1))
    person = SignUpFactory(slot=SlotFactory(gathering=evening), name="Robin Bezoeker")
    page = reverse("office_gathering", args=[evening.pk])
    shown = office.get(page).content.decode()
    assert "De deur is open" in shown
    assert "Robin Bezoeker is er" in shown
    code = f"{evening.door_code[:3]} {evening.door_code[3:]}"
    assert code in office.get(reverse("office_gathering_door", args=[evening.pk])).content.decode()
    picture = office.get(reverse("office_gathering_door_picture", args=[evening.pk]))
    assert picture.headers["Content-Type"] == "image/svg+xml"
    assert b"<path" in picture.content
    office.post(reverse("office_gathering_present", args=[person.pk]), {"is_there": "1"})
    office.post(reverse("office_gathering_count", args=[evening.pk]), {"people": 12})
    assert "13 bezoekers" in office.get(page).content.decode()
    outcome = reverse("office_gathering_outcome", args=[evening.pk])
    named = office.post(outcome, {"outcome": "Mevrouw Jansen wil een bankje."})
    assert named.status_code == 422
    assert "de naam van een persoon" in named.content.decode()
    assert office.post(outcome, {"outcome": "Er komt een bankje."}).status_code == 302
    today = timezone.localdate()
    due = {"due_on_day": today.day, "due_on_month": today.month, "due_on_year": today.year}
    point = {"text": "Bankje bestellen", "owner": planner.pk} | due
    assert office.post(reverse("office_gathering_point_add", args=[evening.pk]), point).status_code == 302
    assert (
        office.post(reverse("office_gathering_document", args=[evening.pk]), {"title": "Nota groen"}).status_code == 302
    )
    assert office.post(reverse("office_gathering_feedback", args=[evening.pk])).status_code == 302
    ActionPointOfGathering.objects.update(due_on=today - timedelta(days=1))
    mine = office.get(reverse("office_gathering_points")).content.decode()
    assert "Bankje bestellen" in mine
    assert "te laat" in mine
    assert "kk-side__count" in mine
    made = ActionPointOfGathering.objects.get()
    assert office.post(reverse("office_gathering_point_done", args=[made.pk]), {"note": "Staat er."}).status_code == 302
    public = Client().get(reverse("gathering", args=[evening.pk, evening.slug])).content.decode()
    assert "Er komt een bankje." in public
    assert "Nota groen" in public
    assert "Bankje bestellen" not in public
    assert "Robin" not in public


def test_who_calls_is_written_down_and_taken_off(office: Client) -> None:
    now = timezone.now()
    gathering = EveningFactory(starts_at=now + timedelta(days=2), ends_at=now + timedelta(days=2, hours=1))
    SlotFactory(gathering=gathering, capacity=1)
    url = reverse("office_gathering_enter", args=[gathering.pk])
    assert office.post(url, {"name": "Robin Bezoeker", "phone": "0344 12 34 56"}).status_code == 302
    assert "Geen e-mail: bel zelf" in office.get(reverse("office_gathering", args=[gathering.pk])).content.decode()
    full = office.post(url, {"name": "Sam Bezoeker", "email": "sam@example.org"})
    assert full.status_code == 422
    assert "wachtlijst" in full.content.decode()
    assert office.post(reverse("office_gathering_sign_up_remove", args=[SignUp.objects.get().pk])).status_code == 302
    assert not SignUp.objects.exists()


def test_a_kind_gets_a_code_of_its_own(office: Client) -> None:
    for name in ("Dorpswandeling", "Dorpswandeling"):
        assert office.post(reverse("office_gathering_kind_add"), {"name": name, "sort_order": 9}).status_code == 302
    codes = set(GatheringKind.objects.filter(name="Dorpswandeling").values_list("code", flat=True))
    assert codes == {"dorpswandeling", "dorpswandeling_1"}


def test_being_in_a_village_is_planned_and_cancelled(office: Client) -> None:
    village = VillageFactory()
    day = timezone.localdate() + timedelta(days=5)
    url = reverse("office_presence_plan")
    answers = {"village": village.pk, "place_kind": "hall", "place": "Dorpshuis", "starts": "10", "ends": "11.30"}
    answers |= {"day_day": day.day, "day_month": day.month, "day_year": day.year, "times": 2, "every_days": 7}
    assert office.post(url, answers | {"ends": "9.00"}).status_code == 422
    assert office.post(url, answers).status_code == 302
    row = Presence.objects.first()
    assert row is not None
    assert Presence.objects.count() == 2
    public = Client().get(reverse("village", args=[village.slug])).content.decode()
    assert f"Fenna Voorbeeld is in {village.name}" in public
    assert Client().get(reverse("presence_file", args=[row.pk])).content.startswith(b"BEGIN:VCALENDAR")
    assert office.post(reverse("office_presence_cancel", args=[row.pk]), {"reason": "Ik ben ziek."}).status_code == 302
    assert "Ik ben ziek." in Client().get(reverse("village", args=[village.slug])).content.decode()
    feed = Client().get(reverse("village_calendar", args=[village.slug])).content
    assert feed.count(b"BEGIN:VEVENT") == 2
    assert feed.count(b"STATUS:CANCELLED") == 1


def test_contact_with_a_group_shows_on_its_page(office: Client, planner: User) -> None:
    group = GroupFactory(villages=[VillageFactory()])
    today = timezone.localdate()
    answers = {"way": "phone", "about": "De speelplek"}
    answers |= {"spoken_on_day": today.day, "spoken_on_month": today.month, "spoken_on_year": today.year}
    url = reverse("office_group_contact_log", args=[group.slug])
    named = office.post(url, answers | {"about": "Bel 06 12 34 56 78"})
    assert named.status_code == 422
    assert office.post(url, answers).status_code == 302
    page = office.get(reverse("office_group", args=[group.slug])).content.decode()
    assert "Laatste contact" in page
    assert "De speelplek" in page
    assert group.name in office.get(reverse("office_group_contacts")).content.decode()
    assert office.post(reverse("office_group_contact_remove", args=[ContactMoment.objects.get().pk])).status_code == 302
