"""The factories make objects that the database accepts."""

import pytest

from kernkracht.community.people.permission_codes import Permission
from tests.factories.applications import ApplicationFactory, DraftFactory
from tests.factories.people import officer_with

pytestmark = pytest.mark.django_db


def test_factories_make_valid_rows() -> None:
    assert DraftFactory().number is None
    assert ApplicationFactory().received_on is not None
    assert officer_with(Permission.READ_OFFICE).actor_id
