"""Who hears that a term runs out: the handler, then who stands in, then the manager."""

from __future__ import annotations

from datetime import date

from kernkracht.community.people.models import Absence, Assignment, Team, User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.people.queries import contacts, holders_of
from kernkracht.community.villages.models import Village

STAND_IN_FROM, MANAGER_FROM = 1, 2
"""From the which warning (counted from 0) these hear of it too."""


class Escalation:
    """Addressees (“user:12” or “team:3”) per case, with what it reads of people read once."""

    def __init__(self, on: date) -> None:
        self._on = on
        self._active = set(User.objects.filter(is_active=True).values_list("pk", flat=True))
        self._absent = set(Absence.objects.on(on).values_list("user_id", flat=True))
        posts = Assignment.objects.on(on).filter(
            user__isnull=False, role__role_permissions__permission=Permission.ASSESS_APPLICATION
        )
        self._seconds: dict[int, tuple[str, ...]] = {}
        for user, stand_in, team in posts.order_by("pk").values_list("user_id", "stand_in_id", "team_id").distinct():
            second = f"user:{stand_in}" if stand_in in self._active else f"team:{team}"
            if user is not None:
                self._seconds[user] = tuple(dict.fromkeys([*self._seconds.get(user, ()), second]))
        found = contacts(on, villages=Village.objects.all())
        self._teams = {pk: contact.team.pk for pk, contact in found.items() if contact and contact.team}
        self._managers: dict[int | None, tuple[str, ...]] = {}

    def addressees(self, handler: int | None, team: int | None, village: int | None, step: int) -> tuple[str, ...]:
        """Everybody who hears of a case at the `step`-th warning (0, 1, 2 …), each once."""
        team = team or self._teams.get(village or 0)
        queue = (f"team:{team}",) if team else ()
        works = handler in self._active
        first = (f"user:{handler}",) if works else queue
        seconds = self._seconds.get(handler or 0, queue) if works else ()
        heard = [*first]
        if step >= STAND_IN_FROM or handler in self._absent:
            heard += seconds
        if step >= MANAGER_FROM:
            heard += self.managers(village)
        return tuple(dict.fromkeys(heard))

    def managers(self, village: int | None) -> tuple[str, ...]:
        """Who sees terms and can give a case to somebody else, in this village."""
        if village not in self._managers:
            place = Village.objects.filter(pk=village).first() if village is not None else None
            see = set(holders_of(Permission.SEE_TERMS, self._on, place).values_list("pk", flat=True))
            give = holders_of(Permission.ASSIGN_APPLICATION, self._on, place).values_list("pk", flat=True)
            self._managers[village] = tuple(f"user:{pk}" for pk in give if pk in see)
        return self._managers[village]


def mailbox_of(addressee: str) -> tuple[str, str, str]:
    """Name, e-mail address and language behind an addressee; an empty address when there is none any more."""
    kind, _colon, pk = addressee.partition(":")
    if kind == "user":
        user = User.objects.filter(pk=pk, is_active=True).first()
        return (user.name, user.email, user.language) if user else ("", "", "")
    team = Team.objects.filter(pk=pk).first()
    return (team.name, team.email, "") if team else ("", "", "")
