"""The pages about a village's picture, its briefings, joining and workload, as each reader gets them."""

from __future__ import annotations

import io
from datetime import date, timedelta
from decimal import Decimal

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from kernkracht.accountability.briefings.actions import alderman_joins, inform_alderman, make_briefing
from kernkracht.accountability.briefings.models import AldermanAttendance, Briefing
from kernkracht.community.groups.models import Group
from kernkracht.community.people.models import Formation, Role, WorkingTime
from kernkracht.community.people.permission_codes import Permission
from kernkracht.participation.baselines.actions import start_baseline
from kernkracht.participation.baselines.models import VillageBaseline
from tests.factories.briefings import Pair, briefed_village, post_in
from tests.factories.gatherings import EveningFactory
from tests.factories.groups import kind_of
from tests.factories.people import UserFactory, officer_with, role_with, sign_in
from tests.factories.questions import asked
from tests.factories.villages import VillageFactory

from .test_people import on

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair() -> Pair:
    return briefed_village()


def test_an_alderman_reads_own_villages_and_no_other(client: Client, pair: Pair) -> None:
    strange = briefed_village(VillageFactory(name="Elders"))
    own = make_briefing(village=pair.village, by=pair.coordinator.actor, at=timezone.now())
    other = make_briefing(village=strange.village, by=strange.coordinator.actor, at=timezone.now())
    sign_in(client, pair.alderman)
    page = client.get(reverse("office_briefings")).content.decode()
    assert pair.village.name in page
    assert "Elders" not in page
    assert client.get(reverse("office_briefing", args=[own.pk])).status_code == 200
    for name, args in (
        ("office_briefing", [other.pk]),
        ("office_briefing_file", [other.pk, "pdf"]),
        ("office_village_briefings", [strange.village.slug]),
        ("office_briefing_file", [own.pk, "exe"]),
        ("office_briefing_make", [pair.village.slug]),
    ):
        assert client.get(reverse(name, args=args)).status_code == 404, name
    assert "Elders" not in client.get(reverse("office_own_villages")).content.decode()


def test_one_document_for_an_alderman_is_one_sheet_per_village(client: Client, pair: Pair) -> None:
    second = VillageFactory()
    post_in(second, pair.coordinator, Role.Code.VILLAGE_COORDINATOR)
    post_in(second, pair.alderman, Role.Code.VILLAGE_ALDERMAN)
    sign_in(client, pair.coordinator)
    url = reverse("office_briefing_series_make")
    assert client.post(url, {"alderman": UserFactory(is_staff=True).pk}).status_code == 422
    assert not Briefing.objects.exists()
    answer = client.post(url, {"alderman": pair.alderman.pk})
    series = Briefing.objects.values_list("series", flat=True).distinct().get()
    assert answer["Location"] == reverse("office_briefing_series", args=[series])
    sign_in(client, pair.alderman)
    file = client.get(reverse("office_briefing_series_file", args=[series, "pdf"]))
    with pikepdf.open(io.BytesIO(file.content)) as pdf:
        assert len(pdf.pages) == 2
    assert "attachment" in file["Content-Disposition"]


def test_the_own_screen_asks_no_more_for_more_villages(
    client: Client, pair: Pair, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _number in range(4):
        briefed_village(alderman=pair.alderman)
    sign_in(client, pair.alderman)
    with django_assert_max_num_queries(60):
        assert client.get(reverse("office_own_villages")).status_code == 200


def test_handing_over_from_the_page_of_a_question(client: Client, pair: Pair) -> None:
    question = asked(timezone.now(), village=pair.village, text="Waarom staat de molen stil?")
    sign_in(client, pair.coordinator)
    url = reverse("office_join", args=["vraag", question.number])
    assert url in client.get(reverse("office_question", args=[question.number])).content.decode()
    answer = client.post(url, {"reason": "Bel 06 12345678"})
    assert answer.status_code == 422
    assert "Bel 06 12345678" in answer.content.decode()
    assert client.post(url, {"reason": "Gevoelig."})["Location"] == reverse("office_question", args=[question.number])
    row = AldermanAttendance.objects.get()
    sign_in(client, pair.alderman)
    page = client.get(reverse("office_attendance", args=[row.pk])).content.decode()
    assert "Waarom staat de molen stil?" in page
    assert "Robin" not in page  # who asked stays with who handles it
    assert client.get(reverse("office_question", args=[question.number])).status_code == 404
    assert client.post(reverse("office_attendance_end", args=[row.pk]), {"reason": "Gedaan."}).status_code == 302
    assert client.get(reverse("office_attendance_end", args=[row.pk])).status_code == 404
    sign_in(client, briefed_village().alderman)
    assert client.get(reverse("office_attendance", args=[row.pk])).status_code == 404


@pytest.mark.parametrize(("kind", "ref"), [("vraag", "V-0"), ("aanvraag", "A-0"), ("bijeenkomst", "x"), ("iets", "1")])
def test_what_is_not_there_cannot_be_handed_over(client: Client, pair: Pair, kind: str, ref: str) -> None:
    sign_in(client, pair.coordinator)
    assert client.get(reverse("office_join", args=[kind, ref])).status_code == 404


def test_a_gathering_of_two_villages_asks_whose_alderman(client: Client, pair: Pair) -> None:
    other = briefed_village(coordinator=pair.coordinator)
    now = timezone.now()
    row = EveningFactory(starts_at=now + timedelta(days=3), ends_at=now + timedelta(days=3, hours=1))
    row.villages.set([pair.village, other.village])
    sign_in(client, pair.coordinator)
    url = reverse("office_join", args=["bijeenkomst", row.pk])
    assert client.post(url, {"reason": "Opening."}).status_code == 422
    assert client.post(url, {"reason": "Opening.", "village": other.village.pk}).status_code == 302
    assert AldermanAttendance.objects.get().alderman == other.alderman
    assert "sluit aan sinds" in client.get(reverse("office_gathering", args=[row.pk])).content.decode()


def test_a_group_that_is_missing_is_added_to_the_register_and_named(client: Client, pair: Pair) -> None:
    draft = start_baseline(village=pair.village, by=pair.coordinator.actor, at=timezone.now())
    kind_of("village_association")
    sign_in(client, pair.coordinator)
    url = reverse("office_baseline_group_new", args=[pair.village.slug])
    form = client.get(url).context["form"]
    answers = {"name": "Dorpsbelang", "kind": form.fields["kind"].choices[0][0], "purpose": ""}
    assert client.post(url, answers | {"name": ""}).status_code == 422
    assert client.post(url, answers).status_code == 302
    assert Group.objects.get().villages.get() == pair.village
    assert draft.named_groups.get().name == "Dorpsbelang"
    assert client.post(url, answers).status_code == 422  # there is one of that name


def test_only_the_coordinator_of_a_village_writes_its_picture(client: Client, pair: Pair) -> None:
    sign_in(client, briefed_village().coordinator)
    assert client.get(reverse("office_picture", args=[pair.village.slug])).status_code == 200
    answer = client.post(reverse("office_baseline_start", args=[pair.village.slug]))
    assert answer.status_code == 422
    assert not VillageBaseline.objects.exists()
    assert client.get(reverse("office_baseline", args=[pair.village.slug])).status_code == 404
    wrong = reverse("office_picture_compare", args=[pair.village.slug])
    assert client.get(wrong, {"van": "1", "naar": "٢"}).status_code == 404


def test_workload_shouts_for_villages_without_anybody_and_takes_hours(client: Client, pair: Pair) -> None:
    VillageFactory(name="Verlaten")
    role_with(Role.Code.VILLAGE_COORDINATOR)
    manager = officer_with(Permission.MANAGE_WORKLOAD, Permission.READ_OFFICE, code=Role.Code.TEAM_MANAGER)
    sign_in(client, manager)
    page = client.get(reverse("office_workload")).content.decode()
    assert page.index("1 dorp heeft niemand") < page.index("Verlaten") < page.index(str(pair.coordinator))
    post = pair.coordinator.assignments.get()
    hours, formation = reverse("office_working_time", args=[post.pk]), reverse("office_formation")
    for url in (hours, formation):
        since = on(client, url, "since", date(2026, 1, 1))
        assert client.post(url, since | {"fte": "-1"}).status_code == 422
        assert client.post(url, since | {"fte": "0,8"}).status_code == 302
    assert WorkingTime.objects.get().fte == Formation.objects.get().fte == Decimal("0.80")
    assert "0,8" in client.get(reverse("office_workload")).content.decode()
    sign_in(client, pair.coordinator)
    assert client.get(reverse("office_workload")).status_code == 404


def test_a_series_of_another_alderman_is_not_there(client: Client, pair: Pair) -> None:
    made = inform_alderman(alderman=pair.alderman, by=pair.coordinator.actor, at=timezone.now())
    sign_in(client, briefed_village().alderman)
    assert client.get(reverse("office_briefing_series", args=[made[0].series])).status_code == 404


def test_joining_is_shown_until_it_ends(client: Client, pair: Pair) -> None:
    question = asked(timezone.now(), village=pair.village)
    alderman_joins(subject=question, reason="Gevoelig.", by=pair.coordinator.actor, at=timezone.now())
    sign_in(client, pair.alderman)
    assert "Gevoelig." in client.get(reverse("office_own_villages")).content.decode()
