"""Posts: who plays which role, where and when; vacancies, stand-ins and absence."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from kernkracht.community.people.models import Absence, Assignment, Role, Team, User
from kernkracht.community.villages.models import Village
from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor

from ._guard import UnableToManagePeople, lock_roles, require_manager, require_remaining_manager


class UnableToAssignRole(UnableToManagePeople):
    """The account cannot hold this post."""


class UnableToEndAssignment(UnableToManagePeople):
    """The post cannot end on that day."""


class UnableToFillVacancy(UnableToManagePeople):
    """The post is no vacancy, or it starts later."""


class UnableToSetStandIn(UnableToManagePeople):
    """The account cannot stand in here."""


@dataclass(frozen=True)
class Reach:
    """Where a post counts: for named villages, or for all of them, also those that come later."""

    villages: Collection[Village] = ()
    everywhere: bool = False

    @classmethod
    def all(cls) -> Reach:
        return cls(everywhere=True)

    @property
    def codes(self) -> list[str]:
        return ["*"] if self.everywhere else sorted(village.slug for village in self.villages)


def assign_role(
    *, role: Role, user: User, reach: Reach, team: Team, since: date, by: Actor, at: datetime, until: date | None = None
) -> Assignment:
    """Give `user` a role from `since` until and including `until` (None: open).

    Raises `NotAllowedToManagePeople`, and `UnableToAssignRole` when the account is closed, belongs to a resident, or
    holds the same role for one of the villages in that period. Giving a role to oneself is recorded as such.
    """
    with transaction.atomic(durable=True):
        lock_roles()
        require_manager(by, localdate(at))
        _refuse_unfit(user, reach, since, until)
        _refuse_double(role, user, reach, since, until)
        post = _make_post(role, user, reach, team, since, until)
        event = "people.role_assigned_to_self" if user.actor_id == by.pk else "people.role_assigned"
        record(event, post, by=by, at=at, data=_facts(post))
    return post


def _refuse_unfit(user: User, reach: Reach, since: date, until: date | None) -> None:
    if not user.is_active:
        raise UnableToAssignRole(_("Dit account is gesloten. Open het eerst weer."))
    if not user.is_staff:
        raise UnableToAssignRole(
            _("Dit is een account van een inwoner. Maak een account voor een medewerker: die logt in met twee stappen.")
        )
    _refuse_bad_period(reach, since, until)


def _refuse_bad_period(reach: Reach, since: date, until: date | None) -> None:
    if until is not None and until < since:
        raise UnableToAssignRole(_("De laatste dag ligt voor de eerste dag. Kies een latere laatste dag."))
    if not reach.everywhere and not reach.villages:
        raise UnableToAssignRole(_("Kies een of meer dorpen, of kies alle dorpen."))


def _refuse_double(role: Role, user: User, reach: Reach, since: date, until: date | None) -> None:
    same = Assignment.objects.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=since), role=role, user=user)
    if until is not None:
        same = same.filter(valid_from__lte=until)
    if not reach.everywhere:
        same = same.filter(Q(all_villages=True) | Q(villages__in=list(reach.villages)))
    if same.exists():
        raise UnableToAssignRole(_("Deze persoon heeft deze rol al voor een van deze dorpen in deze periode."))


def _make_post(
    role: Role, user: User | None, reach: Reach, team: Team, since: date, until: date | None = None
) -> Assignment:
    post = Assignment.objects.create(
        role=role, user=user, team=team, all_villages=reach.everywhere, valid_from=since, valid_until=until
    )
    post.villages.set([] if reach.everywhere else reach.villages)
    return post


def _facts(post: Assignment, **more: object) -> dict[str, object]:
    villages = ["*"] if post.all_villages else sorted(post.villages.values_list("slug", flat=True))
    until = post.valid_until.isoformat() if post.valid_until else None
    return {
        "role": post.role.code,
        "user": post.user_id,
        "stand_in": post.stand_in_id,
        "villages": villages,
        "from": post.valid_from.isoformat(),
        "until": until,
    } | more


def _locked(post: Assignment) -> Assignment:
    lock_roles()
    return Assignment.objects.select_for_update(of=("self",)).select_related("role", "team").get(pk=post.pk)


def end_assignment(
    *, post: Assignment, last_day: date, by: Actor, at: datetime, leave_vacancy: bool = False
) -> Assignment:
    """End a post after `last_day`; with `leave_vacancy` an open vacancy with the same stand-in follows the day after.

    Raises `UnableToEndAssignment` when the day lies before the first day or the post ended earlier, and
    `LastManagerWouldGo` when nobody could give roles the day after.
    """
    with transaction.atomic(durable=True):
        post = _locked(post)
        require_manager(by, localdate(at))
        _refuse_end(post, last_day)
        post.valid_until = last_day
        post.save()
        record("people.assignment_ended", post, by=by, at=at, data=_facts(post))
        if leave_vacancy:
            _vacancy_after(post, by=by, at=at)
        require_remaining_manager(by, max(localdate(at), last_day + timedelta(days=1)))
    return post


def _refuse_end(post: Assignment, last_day: date) -> None:
    if last_day < post.valid_from:
        raise UnableToEndAssignment(
            _("Deze rol begint op %(day)s. Kies die dag of een latere.") % {"day": date_format(post.valid_from)}
        )
    if post.valid_until is not None and post.valid_until < last_day:
        raise UnableToEndAssignment(
            _("Deze rol eindigde al op %(day)s. Geef de rol opnieuw.") % {"day": date_format(post.valid_until)}
        )


def _vacancy_after(post: Assignment, *, by: Actor, at: datetime) -> None:
    assert post.valid_until is not None  # noqa: S101  (set by the caller one line earlier)
    reach = Reach(list(post.villages.all()), post.all_villages)
    vacancy = _make_post(post.role, None, reach, post.team, post.valid_until + timedelta(days=1))
    vacancy.stand_in = post.stand_in
    vacancy.save()
    record("people.vacancy_opened", vacancy, by=by, at=at, data=_facts(vacancy))


def open_vacancy(*, role: Role, reach: Reach, team: Team, since: date, by: Actor, at: datetime) -> Assignment:
    """Record a post that nobody fills: pages say “tijdelijk via …” and cases wait with the team (R51, R52)."""
    with transaction.atomic(durable=True):
        lock_roles()
        require_manager(by, localdate(at))
        _refuse_bad_period(reach, since, None)
        post = _make_post(role, None, reach, team, since)
        record("people.vacancy_opened", post, by=by, at=at, data=_facts(post))
    return post


def fill_vacancy(*, vacancy: Assignment, user: User, since: date, by: Actor, at: datetime) -> Assignment:
    """Let `user` take over a vacancy from `since`; the vacancy keeps its days before that, so history stays right."""
    with transaction.atomic(durable=True):
        vacancy = _locked(vacancy)
        require_manager(by, localdate(at))
        _refuse_filling(vacancy, since)
        reach = Reach(list(vacancy.villages.all()), vacancy.all_villages)
        _refuse_unfit(user, reach, since, vacancy.valid_until)
        _refuse_double(vacancy.role, user, reach, since, vacancy.valid_until)
        post = _taken_over(vacancy, user, reach, since)
        record("people.vacancy_filled", post, by=by, at=at, data=_facts(post))
    return post


def _refuse_filling(vacancy: Assignment, since: date) -> None:
    if vacancy.user_id is not None:
        raise UnableToFillVacancy(_("Deze rol is al vervuld. Beëindig die eerst."))
    if since < vacancy.valid_from:
        raise UnableToFillVacancy(
            _("De vacature begint op %(day)s. Kies die dag of een latere.") % {"day": date_format(vacancy.valid_from)}
        )
    if vacancy.valid_until is not None and since > vacancy.valid_until:
        raise UnableToFillVacancy(
            _("De vacature eindigt op %(day)s. Kies die dag of een eerdere.")
            % {"day": date_format(vacancy.valid_until)}
        )


def _taken_over(vacancy: Assignment, user: User, reach: Reach, since: date) -> Assignment:
    stand_in = vacancy.stand_in if vacancy.stand_in_id != user.pk else None
    if since == vacancy.valid_from:
        vacancy.user, vacancy.stand_in = user, stand_in
        vacancy.save()
        return vacancy
    post = _make_post(vacancy.role, user, reach, vacancy.team, since, vacancy.valid_until)
    post.stand_in = stand_in
    post.save()
    vacancy.valid_until = since - timedelta(days=1)
    vacancy.save()
    return post


def set_stand_in(*, post: Assignment, stand_in: User | None, by: Actor, at: datetime) -> Assignment:
    """Name who acts while the holder cannot (R52); None takes the stand-in away.

    Raises `UnableToSetStandIn` for the holder, a resident, a closed account, or a post that has ended.
    """
    with transaction.atomic(durable=True):
        post = _locked(post)
        require_manager(by, localdate(at))
        if stand_in is not None:
            _refuse_stand_in(post, stand_in, localdate(at))
        post.stand_in = stand_in
        post.save()
        record(_stand_in_event(stand_in, by), post, by=by, at=at, data=_facts(post))
        require_remaining_manager(by, localdate(at))
    return post


def _stand_in_event(stand_in: User | None, by: Actor) -> str:
    if stand_in is None:
        return "people.stand_in_removed"
    return "people.stand_in_set_to_self" if stand_in.actor_id == by.pk else "people.stand_in_set"


def _refuse_stand_in(post: Assignment, stand_in: User, on: date) -> None:
    if stand_in.pk == post.user_id:
        raise UnableToSetStandIn(_("Iemand kan zichzelf niet vervangen. Kies een collega."))
    if not stand_in.is_active or not stand_in.is_staff:
        raise UnableToSetStandIn(_("Kies een collega met een open account."))
    if post.valid_until is not None and post.valid_until < on:
        raise UnableToSetStandIn(_("Deze rol is al geëindigd."))


def change_villages(*, post: Assignment, reach: Reach, since: date, by: Actor, at: datetime) -> Assignment:
    """Let a post count for other villages from `since`: the old one ends the day before, a new one follows."""
    with transaction.atomic(durable=True):
        post = _locked(post)
        require_manager(by, localdate(at))
        _refuse_bad_period(reach, since, post.valid_until)
        _refuse_end(post, since - timedelta(days=1))
        until, post.valid_until = post.valid_until, since - timedelta(days=1)
        post.save()
        successor = _make_post(post.role, post.user, reach, post.team, since, until)
        successor.stand_in = post.stand_in
        successor.save()
        record("people.villages_changed", successor, by=by, at=at, data=_facts(successor, follows=post.pk))
        require_remaining_manager(by, max(localdate(at), since))
    return successor


def mark_absent(*, user: User, since: date, until: date | None, by: Actor, at: datetime) -> Absence:
    """Note that somebody cannot act for a while, so that stand-ins may. Anyone may do so for themselves."""
    with transaction.atomic(durable=True):
        if user.actor_id != by.pk:
            require_manager(by, localdate(at))
        if until is not None and until < since:
            raise UnableToManagePeople(_("De laatste dag ligt voor de eerste dag. Kies een latere laatste dag."))
        _end_running(Absence.objects.select_for_update().on(since).filter(user=user), since)
        absence = Absence.objects.create(user=user, valid_from=since, valid_until=until)
        record("people.absence_started", user, by=by, at=at, data={"from": since.isoformat()})
    return absence


def end_absence(*, user: User, back_on: date, by: Actor, at: datetime) -> None:
    """Somebody is back from this day on."""
    with transaction.atomic(durable=True):
        if user.actor_id != by.pk:
            require_manager(by, localdate(at))
        _end_running(Absence.objects.select_for_update().on(back_on).filter(user=user), back_on)
        record("people.absence_ended", user, by=by, at=at, data={"from": back_on.isoformat()})


def _end_running(running: Iterable[Absence], day: date) -> None:
    """Cut absences off on the day before; one that would then never have started goes."""
    for absence in running:
        if absence.valid_from >= day:
            absence.delete()
        else:
            absence.valid_until = day - timedelta(days=1)
            absence.save()
