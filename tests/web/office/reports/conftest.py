from datetime import date
from typing import Any

import pytest
from django.test import Client

from kernkracht.accountability.council_reports.actions import start_letter
from kernkracht.accountability.council_reports.models import CouncilLetter
from kernkracht.community.people.models import Role
from kernkracht.community.people.permission_codes import Permission
from kernkracht.foundation.audit.models import Actor
from tests.accountability.council_reports.conftest import NOW, buren, registers  # noqa: F401  (fixtures)
from tests.factories.people import officer_with
from tests.web.signing_in import signed_in


@pytest.fixture(autouse=True)
def _without_second_step(settings: Any) -> None:
    settings.STAFF_SECOND_FACTOR = False  # the second step has tests of its own


@pytest.fixture
def writer(db: None) -> Client:
    return signed_in(officer_with(Permission.WRITE_COUNCIL_LETTER, Permission.READ_OFFICE))


@pytest.fixture
def manager(db: None) -> Client:
    user = officer_with(Permission.FREEZE_COUNCIL_LETTER, Permission.WRITE_COUNCIL_LETTER, code=Role.Code.TEAM_MANAGER)
    return signed_in(user)


@pytest.fixture
def letter(registers: None) -> CouncilLetter:  # noqa: F811  (the fixture)
    return start_letter(year=2022, as_of=date(2023, 5, 31), by=Actor.system("test"), at=NOW)
