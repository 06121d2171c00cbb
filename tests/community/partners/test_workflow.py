"""Every state × transition of a request for support, and no room for persons in the models."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import models

from kernkracht.community.partners.models import SupportRequest
from kernkracht.community.partners.workflow import SUPPORT_WORKFLOW

ALLOWED = {("agree", "asked"), ("decline", "asked"), ("finish", "agreed")}


@pytest.mark.parametrize("name", SUPPORT_WORKFLOW.transitions)
@pytest.mark.parametrize("state", SupportRequest.State.values)
def test_only_these_arrows_exist(name: str, state: str) -> None:
    assert SUPPORT_WORKFLOW.allows(name, state) == ((name, state) in ALLOWED)


def test_no_model_has_a_field_for_a_person_outside_the_office() -> None:
    """R203: the only people in this room are colleagues, by their account."""
    people = {
        (model.__name__, field.name)
        for model in apps.get_app_config("partners").get_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey) and field.related_model._meta.label == "people.User"
    }
    assert people == {("ContractManagement", "user")}
    words = {"bsn", "birth", "resident", "client", "person", "first", "last", "street"}
    names = {
        f"{model.__name__}.{field.name}"
        for model in apps.get_app_config("partners").get_models()
        for field in model._meta.get_fields()
        if words & set(field.name.split("_"))
    }
    assert names == set()
