"""What the tests of money pages share: the day, and how to read and fill in a page."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from html import unescape
from typing import Any

from django.test import Client

from kernkracht.community.people.models import User
from kernkracht.foundation.audit.models import Actor
from kernkracht.grants.budgets import actions
from kernkracht.grants.budgets.models import GrantCeiling
from tests.factories.budgets import a_key
from tests.factories.people import sign_in

TODAY = datetime(2026, 11, 2, 10, tzinfo=UTC)


def signed_in(user: User) -> Client:
    return sign_in(Client(), user)


def on_case(verb: str, ceilings: list[GrantCeiling], cents: int, case: str = "A-1") -> None:
    getattr(actions, verb)(
        ceilings=ceilings, amount_cents=cents, case_number=case, key=a_key(verb), by=Actor.system(), at=TODAY
    )


def day_parts(name: str, day: date | None) -> dict[str, Any]:
    parts = (day.day, day.month, day.year) if day else ("", "", "")
    return {f"{name}_{part}": value for part, value in zip(("day", "month", "year"), parts, strict=True)}


def text_of(response: Any) -> str:
    """What somebody reads: no tags, one kind of space."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", response.content.decode())))
