"""A signalling group with money for its costs, an association with a covenant, and colleagues."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from kernkracht.community.groups.models import Group, Nature
from kernkracht.community.people.models import Role, User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.grants.budgets.models import GrantCeiling
from kernkracht.grants.group_payments import actions
from kernkracht.grants.group_payments.actions import LineFacts
from kernkracht.grants.group_payments.models import ExpenseClaim
from kernkracht.grants.schemes.models import Scheme, SchemeVersion
from tests.factories.budgets import ceiling_with
from tests.factories.documents import picture_bytes
from tests.factories.groups import GroupFactory, kind_of, speaker, with_account
from tests.factories.people import officer_with
from tests.factories.schemes import SchemeFactory, SchemeVersionFactory
from tests.factories.villages import VillageFactory

NOON = datetime(2026, 11, 2, 11, tzinfo=UTC)
TODAY = NOON.date()


def a_version(slug: str, intake: str, kind: str, rules: list[tuple[str, dict[str, Any]]]) -> SchemeVersion:
    version: SchemeVersion = SchemeVersionFactory(
        scheme=SchemeFactory(slug=slug, name=slug.title(), intake=intake),
        criteria=[("applicant_type", {"allowed_types": [kind]}), *rules],
    )
    return version


@dataclass
class Scene:
    """Everything a claim or a contribution needs."""

    money_cents: int = 10_000_00
    year: int = 2026

    def __post_init__(self) -> None:
        self.village = VillageFactory()
        self.version = a_version(
            "signalering",
            Scheme.Intake.CLAIM,
            "signalling_group",
            [("max_per_applicant_year", {"amount": 750, "counted_over": "group"}), ("real_costs_only", {})],
        )
        self.group: Group = with_account(
            GroupFactory(kind=kind_of(Nature.SIGNALLING_GROUP), villages=[self.village], name="Signaleringsgroep Asch")
        )
        self.speaker: User = speaker(self.group)
        self.ceiling: GrantCeiling = ceiling_with(self.money_cents, self.version.scheme, year=self.year)
        self.handler = officer_with(
            Permission.READ_OFFICE, Permission.HANDLE_CLAIM, code=Role.Code.VILLAGE_COORDINATOR, name="Fenna"
        )
        self.approver = officer_with(
            Permission.READ_OFFICE, Permission.APPROVE_CLAIM, code=Role.Code.DECISION_MAKER, name="Hugo"
        )

    def fresh(self) -> GrantCeiling:
        return GrantCeiling.objects.get(pk=self.ceiling.pk)

    def draft(self, *cents: int, **line: Any) -> ExpenseClaim:
        claim = actions.start_claim(group=self.group, year=2026, by=self.speaker.actor, at=NOON)
        for amount in cents:
            actions.add_receipt(claim=claim, line=a_line(amount, **line), by=self.speaker.actor, at=NOON)
        return claim

    def paper(self, *cents: int, year: int = 2025) -> ExpenseClaim:
        """A draft that an officer types in; of the year before, so that it is not the group's own draft."""
        claim = actions.start_claim(group=self.group, year=year, by=self.handler.actor, at=NOON)
        for amount in cents:
            line = a_line(amount, spent_on=date(year, 10, 3))
            actions.add_receipt(claim=claim, line=line, by=self.handler.actor, at=NOON)
        return claim

    def filed(self, *cents: int) -> ExpenseClaim:
        return actions.file_claim(claim=self.draft(*cents), by=self.speaker.actor, at=NOON)

    def handled(self, *cents: int) -> ExpenseClaim:
        claim = self.filed(*cents)
        verdicts = {line.pk: actions.LineVerdict(line.amount_cents) for line in claim.lines.all()}
        return actions.handle_claim(claim=claim, verdicts=verdicts, note="", by=self.handler.actor, at=NOON)


def a_line(cents: int, **changes: Any) -> LineFacts:
    given: dict[str, Any] = {
        "spent_on": date(2026, 10, 3),
        "description": "Hesjes",
        "cost_kind": "materials",
        "amount_cents": cents,
        "upload": (io.BytesIO(picture_bytes()), "bon.jpg"),
    }
    return LineFacts(**(given | changes))
