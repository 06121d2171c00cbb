"""The demonstration loads once, shows its accounts, and stays out of every other database."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import StringIO
from itertools import pairwise
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from kernkracht.community.people import demo as people
from kernkracht.community.people.actions import UnusableRoles, load_roles
from kernkracht.community.people.models import Role, User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.people.permissions import READING
from kernkracht.community.people.queries import contact_for, holders_of, permissions_of, villages_without_coordinator
from kernkracht.community.villages import demo as villages
from kernkracht.community.villages.models import Area, Municipality, RolloutStep, Village
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.jobs.models import WorkerSign
from kernkracht.web.demo.loading import UnableToLoadDemo, load_demo, loaders, reload_demo
from tests.factories.villages import VillageFactory
from tests.foundation.jobs.test_alive import another_process

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
TODAY = date(2026, 11, 22)


@pytest.fixture
def demo(settings: Settings) -> None:
    settings.DEMO = True


@pytest.fixture
def community(demo: None) -> None:
    """The two rooms this file is about; the demo of the grants rooms has its own tests."""
    villages.load(NOW)
    people.load(NOW)


def test_fifteen_villages_in_four_areas_with_three_pilots(community: None) -> None:
    assert (Village.objects.active().count(), Area.objects.count()) == (15, 4)
    pilots = RolloutStep.objects.filter(is_pilot=True).values_list("village__name", flat=True)
    assert sorted(set(pilots)) == ["Ingen", "Ravenswaaij", "Zoelen"]
    assert Municipality.objects.get().notice.startswith("Dit is een demo")


def test_two_coordinators_served_eight_and_seven_and_one_area_is_vacant_now(community: None) -> None:
    lienden = contact_for(Village.objects.get(slug="lienden"), TODAY)
    beusichem = Village.objects.get(slug="beusichem")
    before, now = contact_for(beusichem, date(2026, 9, 30)), contact_for(beusichem, TODAY)
    assert lienden is not None
    assert before is not None
    assert now is not None
    assert (len(before.villages), len(lienden.villages)) == (8, 7)
    assert now.title == "tijdelijk via Team Dorpen"
    assert [village.slug for village in villages_without_coordinator(TODAY)] == ["beusichem", "zoelmond"]
    assert lienden.title == "kernregisseur"
    old = contact_for(beusichem, date(2022, 10, 31))
    assert old is None or old.role_label == "kernambtenaar"


def test_who_decides_does_not_assess_and_the_auditor_changes_nothing(community: None) -> None:
    rights = {account.email: permissions_of(User.objects.get(email=account.email), TODAY) for account in accounts()}
    assert Permission.DECIDE_APPLICATION in rights["besluit@example.org"]
    assert Permission.ASSESS_APPLICATION not in rights["besluit@example.org"]
    assert rights["auditor@example.org"] == READING
    assert rights["inwoner@example.org"] == frozenset()
    for permission in Permission:
        assert holders_of(permission, TODAY).exists(), f"nobody in the demo holds {permission}"


def accounts() -> list[people.DemoAccount]:
    return people.accounts(TODAY)


def test_every_person_is_invented_and_every_address_leads_nowhere(community: None) -> None:
    for account in accounts():
        assert account.email.endswith("@example.org")
        assert account.name.endswith("Voorbeeld")
        assert bool(account.code) == account.is_staff


def test_the_password_opens_an_account(community: None) -> None:
    assert User.objects.get(email="kernregisseur@example.org").check_password(people.password())
    assert len(people.password()) >= 16


def test_outside_a_demo_nothing_is_loaded_or_shown(settings: Settings) -> None:
    settings.DEMO = False
    for act in (load_demo, reload_demo):
        with pytest.raises(UnableToLoadDemo, match="KERNKRACHT_DEMO"):
            act(NOW)
    for verb in (["load"], ["load", "--reload"], ["accounts"]):
        with pytest.raises(CommandError, match="KERNKRACHT_DEMO"):
            call_command("demo", *verb)
    with pytest.raises(people.NoDemo):
        people.load(NOW)
    assert not Village.objects.exists()
    assert not User.objects.exists()


def test_a_database_in_use_is_neither_filled_nor_emptied(demo: None) -> None:
    VillageFactory(name="Echt dorp")
    for act in (load_demo, reload_demo):
        with pytest.raises(UnableToLoadDemo, match="not the demo's"):
            act(NOW)
    assert Village.objects.get().name == "Echt dorp"


def test_the_demo_is_not_emptied_under_a_running_server(community: None, settings: Settings, tmp_path: Path) -> None:
    settings.HOME = tmp_path
    Actor.system("demo:villages")
    with another_process(tmp_path, "web server") as process:
        with pytest.raises(CommandError, match=rf"web server \(process {process.pid}\).*kill {process.pid}"):
            call_command("demo", "load", "--reload")
        assert Village.objects.active().count() == 15


def test_the_demo_is_not_emptied_under_a_worker_elsewhere(community: None, settings: Settings, tmp_path: Path) -> None:
    settings.HOME = tmp_path
    Actor.system("demo:villages")
    WorkerSign.objects.create(worker="other-machine-7-abc", started_at=NOW, seen_at=NOW)
    with pytest.raises(UnableToLoadDemo, match="other-machine-7-abc"):
        reload_demo(NOW)
    assert Village.objects.active().count() == 15


def test_nor_is_a_demo_that_was_half_loaded(demo: None, settings: Settings, tmp_path: Path) -> None:
    settings.HOME = tmp_path
    Actor.system("demo-begun:villages")
    WorkerSign.objects.create(worker="other-machine-7-abc", started_at=NOW, seen_at=NOW)
    with pytest.raises(UnableToLoadDemo, match="in use"):
        load_demo(NOW)


def test_loading_twice_loads_once(demo: None, monkeypatch: pytest.MonkeyPatch) -> None:
    pair = [("villages", villages.load), ("people", people.load)]
    monkeypatch.setattr("kernkracht.web.demo.loading.loaders", lambda: iter(pair))
    seen: list[str] = []
    assert load_demo(NOW, report=seen.append) == 2
    assert load_demo(NOW, report=seen.append) == 0
    assert seen == ["villages", "people"]


def test_lower_rooms_load_first() -> None:
    order = [label for label, _load in loaders()]
    for lower, higher in pairwise(("official_channels", "villages", "people", "schemes", "applications", "payments")):
        assert order.index(lower) < order.index(higher), order


def test_console_shows_accounts(community: None) -> None:
    out = StringIO()
    call_command("demo", "accounts", stdout=out)
    assert people.password() in out.getvalue()
    assert "kernregisseur@example.org" in out.getvalue()


def test_role_file_is_refused_whole_and_never_overwrites(tmp_path: Path) -> None:
    good = "{code: auditor, labels: [], permissions: [office.read]}"
    for bad, complaint in (
        ("{code: jester, labels: [], permissions: []}", "jester"),
        ("{code: administrator, labels: [], permissions: [office.fly]}", "office.fly"),
    ):
        file = tmp_path / "roles.yaml"
        file.write_text(f"roles: [{good}, {bad}]")
        with pytest.raises(UnusableRoles, match=complaint):
            load_roles(file)
        assert not Role.objects.exists()
    file.write_text(f"roles: [{good}]")
    assert load_roles(file) == 1
    Role.objects.get().role_permissions.all().delete()
    assert load_roles(file) == 0
    assert not Role.objects.get().role_permissions.exists()
