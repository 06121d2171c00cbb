"""Who may do what, and who answers for a village. Everything is asked for a day, so that history stays right."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any
from uuid import UUID

from allauth.account.models import EmailAddress
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from kernkracht.community.villages.models import Village
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.documents.models import StoredDocument
from kernkracht.foundation.retention.queries import Subject

from .models import Absence, Assignment, ContactCard, Formation, Role, RoleLabel, Team, User, WorkingTime
from .permission_codes import Permission


def _needs_stand_in(on: date) -> Q:
    """The holder of a post cannot act: there is none, the account is closed, or the holder is marked absent (R52)."""
    return (
        Q(user__isnull=True)
        | Q(user__is_active=False)
        | Q(Exists(Absence.objects.on(on).filter(user=OuterRef("user_id"))))
    )


def duties_of(user: User, on: date) -> QuerySet[Assignment]:
    """Posts that `user` fills on a day: as holder, or as stand-in while the holder cannot. None when inactive."""
    if not user.is_active:
        return Assignment.objects.none()
    return Assignment.objects.on(on).filter(Q(user=user) | Q(stand_in=user) & _needs_stand_in(on))


_KNOWN_RIGHTS = "_known_rights"


def permissions_of(user: User, on: date) -> frozenset[str]:
    """Every permission the user holds somewhere on a day, for menus. Use `may` with a village before an act."""
    if not user.is_active:
        return frozenset()
    known: Mapping[date, frozenset[str]] = user.__dict__.get(_KNOWN_RIGHTS, {})
    if on in known:
        return known[on]
    codes = duties_of(user, on).values_list("role__role_permissions__permission", flat=True)
    return frozenset(code for code in codes.order_by() if code)


def keep_permissions(user: User, on: date) -> frozenset[str]:
    """`permissions_of`, remembered on this account object: for one that lives as long as a request and no longer."""
    found = permissions_of(user, on)
    user.__dict__[_KNOWN_RIGHTS] = {on: found}
    return found


def may(actor: Actor, permission: Permission, on: date, village: Village | None = None) -> bool:
    """Whether the actor holds a permission on a day.

    With `village`: for that village (a post for all villages counts). Without: for at least one village, which is
    enough for lists and pages that are not about one village, never for an act on a case.
    The system and visitors without an account hold no permissions.
    """
    user = User.objects.filter(actor=actor).first()
    if user is None:
        return False
    duties = duties_of(user, on).filter(role__role_permissions__permission=permission)
    if village is not None:
        duties = duties.filter(Q(all_villages=True) | Q(villages=village))
    return duties.exists()


def villages_where(actor: Actor, permission: Permission, on: date) -> QuerySet[Village]:
    """The villages for which the actor holds a permission; all of them for a post without limits."""
    user = User.objects.filter(actor=actor).first()
    if user is None:
        return Village.objects.none()
    duties = duties_of(user, on).filter(role__role_permissions__permission=permission)
    if duties.filter(all_villages=True).exists():
        return Village.objects.all()
    return Village.objects.filter(pk__in=duties.values("villages"))


def rights_by_village(user: User, on: date) -> dict[str, frozenset[int] | None]:
    """Every permission the user holds on a day with the keys of the villages it is held for; None: for all of them."""
    duties = duties_of(user, on).order_by()
    found: dict[str, set[int] | None] = {}
    for code, everywhere, village in duties.values_list(
        "role__role_permissions__permission", "all_villages", "villages"
    ):
        known = found.setdefault(code, set()) if code else None
        if code and everywhere:
            found[code] = None
        elif known is not None and village is not None:
            known.add(village)
    return {code: None if keys is None else frozenset(keys) for code, keys in found.items()}


def holders_of(permission: Permission, on: date, village: Village | None = None) -> QuerySet[User]:
    """Active accounts that hold a permission on a day, stand-ins included only while they stand in."""
    posts = Assignment.objects.on(on).filter(role__role_permissions__permission=permission)
    if village is not None:
        posts = posts.filter(Q(all_villages=True) | Q(villages=village))
    standing_in = posts.filter(_needs_stand_in(on))
    return User.objects.filter(
        Q(pk__in=posts.values("user")) | Q(pk__in=standing_in.values("stand_in")), is_active=True
    ).order_by("name", "email")


def role_labels(on: date) -> dict[str, str]:
    """What each role is called on a day, by code."""
    return {code: label.label for code, label in _labels(on).items()}


def role_label(code: str, on: date, *, plural: bool = False) -> str:
    """What a role was called on a day (R50). Before its first label: that first label; without any: the code."""
    label = _labels(on).get(code)
    if label is None:
        return str(Role.Code(code).label) if code in Role.Code.values else code
    return label.plural if plural else label.label


def _labels(on: date) -> dict[str, RoleLabel]:
    labels: dict[str, RoleLabel] = {}
    for label in RoleLabel.objects.select_related("role").order_by("role", "since"):
        if label.since <= on or label.role.code not in labels:
            labels[label.role.code] = label
    return labels


@dataclass(frozen=True)
class VillageContact:
    """Who answers for a village on a day, as residents may see it."""

    name: str
    role_label: str
    phone: str
    email: str
    villages: tuple[str, ...]
    is_temporary: bool
    team: Team | None
    user: User | None
    visiting_hours: str = ""
    introduction: str = ""
    responsibilities: tuple[str, ...] = ()
    portrait: str = ""
    """The key of the photo on the card; "" without one."""

    @property
    def title(self) -> str:
        """“kernregisseur”, or “tijdelijk via Team Dorpen” while nobody fills the post (R51)."""
        return _("tijdelijk via %(name)s") % {"name": self.name} if self.is_temporary else self.role_label

    @property
    def initials(self) -> str:
        """What stands where the photo would be."""
        return "".join(word[0] for word in self.name.split() if word[:1].isupper())[:2] or "?"

    @property
    def phone_href(self) -> str:
        """The number as a `tel:` link wants it."""
        return "".join(character for character in self.phone if character.isdigit() or character == "+")


def contact_for(village: Village, on: date, code: str = Role.Code.VILLAGE_COORDINATOR) -> VillageContact | None:
    """Who answers for one village: the coordinator, the stand-in, or the team (R21, R51, R52).

    None only where the municipality has recorded no post for the village and no default team.
    """
    return contacts(on, code, [village])[village.pk]


def contacts(
    on: date, code: str = Role.Code.VILLAGE_COORDINATOR, villages: Iterable[Village] | None = None
) -> Mapping[int, VillageContact | None]:
    """The same for many villages (default: all active ones) in a fixed number of queries, by village id."""
    wanted = list(Village.objects.active() if villages is None else villages)
    posts = _posts(on, [code])
    return _contacts(wanted, posts, _absent(posts), role_label(code, on), _default_team())


def contacts_by_role(village: Village, on: date, codes: Iterable[str]) -> dict[str, VillageContact | None]:
    """Who answers for one village in each of these roles, in as many queries as for one role."""
    codes = list(codes)
    labels, posts = role_labels(on), _posts(on, codes)
    absent = _absent(posts)
    default_team = _default_team()
    found = {}
    for code in codes:
        mine = [post for post in posts if post.role.code == code]
        found[code] = _contacts([village], mine, absent, labels.get(code, code), default_team)[village.pk]
    return found


DefaultTeam = Callable[[], Team | None]


def _default_team() -> DefaultTeam:
    """The team that answers where nobody is named, asked once and only when somebody needs it."""
    return cache(lambda: Team.objects.filter(is_default=True).first())


def _absent(posts: Iterable[Any]) -> set[int]:
    """Who of these posts is away on their day, by account."""
    holders = {post.user_id for post in posts if post.user_id and post.holder_is_away}
    return holders | {post.stand_in_id for post in posts if post.stand_in_id and post.stand_in_is_away}


def _contacts(
    wanted: list[Village],
    posts: list[Assignment],
    absent: set[int],
    label: str,
    default_team: Callable[[], Team | None],
) -> dict[int, VillageContact | None]:
    by_village = {v: [p for p in posts if p.all_villages or v in p.villages.all()] for v in wanted}
    result: dict[int, VillageContact | None] = {}
    for village, mine in by_village.items():
        mine.sort(key=lambda post: _rank(post, absent))
        result[village.pk] = _contact(mine[0], absent, label) if mine else _team_contact(default_team(), label, ())
    return result


def _posts(on: date, codes: Iterable[str]) -> list[Any]:
    """Assignments, each with whether its holder and stand-in are away that day."""
    served = Prefetch("villages", Village.objects.active())
    posts = Assignment.objects.on(on).filter(role__code__in=codes).order_by("valid_from", "pk")
    related = ("role", "team", "user__contact_card__portrait", "stand_in__contact_card__portrait")
    away = Absence.objects.on(on)
    return list(
        posts.select_related(*related)
        .prefetch_related(served)
        .annotate(
            holder_is_away=Exists(away.filter(user=OuterRef("user_id"))),
            stand_in_is_away=Exists(away.filter(user=OuterRef("stand_in_id"))),
        )
    )


def _can_act(user: User | None, absent: set[int]) -> bool:
    return user is not None and user.is_active and user.pk not in absent


def _rank(post: Assignment, absent: set[int]) -> tuple[int, bool]:
    """A present holder first, then a stand-in, then a team; a post for the village itself before one for all."""
    if _can_act(post.user, absent):
        return 0, post.all_villages
    return (1 if _can_act(post.stand_in, absent) else 2), post.all_villages


def _contact(post: Assignment, absent: set[int], label: str) -> VillageContact | None:
    served = tuple(village.name for village in post.villages.all())
    person = next((user for user in (post.user, post.stand_in) if user and _can_act(user, absent)), None)
    if person is None:
        return _team_contact(post.team, label, served)
    card = getattr(person, "contact_card", None)
    return VillageContact(
        name=card.public_name if card else person.name or str(post.team),
        role_label=label,
        phone=(card.phone if card else "") or post.team.phone,
        email=(card.email if card else "") or post.team.email,
        villages=served,
        is_temporary=person != post.user,
        team=post.team,
        user=person,
        visiting_hours=card.visiting_hours if card else "",
        introduction=card.introduction if card else "",
        responsibilities=tuple(post.role.responsibilities),
        portrait=str(card.portrait.key) if card and card.portrait else "",
    )


def _team_contact(team: Team | None, label: str, villages: tuple[str, ...]) -> VillageContact | None:
    if team is None:
        return None
    return VillageContact(team.name, label, team.phone, team.email, villages, is_temporary=True, team=team, user=None)


def public_portrait(key: UUID) -> StoredDocument | None:
    """The photo with this key on the card of somebody who works here; None when there is no such card (any more)."""
    cards = ContactCard.objects.filter(portrait__key=key, user__is_active=True).select_related("portrait")
    card = cards.first()
    return card.portrait if card else None


def team_for(village: Village, on: date) -> Team | None:
    """The queue in which a case of this village waits when no person has it."""
    contact = contact_for(village, on)
    return contact.team if contact else None


def villages_without_coordinator(on: date) -> list[Village]:
    """Active villages where nobody who can act is coordinator that day, stand-ins counted as somebody (R5)."""
    found = contacts(on)
    return [
        village
        for village in Village.objects.active().select_related("area")
        if (contact := found[village.pk]) is None or contact.user is None
    ]


def subject_of(user: User) -> Subject:
    """Who this account is, for what is held about people: its number, and the addresses it proved to own."""
    proven = EmailAddress.objects.filter(user=user, verified=True).order_by("pk").values_list("email", flat=True)
    return Subject(user.pk, frozenset(email.lower() for email in proven))


def working_times(on: date, code: str = Role.Code.VILLAGE_COORDINATOR) -> dict[int, Decimal]:
    """How many full weeks each colleague has for a role on a day, by account; who has none noted is not there."""
    posts = Assignment.objects.on(on).filter(role__code=code, user__isnull=False)
    known = WorkingTime.objects.filter(assignment=OuterRef("pk"), since__lte=on).order_by("-since")
    found: dict[int, Decimal] = {}
    rows = posts.annotate(fte=Subquery(known.values("fte")[:1])).order_by("pk").values_list("user_id", "fte")
    for user_id, fte in rows:
        if user_id is not None and fte is not None:
            found[user_id] = found.get(user_id, Decimal(0)) + fte
    return found


def formation_of(code: str, on: date) -> Decimal | None:
    """How many full weeks were set apart for a role on a day; None when nobody said so."""
    row = Formation.objects.filter(role__code=code, since__lte=on).order_by("-since").first()
    return row.fte if row else None
