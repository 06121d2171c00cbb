"""The invented people of the demo: residents, staff with a second step, posts, a vacancy. Never outside a demo."""

from __future__ import annotations

import base64
import hashlib
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import yaml
from allauth.account.models import EmailAddress
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction

from kernkracht.community.villages.models import Village

from .actions import load_roles
from .models import Assignment, ContactCard, Formation, Membership, Role, Team, User, WorkingTime
from .queries import duties_of, role_labels


class NoDemo(RuntimeError):
    """Demo accounts were asked for on an installation that is no demonstration."""


def load(at: datetime) -> None:
    """Put the demo's people in an empty database."""
    _require_demo()
    load_roles(settings.BASE_DIR / "seed" / "roles.yaml")
    seed = _seed()
    password = make_password(seed["password"])
    with transaction.atomic():
        teams = {row["code"]: Team.objects.create(**row) for row in seed["teams"]}
        users = {row["email"]: _add_user(row, password, is_staff=False) for row in seed["residents"]}
        users |= {row["email"]: _add_user(row, password, is_staff=True) for row in seed["staff"]}
        for row in seed["posts"]:
            _add_post(row, users, teams)
        for row in seed["formations"]:
            Formation.objects.create(role=Role.objects.get(code=row["role"]), fte=row["fte"], since=row["since"])
        for row in seed["memberships"]:
            Membership.objects.create(
                user=users[row["user"]],
                organisation=row["organisation"],
                position=row["position"],
                valid_from=row["since"],
            )


def _require_demo() -> None:
    if not settings.DEMO:
        raise NoDemo("Demo accounts have a known password; set KERNKRACHT_DEMO=1 on a demonstration only.")


def _seed() -> dict[str, Any]:
    seed: dict[str, Any] = yaml.safe_load((settings.DEMO_SEED_DIR / "people.yaml").read_text(encoding="utf-8"))
    return seed


def _add_user(row: dict[str, Any], password: str, *, is_staff: bool) -> User:
    user = User(email=row["email"], name=row["name"], phone=row["phone"], is_staff=is_staff, password=password)
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    if is_staff:
        TOTP.activate(user, totp_secret(user.email))
        RecoveryCodes.activate(user)
    if "card" in row:
        ContactCard.objects.create(user=user, public_name=user.name, email=user.email, phone=user.phone, **row["card"])
    return user


def _add_post(row: dict[str, Any], users: dict[str, User], teams: dict[str, Team]) -> None:
    post = Assignment.objects.create(
        role=Role.objects.get(code=row["role"]),
        user=users.get(row.get("user", "")),
        stand_in=users.get(row.get("stand_in", "")),
        team=teams[row.get("team", "dorpen")],
        all_villages="areas" not in row,
        valid_from=row["since"],
        valid_until=row.get("until"),
    )
    post.villages.set(Village.objects.filter(area__slug__in=row.get("areas", [])))
    if "fte" in row:
        WorkingTime.objects.create(assignment=post, fte=row["fte"], since=row["since"])


def totp_secret(email: str) -> str:
    """The fixed secret of a demo account's second step; worthless elsewhere, since nobody else is given it."""
    digest = hashlib.sha256(f"kernkracht demo {email}".encode()).digest()
    return base64.b32encode(digest[:20]).decode()


def current_code(email: str) -> str:
    """The code of this half minute for a demo account's second step."""
    _require_demo()
    return str(format_hotp_value(hotp_value(totp_secret(email), int(time.time()) // 30)))


@dataclass(frozen=True)
class DemoAccount:
    email: str
    name: str
    roles: tuple[str, ...]
    villages: tuple[str, ...]
    is_staff: bool
    code: str
    """The second step's code of this half minute; empty for residents, who need none."""


def password() -> str:
    """The one password of all demo accounts."""
    _require_demo()
    return str(_seed()["password"])


def accounts(on: date) -> list[DemoAccount]:
    """The demo's accounts in the order of the seed, for the console and the page that lists them."""
    _require_demo()
    seed = _seed()
    labels = role_labels(on)
    users = {user.email: user for user in User.objects.filter(email__in=[row["email"] for row in _rows(seed)])}
    return [_account(users[row["email"]], on, labels) for row in _rows(seed) if row["email"] in users]


def _rows(seed: dict[str, Any]) -> Iterable[dict[str, Any]]:
    return [*seed["residents"], *seed["staff"]]


def _account(user: User, on: date, labels: dict[str, str]) -> DemoAccount:
    posts = list(duties_of(user, on).filter(user=user).select_related("role").prefetch_related("villages"))
    return DemoAccount(
        email=user.email,
        name=user.name,
        roles=tuple(dict.fromkeys(labels.get(post.role.code, post.role.code) for post in posts)),
        villages=tuple(village.name for post in posts for village in post.villages.all()),
        is_staff=user.is_staff,
        code=current_code(user.email) if user.is_staff else "",
    )
