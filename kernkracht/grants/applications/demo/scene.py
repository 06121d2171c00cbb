"""A plan while it is lived through: its case so far, and who acts on it."""

from __future__ import annotations

from datetime import date

from kernkracht.community.people.models import User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.people.queries import contact_for, may
from kernkracht.community.villages.models import Village
from kernkracht.foundation.audit.models import Actor

from ..models import GrantApplication
from .seed import PlanSeed, Seed


class Scene:
    def __init__(self, seed: Seed, plan: PlanSeed, place: int) -> None:
        self.seed, self.plan, self.place = seed, plan, place
        self.village = Village.objects.select_related("area").get(slug=plan.village)
        self._case: GrantApplication | None = None

    @property
    def case(self) -> GrantApplication:
        """The case as it stands in the database now."""
        if self._case is None:
            raise LookupError("nothing was applied for yet")
        return GrantApplication.objects.get(pk=self._case.pk)

    @case.setter
    def case(self, case: GrantApplication) -> None:
        self._case = case

    @property
    def account(self) -> User | None:
        return User.objects.get(email=self.plan.applicant.account) if self.plan.applicant.account else None

    @property
    def email(self) -> str:
        """Where the applicant reads mail; empty for who wants paper."""
        applicant = self.plan.applicant
        return "" if applicant.paper else applicant.account or address_of(applicant.name)

    @property
    def holder(self) -> Actor:
        """Who acts for the applicant: the account, the officer who typed it in, or the visitor of the draft."""
        case, account = self.case, self.account
        actor = account.actor if account else case.entered_by or case.visitor
        if actor is None:
            raise LookupError("nobody holds this case")
        return actor

    def coordinator(self, on: date) -> User:
        """Who serves the village that day; where nobody does, the policy officer helps out."""
        contact = contact_for(self.village, on)
        user = contact.user if contact else None
        if user is not None and may(user.actor, Permission.ASSESS_APPLICATION, on, self.village):
            return user
        return User.objects.get(email=self.seed.office.policy)

    def assessor(self, on: date) -> User:
        """Who has the case, as long as that person may still assess there; else who serves the village now."""
        handler = self.case.handler
        if handler is not None and may(handler.actor, Permission.ASSESS_APPLICATION, on, self.village):
            return handler
        return self.coordinator(on)


def address_of(name: str) -> str:
    """An invented mailbox that leads nowhere."""
    return f"{'.'.join(name.lower().split())}@example.org"
