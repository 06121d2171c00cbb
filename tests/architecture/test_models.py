"""Every model says in which order its rows come, and no model waits for a migration."""

from __future__ import annotations

from collections.abc import Iterable
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import models
from django.test.utils import isolate_apps

from .source import refuse
from .test_layers import our_models


def without_order(found: Iterable[type[models.Model]]) -> list[str]:
    return [model._meta.label for model in found if not model._meta.ordering]


def test_every_model_has_an_order() -> None:
    refuse(without_order(our_models()))


@isolate_apps("kernkracht.community.villages")
def test_a_model_without_order_is_caught() -> None:
    class Heap(models.Model):
        class Meta:
            app_label = "villages"

    assert without_order([Heap]) == ["villages.Heap"]


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    out = StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=out, stderr=out)
    except SystemExit:
        pytest.fail(f"kernkracht makemigrations has work to do:\n{out.getvalue()}")


@pytest.mark.django_db
def test_a_missing_migration_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    from kernkracht.foundation.audit.models import AuditEvent

    monkeypatch.setattr(AuditEvent._meta.get_field("event"), "max_length", 81)
    with pytest.raises((SystemExit, CommandError)):
        call_command("makemigrations", check=True, dry_run=True, stdout=StringIO(), stderr=StringIO())
