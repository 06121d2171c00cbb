"""The demo's letters to the council: the one about 2022 as it was frozen, and one about last year being written."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import yaml
from django.conf import settings
from django.utils import timezone

from kernkracht.community.people.models import Assignment, Role, User
from kernkracht.foundation.audit.models import Actor

from .actions import freeze_letter, start_letter, write_texts


def load(at: datetime) -> None:
    """Write both letters; a seed without letters loads nothing."""
    file = settings.DEMO_SEED_DIR / "council_letters.yaml"
    if not file.exists():
        return
    seed: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    writer, freezer = _holder(Role.Code.POLICY_OFFICER), _holder(Role.Code.TEAM_MANAGER)
    _frozen(seed["frozen"], writer, freezer)
    _being_written(seed["being_written"], writer, timezone.localtime(at))


def _holder(role: str) -> Actor:
    post = Assignment.objects.filter(role__code=role, user__isnull=False).order_by("pk").select_related("user").first()
    user: User | None = post.user if post else None
    if user is None:
        raise LookupError(f"nobody in the demo is {role}")
    return user.actor


def _frozen(told: dict[str, Any], writer: Actor, freezer: Actor) -> None:
    day = datetime.combine(told["as_of"], time(14), timezone.get_current_timezone())
    letter = start_letter(year=told["year"], as_of=told["as_of"], by=writer, at=day)
    written_at = day + timedelta(hours=1)
    write_texts(letter=letter, title=letter.title, texts=told["texts"], by=writer, at=written_at)
    freeze_letter(letter=letter, by=freezer, at=day + timedelta(days=1))


def _being_written(told: dict[str, Any], writer: Actor, at: datetime) -> None:
    """About last year, begun ten days ago but not before that year was over."""
    last_day = date(at.year - 1, 12, 31)
    begun = max(at - timedelta(days=10), datetime.combine(last_day, time(12), timezone.get_current_timezone()))
    letter = start_letter(year=last_day.year, as_of=begun.date(), by=writer, at=begun)
    texts = {section: text.format(year=last_day.year) for section, text in told["texts"].items()}
    write_texts(letter=letter, title=letter.title, texts=texts, by=writer, at=begun + timedelta(minutes=40))
