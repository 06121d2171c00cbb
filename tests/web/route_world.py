"""The people and things that the route × role matrix is asked about."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from django.conf import settings
from django.test import Client

from kernkracht.accountability.council_reports.models import CouncilLetter
from kernkracht.community.people.actions import load_roles
from kernkracht.community.people.models import Assignment, Role, User
from kernkracht.community.villages.models import Area, Village
from kernkracht.foundation.notices.models import OutboxMessage
from kernkracht.grants.applications.models import GrantApplication
from kernkracht.grants.budgets.models import CouncilBudget, GrantCeiling
from kernkracht.grants.schemes.models import SchemeVersion
from tests.factories.applications import ApplicationFactory, DraftFactory
from tests.factories.budgets import CouncilBudgetFactory, ceiling_with
from tests.factories.people import TeamFactory, UserFactory, sign_in, with_password
from tests.factories.schemes import SchemeVersionFactory
from tests.factories.villages import AreaFactory, VillageFactory

from . import route_rows

VISITOR, OWNER, OTHER = "visitor", "owner", "other resident"
COORDINATOR, ALDERMAN, POLICY, DECIDER = "coordinator", "alderman", "policy officer", "decision-maker"
FINANCE, MANAGER, ADMINISTRATOR, AUDITOR = "finance", "manager", "administrator", "auditor"
OBJECTIONS, ARCHIVIST = "objection officer", "archivist"
RESIDENTS = (OWNER, OTHER)
STAFF = {
    COORDINATOR: Role.Code.VILLAGE_COORDINATOR,
    ALDERMAN: Role.Code.VILLAGE_ALDERMAN,
    POLICY: Role.Code.POLICY_OFFICER,
    DECIDER: Role.Code.DECISION_MAKER,
    FINANCE: Role.Code.FINANCE_OFFICER,
    MANAGER: Role.Code.TEAM_MANAGER,
    ADMINISTRATOR: Role.Code.ADMINISTRATOR,
    AUDITOR: Role.Code.AUDITOR,
    OBJECTIONS: Role.Code.OBJECTION_OFFICER,
    ARCHIVIST: Role.Code.ARCHIVIST,
}
EVERYBODY = (VISITOR, *RESIDENTS, *STAFF)


@dataclass
class World:
    """One of everything, so that every address exists."""

    owner: User
    other: User
    colleague: User
    staff: dict[str, User]
    area: Area
    village: Village
    post: Assignment
    case: GrantApplication
    draft: GrantApplication
    ceiling: GrantCeiling
    council_budget: CouncilBudget
    message: OutboxMessage
    council_letter: CouncilLetter
    draft_rules: SchemeVersion
    clients: dict[str, Client] = field(default_factory=dict)
    things: dict[str, Any] = field(default_factory=dict)
    """What the modules of `route_rows/` made, by name."""

    @classmethod
    def build(cls) -> World:
        load_roles(settings.BASE_DIR / "seed" / "roles.yaml")
        team, village = TeamFactory(), VillageFactory(area=AreaFactory())
        staff = {name: _officer(code, team) for name, code in STAFF.items()}
        owner = with_password(UserFactory())
        case = ApplicationFactory(applicant=owner, village=village)
        message = OutboxMessage.objects.create(
            unique_key="matrix",
            kind="account_mail",
            subject="s",
            body_text="t",
            created_at=datetime(2026, 1, 1, tzinfo=UTC),
        )
        colleague = UserFactory(is_staff=True)
        post = Assignment.objects.create(
            role=Role.objects.get(code=Role.Code.POLICY_OFFICER),
            team=team,
            all_villages=True,
            valid_from=date(2026, 1, 1),
        )
        world = cls(
            owner=owner,
            other=with_password(UserFactory()),
            colleague=colleague,
            staff=staff,
            area=village.area,
            village=village,
            post=post,
            case=case,
            draft=DraftFactory(applicant=owner, village=village),
            ceiling=ceiling_with(1_000_00, scheme=case.scheme),
            council_budget=CouncilBudgetFactory(),
            message=message,
            draft_rules=SchemeVersionFactory(
                state=SchemeVersion.State.DRAFT, criteria=[("max_per_application", {"amount": 750})]
            ),
            council_letter=CouncilLetter.objects.create(
                year=2026,
                as_of=date(2026, 12, 31),
                title="Raadsbrief 2026",
                created_at=datetime(2026, 12, 31, tzinfo=UTC),
                created_by=owner.actor,
            ),
        )
        for module in iter_modules(route_rows.__path__):
            build = getattr(import_module(f"{route_rows.__name__}.{module.name}"), "build", None)
            things = build(world) if build else {}
            assert not (twice := things.keys() & world.things.keys()), f"{module.name} gives names away again: {twice}"
            world.things |= things
        return world

    def client(self, role: str) -> Client:
        """A browser signed in as this role, for staff with a second step."""
        if role not in self.clients:
            client = Client(raise_request_exception=False)
            users = {OWNER: self.owner, OTHER: self.other} | self.staff
            self.clients[role] = (
                sign_in(client, users[role], *(() if role in STAFF else ("password",))) if role != VISITOR else client
            )
        return self.clients[role]


def _officer(code: str, team: Any) -> User:
    user = UserFactory(is_staff=True)
    role = Role.objects.get(code=code)
    Assignment.objects.create(role=role, user=user, team=team, all_villages=True, valid_from=date(2020, 1, 1))
    return user
