"""Foreign keys obey the layers too. Import-linter cannot see them when they are written as strings."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

from .layers import contracts, may_depend_on
from .source import PRODUCT, refuse


def wrong_relations(found: Iterable[type[models.Model]]) -> list[str]:
    """One line for each relation that points at a layer that its model may not know."""
    faults = []
    for model in found:
        for field in model._meta.get_fields():
            other = field.related_model
            if field.auto_created or not isinstance(other, type):
                continue
            if not may_depend_on(model.__module__, other.__module__):
                faults.append(f"{model._meta.label}.{field.name} points at {other._meta.label}")
    return faults


def our_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("kernkracht.")]


def test_relations_point_down_the_layers() -> None:
    refuse(wrong_relations(our_models()))


@isolate_apps("kernkracht.community.villages", "kernkracht.grants.schemes", "kernkracht.grants.applications")
def test_a_relation_that_points_up_is_caught() -> None:
    class Upper(models.Model):
        class Meta:
            app_label = "applications"

    Upper.__module__ = "kernkracht.grants.applications.models"

    class Lower(models.Model):
        upper = models.ForeignKey(Upper, on_delete=models.PROTECT)

        class Meta:
            app_label = "villages"

    Lower.__module__ = "kernkracht.community.villages.models"

    class InsideGrants(models.Model):
        uppers = models.ManyToManyField(Upper)

        class Meta:
            app_label = "schemes"

    InsideGrants.__module__ = "kernkracht.grants.schemes.models"

    assert wrong_relations([Upper, Lower, InsideGrants]) == [
        "villages.Lower.upper points at applications.Upper",
        "schemes.InsideGrants.uppers points at applications.Upper",
    ]


@pytest.mark.parametrize(
    ("module", "other", "allowed"),
    [
        ("kernkracht.web.office.views", "kernkracht.grants.applications.models", True),
        ("kernkracht.grants.applications.models", "kernkracht.web.office.views", False),
        ("kernkracht.web.views", "kernkracht.adapters.mail", False),
        ("kernkracht.grants.applications.models", "kernkracht.grants.schemes.models", True),
        ("kernkracht.grants.schemes.models", "kernkracht.grants.applications.models", False),
        ("kernkracht.community.people.models", "kernkracht.community.villages.models", True),
        ("kernkracht.foundation.audit.models", "django.contrib.auth.models", True),
    ],
)
def test_layers_are_read_as_written(module: str, other: str, allowed: bool) -> None:
    assert may_depend_on(module, other) is allowed


def test_every_folder_stands_in_a_layer() -> None:
    for container, layers in contracts().items():
        folder = PRODUCT.joinpath(*container.split(".")[1:])
        folders = {path.parent.name for path in folder.glob("*/__init__.py")}
        assert folders == set().union(*layers), container
