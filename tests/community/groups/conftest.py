"""The people and the group that these tests are about."""

from __future__ import annotations

import pytest

from tests.factories.groups import AT, TODAY, Scene, build_scene

__all__ = ["AT", "TODAY", "Scene"]


@pytest.fixture
def scene(db: None) -> Scene:
    return build_scene()
