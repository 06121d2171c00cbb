"""A transition table and the one function that moves state. Effects belong to the actions, not here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.db import models


@dataclass(frozen=True)
class Transition:
    """One arrow of a life cycle; `permission` names what its actor needs ("" when the action decides itself)."""

    name: str
    sources: frozenset[str]
    target: str
    permission: str = ""

    def __init__(self, name: str, sources: Iterable[str], target: str, permission: str = "") -> None:
        object.__setattr__(self, "name", name)
        object.__setattr__(self, "sources", frozenset(map(str, sources)))
        object.__setattr__(self, "target", str(target))
        object.__setattr__(self, "permission", str(permission))


class IllegalTransition(Exception):
    """The arrow does not start at the present state."""

    def __init__(self, name: str, state: str) -> None:
        super().__init__(f"{name} is not possible from state {state}")
        self.name, self.state = name, state


class Workflow:
    """A closed table of transitions over one state field."""

    def __init__(self, field: str, states: type[models.TextChoices], transitions: Iterable[Transition]) -> None:
        self.field = field
        self.states = states
        self.transitions: Mapping[str, Transition] = {t.name: t for t in transitions}
        for transition in self.transitions.values():
            unknown = (transition.sources | {transition.target}) - set(states.values)
            if unknown:
                raise ValueError(f"{transition.name} names unknown states {sorted(unknown)}")

    def allows(self, name: str, state: str) -> bool:
        """Whether `name` may start from `state`. Raises KeyError for a transition that does not exist."""
        return state in self.transitions[name].sources

    def available(self, state: str) -> list[Transition]:
        return [t for t in self.transitions.values() if state in t.sources]

    def move(self, obj: models.Model, name: str, refuse: Callable[[str], Exception] | None = None) -> str:
        """Set the new state on `obj` (not saved) and return the old one.

        The caller holds the row lock, saves the object and records the event. Raises `IllegalTransition`, or what
        `refuse` makes of it: it gets the label of the present state, and gives the refusal of the act.
        """
        old = str(getattr(obj, self.field))
        if not self.allows(name, old):
            fault = IllegalTransition(name, old)
            if refuse is None:
                raise fault
            raise refuse(str(self.states(old).label)) from fault
        setattr(obj, self.field, self.transitions[name].target)
        return old
