"""The table moves state along its arrows and nowhere else; the drawing is the table."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import models

from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.notices.models import OutboxMessage
from kernkracht.foundation.notices.workflow import OUTBOX_WORKFLOW
from kernkracht.foundation.workflow import IllegalTransition, Transition, Workflow
from kernkracht.foundation.workflow.diagrams import mermaid


class Light(models.TextChoices):
    RED = "red", "Rood"
    GREEN = "green", "Groen"
    BROKEN = "broken", "Stuk"


LIGHTS = Workflow(
    "kind",
    Light,
    [
        Transition("go", [Light.RED], Light.GREEN, "light.switch"),
        Transition("stop", [Light.GREEN], Light.RED),
        Transition("break", [Light.RED, Light.GREEN], Light.BROKEN),
    ],
)


@pytest.mark.parametrize("name", list(LIGHTS.transitions))
@pytest.mark.parametrize("state", Light.values)
def test_every_pair_of_transition_and_state(name: str, state: str) -> None:
    lamp = Actor(kind=state)
    allowed = {("go", "red"), ("stop", "green"), ("break", "red"), ("break", "green")}
    assert LIGHTS.allows(name, state) is ((name, state) in allowed)
    if (name, state) in allowed:
        assert LIGHTS.move(lamp, name) == state
        assert lamp.kind == LIGHTS.transitions[name].target
    else:
        with pytest.raises(IllegalTransition, match=f"{name} is not possible from state {state}"):
            LIGHTS.move(lamp, name)
        assert lamp.kind == state


class UnableToGo(Exception):
    """The refusal of an act that moves a light."""


def test_an_act_gives_its_own_refusal_with_the_label_of_the_present_state() -> None:
    lamp = Actor(kind="green")
    with pytest.raises(UnableToGo, match="staat op Groen") as refused:
        LIGHTS.move(lamp, "go", lambda state: UnableToGo(f"staat op {state}"))
    assert isinstance(refused.value.__cause__, IllegalTransition)
    assert lamp.kind == "green"
    assert LIGHTS.move(lamp, "stop", lambda state: UnableToGo(state)) == "green"


def test_what_can_happen_now() -> None:
    assert [transition.name for transition in LIGHTS.available("red")] == ["go", "break"]
    assert LIGHTS.available("broken") == []
    assert LIGHTS.transitions["go"].permission == "light.switch"


def test_a_transition_that_does_not_exist_is_a_mistake_in_the_code() -> None:
    with pytest.raises(KeyError):
        LIGHTS.allows("fly", "red")


def test_a_table_knows_its_own_states_only() -> None:
    with pytest.raises(ValueError, match=r"unknown states.*blue"):
        Workflow("kind", Light, [Transition("paint", ["red"], "blue")])


def test_every_state_of_a_message_can_be_reached_and_left() -> None:
    table = OUTBOX_WORKFLOW.transitions.values()
    assert {t.target for t in table} == set(OutboxMessage.State.values)
    assert set().union(*(t.sources for t in table)) == set(OutboxMessage.State.values)


def test_the_drawing_shows_begin_arrows_and_end() -> None:
    assert mermaid(LIGHTS).splitlines() == [
        "stateDiagram-v2",
        "    [*] --> red",
        "    red --> green: go",
        "    green --> red: stop",
        "    red --> broken: break",
        "    green --> broken: break",
        "    broken --> [*]",
    ]


class TestPages:
    """`kernkracht docs diagrams`."""

    mark = "<!-- life cycle: tests.foundation.workflow.test_transitions:{} -->\nold\n<!-- end of life cycle -->"

    def _page(self, folder: Path, name: str = "LIGHTS") -> Path:
        page = folder / "page.md"
        page.write_text(f"# Before\n{self.mark.format(name)}\nAfter\n")
        return page

    def test_a_marked_page_is_drawn_once_and_then_stays(self, tmp_path: Path) -> None:
        page = self._page(tmp_path)
        call_command("docs", "diagrams", folder=tmp_path, stdout=StringIO())
        drawn = page.read_text()
        assert "red --> green: go" in drawn
        assert drawn.startswith("# Before\n")
        assert drawn.endswith("\nAfter\n")
        call_command("docs", "diagrams", check=True, folder=tmp_path, stdout=StringIO())
        assert page.read_text() == drawn

    def test_the_check_fails_on_an_old_drawing_and_changes_nothing(self, tmp_path: Path) -> None:
        page = self._page(tmp_path)
        old = page.read_text()
        with pytest.raises(CommandError, match="kernkracht docs diagrams"):
            call_command("docs", "diagrams", check=True, folder=tmp_path, stdout=StringIO())
        assert page.read_text() == old

    @pytest.mark.parametrize("name", ["NOTHING", "pytest"])
    def test_a_page_that_asks_for_nothing_we_have_is_said(self, tmp_path: Path, name: str) -> None:
        self._page(tmp_path, name)
        with pytest.raises(CommandError, match=f"does not exist.*{name}"):
            call_command("docs", "diagrams", folder=tmp_path, stdout=StringIO())

    def test_our_own_pages_are_drawn(self) -> None:
        call_command("docs", "diagrams", check=True, stdout=StringIO())
