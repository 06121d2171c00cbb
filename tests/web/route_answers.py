"""What a row of the route × role matrix is made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from .route_world import EVERYBODY, VISITOR, World

LOGIN = "login"
"""A redirect to the page where people sign in."""
Answer = int | str
"""A status; “login”; or, for another redirect, the start of the address it leads to."""


def everybody(answer: Answer) -> Mapping[str, Answer]:
    return dict.fromkeys(EVERYBODY, answer)


def signed_in(answer: Answer) -> Mapping[str, Answer]:
    return everybody(answer) | {VISITOR: LOGIN}


def only(*roles: str, answer: Answer = 200) -> Mapping[str, Answer]:
    return everybody(404) | {VISITOR: LOGIN} | dict.fromkeys(roles, answer)


def answers(rest: Answer, **_never: None) -> Callable[..., Mapping[str, Answer]]:
    """`answers(404)({OWNER: 200})`: everybody gets `rest`, except who is named."""
    return lambda named: everybody(rest) | named


@dataclass(frozen=True)
class Row:
    name: str
    expected: Mapping[str, Answer]
    arguments: Callable[[World], dict[str, Any]] = lambda _world: {}
