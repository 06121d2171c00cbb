"""Adding, changing, approving and ending groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils.text import slugify
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from kernkracht.community.people.models import User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.people.queries import villages_where
from kernkracht.community.villages.models import Village
from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor

from .. import notices
from ..models import Group, GroupContact, GroupKind, GroupState
from ..permissions import keeps_any
from ..workflow import GROUP_WORKFLOW
from ._guard import (
    NotAllowedToManageGroups,
    UnableToManageGroups,
    day_in_trail,
    lock_group,
    move,
    require_keeper,
    require_manager,
    require_text,
)

MAX_PROPOSALS = 3
"""Groups that one account may have waiting for an answer at the same time."""
_is_url = URLValidator(schemes=["http", "https"])


@dataclass(frozen=True)
class GroupFacts:
    """What is known about a group. Unknown stays empty; `source` says where the facts come from."""

    name: str
    kind: GroupKind
    villages: Sequence[Village] = ()
    purpose: str = ""
    joining: str = ""
    rules: str = ""
    works_with: str = ""
    website: str = ""
    founded_on: date | None = None
    founded_precision: str = Group.Precision.DAY
    source: str = ""
    coordinated_by: Group | None = field(default=None)


_PLAIN = ("purpose", "joining", "rules", "works_with", "website", "founded_on", "founded_precision", "source")


def check_website(website: str) -> str:
    """The address as it is kept; one without “https://” gets it. Raises `UnableToManageGroups`."""
    website = website.strip()
    if not website:
        return ""
    website = website if "://" in website else f"https://{website}"
    try:
        _is_url(website)
    except ValidationError as fault:
        raise UnableToManageGroups(_("Dit is geen webadres. Vul het in zoals www.voorbeeld.nl."), "website") from fault
    return website


def _refuse_facts(facts: GroupFacts, on: date, group: Group | None = None) -> None:
    require_text(facts.name, _("Vul de naam van de groep in."), "name")
    same_name = Group.objects.filter(name__iexact=facts.name.strip())
    if (same_name.exclude(pk=group.pk) if group else same_name).exists():
        raise UnableToManageGroups(_("Er is al een groep met deze naam."), "name")
    keeps_kind = group is not None and group.kind_id == facts.kind.pk
    if not keeps_kind and not facts.kind.accepts_groups_on(on):
        raise UnableToManageGroups(_("Deze soort groep gebruiken wij niet meer. Kies een andere soort."), "kind")
    if facts.founded_on and facts.founded_on > on:
        raise UnableToManageGroups(_("De dag van oprichting ligt nog in de toekomst. Kijk de datum na."), "founded_on")
    _refuse_coordination(facts.coordinated_by, group)


def _refuse_coordination(coordinator: Group | None, group: Group | None) -> None:
    """One step deep: who coordinates is not coordinated, so that nobody speaks for a group unseen."""
    if coordinator is None:
        return
    sentence = _("Kies een groep die zelf niet door een andere groep wordt beheerd.")
    if coordinator.coordinated_by_id or (group is not None and coordinator.pk == group.pk):
        raise UnableToManageGroups(sentence, "coordinated_by")
    if group is not None and group.coordinated_groups.exists():
        raise UnableToManageGroups(_("Deze groep beheert zelf al andere groepen."), "coordinated_by")


def _apply(group: Group, facts: GroupFacts, at: datetime) -> list[str]:
    """Set the facts and save; which fields changed."""
    values = {name: getattr(facts, name) for name in _PLAIN}
    values |= {"name": facts.name.strip(), "kind": facts.kind, "coordinated_by": facts.coordinated_by}
    values["website"] = check_website(facts.website)
    changed = sorted(name for name, value in values.items() if getattr(group, name, None) != value)
    for name, value in values.items():
        setattr(group, name, value)
    group.changed_at = at
    group.text_version += 1
    group.save()
    group.villages.set(facts.villages)
    return changed


def _blank(facts: GroupFacts, state: str, by: Actor, approved_at: datetime | None) -> Group:
    return Group(
        slug=_free_slug(facts.name),
        kind=facts.kind,
        state=state,
        proposed_by=by,
        approved_at=approved_at,
        text_version=0,
    )


def _free_slug(name: str) -> str:
    wanted = slugify(name)[:110] or "groep"
    slug, number = wanted, 2
    while Group.objects.filter(slug=slug).exists():
        slug, number = f"{wanted}-{number}", number + 1
    return slug


def _require_villages(by: Actor, villages: Sequence[Village], at: datetime) -> None:
    """Who adds a group keeps at least one of its villages, else the group would be out of reach at once."""
    require_manager(by, at)
    if by.kind == Actor.Kind.SYSTEM:
        return
    kept = villages_where(by, Permission.MANAGE_GROUPS, localdate(at)).order_by("pk").values_list("pk", flat=True)
    if not keeps_any(list(kept), [village.pk for village in villages]):
        raise NotAllowedToManageGroups


def add_group(*, facts: GroupFacts, by: Actor, at: datetime) -> Group:
    """The office adds a group, active at once. Raises `UnableToManageGroups`."""
    with transaction.atomic(durable=True):
        return insert_group(facts=facts, by=by, at=at)


def insert_group(*, facts: GroupFacts, by: Actor, at: datetime) -> Group:
    """The same inside a transaction of the caller, such as an import."""
    _require_villages(by, facts.villages, at)
    _refuse_facts(facts, localdate(at))
    group = _blank(facts, GroupState.ACTIVE, by, at)
    _apply(group, facts, at)
    record("group.added", group, by=by, at=at, data={"name": group.name})
    return group


def propose_group(*, facts: GroupFacts, function: str, user: User, at: datetime) -> Group:
    """A resident asks to put a group on the list, and becomes its first contact. An officer looks at it first.

    Raises `UnableToManageGroups`, also while three earlier ones of this account still wait.
    """
    with transaction.atomic(durable=True):
        User.objects.select_for_update().get(pk=user.pk)  # two windows of one person count together
        if Group.objects.filter(proposed_by=user.actor, state=GroupState.PROPOSED).count() >= MAX_PROPOSALS:
            raise UnableToManageGroups(
                _("Er wachten al drie groepen van u op antwoord. Wacht op antwoord, of bel ons.")
            )
        _refuse_facts(facts, localdate(at))
        group = _blank(facts, GroupState.PROPOSED, user.actor, None)
        _apply(group, facts, at)
        GroupContact.objects.create(
            group=group,
            user=user,
            name=user.name,
            function=function.strip(),
            email=user.email,
            phone=user.phone,
            valid_from=localdate(at),
        )
        record("group.proposed", group, by=user.actor, at=at, data={"name": group.name})
        notices.tell_office(group, "group", str(group.pk), at=at)
    return group


def approve_group(*, group: Group, by: Actor, at: datetime) -> Group:
    """Put a proposed group on the list; who proposed it may speak for it from now on."""
    with transaction.atomic(durable=True):
        group = lock_group(group)
        require_keeper(by, group, at)
        move(GROUP_WORKFLOW, group, "approve")
        group.approved_at = group.changed_at = at
        group.save()
        own = group.contacts.filter(user__actor=group.proposed_by)
        own.update(speaks_for_group=True, approved_by=by, approved_at=at)
        record("group.approved", group, by=by, at=at, data={"name": group.name})
        notices.tell_proposer(group, "group", str(group.pk), group.proposed_by, at=at)
    return group


def turn_down_group(*, group: Group, reason: str, by: Actor, at: datetime) -> Group:
    """Do not put a proposed group on the list; who proposed it hears why."""
    reason = require_text(reason, _("Schrijf op waarom niet. De aanvrager leest dit."), "reason")
    with transaction.atomic(durable=True):
        group = lock_group(group)
        require_keeper(by, group, at)
        move(GROUP_WORKFLOW, group, "turn_down")
        group.ended_on, group.end_reason, group.changed_at = localdate(at), reason, at
        group.save()
        record("group.turned_down", group, by=by, at=at, data={"name": group.name})
        notices.tell_proposer(group, "group", str(group.pk), group.proposed_by, reason=reason, at=at)
    return group


def change_group(*, group: Group, facts: GroupFacts, by: Actor, at: datetime) -> Group:
    """The office changes what is known; the address of the page stays. Raises `UnableToManageGroups`."""
    with transaction.atomic(durable=True):
        group = lock_group(group)
        require_keeper(by, group, at)
        _require_villages(by, facts.villages, at)
        _refuse_facts(facts, localdate(at), group)
        changed = _apply(group, facts, at)
        record("group.changed", group, by=by, at=at, data={"name": group.name, "fields": changed})
    return group


def end_group(*, group: Group, ended_on: date, reason: str, by: Actor, at: datetime) -> Group:
    """A group stopped. Its page and history stay; nobody speaks for it any more. Raises for a day in the future."""
    if ended_on > localdate(at):
        raise UnableToManageGroups(_("Kies vandaag of een eerdere dag."), "ended_on")
    with transaction.atomic(durable=True):
        group = lock_group(group)
        require_keeper(by, group, at)
        if group.founded_on and ended_on < group.founded_on:
            raise UnableToManageGroups(_("Deze dag ligt voor de oprichting. Kijk de datum na."), "ended_on")
        move(GROUP_WORKFLOW, group, "end")
        group.ended_on, group.end_reason, group.changed_at = ended_on, reason.strip(), at
        group.save()
        record("group.ended", group, by=by, at=at, data={"name": group.name, "day": day_in_trail(ended_on)})
    return group


def reopen_group(*, group: Group, by: Actor, at: datetime) -> Group:
    """A group that stopped, or was turned down, is on the list again."""
    with transaction.atomic(durable=True):
        group = lock_group(group)
        require_keeper(by, group, at)
        move(GROUP_WORKFLOW, group, "reopen")
        group.ended_on, group.end_reason = None, ""
        group.approved_at, group.changed_at = group.approved_at or at, at
        group.save()
        record("group.reopened", group, by=by, at=at, data={"name": group.name})
    return group
