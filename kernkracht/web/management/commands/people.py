"""People from the console: what a new installation needs before anybody can sign in."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from kernkracht.community.people.actions import (
    UnableToManagePeople,
    UnusableRoles,
    assign_role,
    create_account,
    load_roles,
)
from kernkracht.community.people.actions.posts import Reach
from kernkracht.community.people.models import Role, Team
from kernkracht.foundation.audit.models import Actor
from kernkracht.web.office.people.acting import invitation_link


class Command(BaseCommand):
    help = "Load the roles, or make the first administrator's account and print the link to choose a password."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="load-roles | invite-administrator")
        verbs.add_parser("load-roles", help="add the roles of seed/roles.yaml that are not there yet")
        invite = verbs.add_parser("invite-administrator", help="the first account that may give others their roles")
        invite.add_argument("email")
        invite.add_argument("--name", required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            added = load_roles(settings.BASE_DIR / "seed" / "roles.yaml")
            if options["verb"] == "load-roles":
                self.stdout.write(f"{added} roles added.")
            else:
                self._invite(options["email"], options["name"])
        except (UnableToManagePeople, UnusableRoles) as refusal:
            raise CommandError(str(refusal)) from None

    def _invite(self, email: str, name: str) -> None:
        now, by = timezone.now(), Actor.system()
        team = Team.objects.filter(is_default=True).first() or Team.objects.create(
            code="dorpen", name="Team Dorpen", is_default=True
        )
        user = create_account(email=email, name=name, by=by, at=now, link_for=invitation_link)
        role = Role.objects.get(code=Role.Code.ADMINISTRATOR)
        today = timezone.localdate(now)
        assign_role(role=role, user=user, reach=Reach.all(), team=team, since=today, by=by, at=now)
        self.stdout.write(f"{user.email} is administrator. To choose a password (works for three days):")
        self.stdout.write(invitation_link(user))
