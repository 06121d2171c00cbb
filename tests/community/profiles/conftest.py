from __future__ import annotations

import pytest
from django.conf import settings

from kernkracht.community.profiles.actions import load_figures
from kernkracht.community.profiles.models import Figure
from kernkracht.community.villages.models import Village
from tests.factories.villages import VillageFactory


@pytest.fixture
def figures(db: None) -> dict[str, Figure]:
    """The figures of a new installation, by code."""
    load_figures(settings.BASE_DIR / "seed" / "figures.yaml")
    return {figure.code: figure for figure in Figure.objects.all()}


@pytest.fixture
def villages(db: None) -> tuple[Village, Village]:
    """Aa has two neighbourhoods in the files of these tests, Bee has one."""
    return VillageFactory(name="Aa", slug="aa"), VillageFactory(name="Bee", slug="bee")
