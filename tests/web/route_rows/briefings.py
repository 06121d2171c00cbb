"""The picture of a village, briefings, joining and workload: read by who works here, kept by who visits or manages."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from kernkracht.accountability.briefings.actions import alderman_joins, inform_alderman
from kernkracht.community.people.models import Assignment, Role
from kernkracht.foundation.audit.models import Actor
from kernkracht.participation.baselines import actions as baselines
from tests.factories.groups import GroupFactory
from tests.factories.people import role_with
from tests.factories.questions import asked
from tests.factories.themes import ThemeFactory

from ..route_answers import Row, everybody, only
from ..route_world import ADMINISTRATOR, ALDERMAN, AUDITOR, COORDINATOR, MANAGER, STAFF, World

OFFICE = tuple(STAFF)
READERS = (COORDINATOR, ALDERMAN, MANAGER, AUDITOR)


def build(world: World) -> dict[str, Any]:
    now = timezone.now()
    who: dict[str, Any] = {"by": Actor.system("test"), "at": now}
    village = world.village
    for number in range(2):
        draft = baselines.start_baseline(village=village, **who)
        baselines.write_going_on(
            baseline=draft, text=f"Rustig {number}.", seen_on=timezone.localdate(now) - timedelta(days=1), **who
        )
        if number == 0:
            baselines.adopt_baseline(baseline=draft, **who)
    group = GroupFactory(villages=[village])
    made = inform_alderman(alderman=world.staff[ALDERMAN], **who)
    question = asked(now, village=village)
    post = Assignment.objects.get(user=world.staff[COORDINATOR], role=role_with(Role.Code.VILLAGE_COORDINATOR))
    facts = baselines.ChoiceFacts(
        ThemeFactory(), "Groen", timezone.localdate(now) - timedelta(days=1), place="Dorpshuis"
    )
    return {
        "baseline_group": baselines.name_group(baseline=draft, group=group, note="", **who),
        "baseline_wish": baselines.note_wish(baseline=draft, facts=baselines.WishFacts("Een bankje"), **who),
        "baseline_challenge": baselines.note_challenge(baseline=draft, text="Verkeer", **who),
        "chosen_theme": baselines.choose_theme(village=village, facts=facts, **who),
        "briefing": made[0],
        "attendance": alderman_joins(subject=question, reason="Gevoelig.", **who),
        "join_question": asked(now, village=village),
        "coordinator_post": post,
    }


def _slug(world: World) -> dict[str, Any]:
    return {"slug": world.village.slug}


def _part(name: str) -> Any:
    return lambda world: {"slug": world.village.slug, "pk": world.things[name].pk}


def _pk(name: str) -> Any:
    return lambda world: {"pk": world.things[name].pk}


def _series(world: World) -> dict[str, Any]:
    return {"key": world.things["briefing"].series}


def _join(world: World) -> dict[str, Any]:
    return {"kind": "vraag", "ref": world.things["join_question"].number}


ROWS = [
    # The picture of a village
    Row("office_pictures", only(*OFFICE)),
    Row("office_picture", only(*OFFICE), _slug),
    Row("office_picture_version", only(*OFFICE), lambda world: _slug(world) | {"number": 1}),
    Row("office_picture_compare", only(), _slug),  # two versions are asked for in the query
    Row("office_baseline_start", only(COORDINATOR), _slug),
    Row("office_baseline", only(COORDINATOR), _slug),
    Row("office_baseline_going_on", only(COORDINATOR), _slug),
    Row("office_baseline_group", only(COORDINATOR), _slug),
    Row("office_baseline_group_new", only(COORDINATOR), _slug),
    Row("office_baseline_group_out", only(COORDINATOR), _part("baseline_group")),
    Row("office_baseline_wish_add", only(COORDINATOR), _slug),
    Row("office_baseline_wish", only(COORDINATOR), _part("baseline_wish")),
    Row("office_baseline_wish_out", only(COORDINATOR), _part("baseline_wish")),
    Row("office_baseline_challenge_add", only(COORDINATOR), _slug),
    Row("office_baseline_challenge_up", everybody(405), _part("baseline_challenge")),
    Row("office_baseline_challenge_out", only(COORDINATOR), _part("baseline_challenge")),
    Row("office_baseline_adopt", only(COORDINATOR), _slug),
    Row("office_baseline_drop", only(COORDINATOR), _slug),
    Row("office_rollout", only(*OFFICE), _slug),
    Row("office_rollout_phase", only(COORDINATOR, ADMINISTRATOR), _slug),
    Row("office_chosen_themes", only(*OFFICE), _slug),
    Row("office_chosen_theme_add", only(COORDINATOR), _slug),
    Row("office_chosen_theme", only(COORDINATOR), _part("chosen_theme")),
    Row("office_chosen_theme_end", only(COORDINATOR), _part("chosen_theme")),
    # Briefings
    Row("office_own_villages", only(*READERS)),
    Row("office_briefings", only(*READERS)),
    Row("office_briefing_series_make", only(COORDINATOR, MANAGER)),
    Row("office_briefing", only(*READERS), _pk("briefing")),
    Row("office_briefing_file", only(*READERS), lambda world: _pk("briefing")(world) | {"kind": "docx"}),
    Row("office_briefing_series", only(*READERS), _series),
    Row("office_briefing_series_file", only(*READERS), lambda world: _series(world) | {"kind": "docx"}),
    Row("office_village_briefings", only(*READERS), _slug),
    Row("office_briefing_make", only(COORDINATOR, MANAGER), _slug),
    # Joining
    Row("office_attendance", only(*READERS), _pk("attendance")),
    Row("office_attendance_end", only(*READERS), _pk("attendance")),
    Row("office_join", only(COORDINATOR, MANAGER), _join),
    # Workload
    Row("office_workload", only(MANAGER, ADMINISTRATOR)),
    Row("office_formation", only(MANAGER, ADMINISTRATOR)),
    Row("office_working_time", only(MANAGER, ADMINISTRATOR), _pk("coordinator_post")),
]
