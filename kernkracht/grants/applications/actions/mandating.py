"""Mandates: the right to decide in the executive's name, up to an amount, for named schemes (Awb 10:3, 10:5, 10:8)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kernkracht.community.people.models import Assignment
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.people.queries import may
from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.money import format_euro
from kernkracht.grants.schemes.models import Scheme

from ..days import day_of
from ..models import Mandate
from ..queries.mandates import DECIDING, MANDATED_FOR
from .gate import UnableToAct, require_text

LONGEST_REFERENCE = 150


class UnableToMandate(UnableToAct):
    """A mandate was not given, changed or ended. The sentence says why and what to do."""


def give_mandate(
    *,
    post: Assignment,
    schemes: Collection[str],
    max_amount_cents: int | None,
    decides_for: Collection[str],
    reference: str,
    since: date,
    until: date | None,
    by: Actor,
    at: datetime,
) -> Mandate:
    """Give the holder of a post a mandate from `since` until and including `until` (None: open).

    `schemes` are slugs; `max_amount_cents` None means no limit; `decides_for` are deciders that rules name (codes) in
    whose place this mandate decides; `reference` names the decision of the executive. Raises `UnableToMandate`, also
    for a post that the actor holds or stands in for: nobody gives a mandate to oneself.
    """
    with transaction.atomic(durable=True):
        post = (
            Assignment.objects.select_for_update(of=("self",))
            .select_related("role", "user", "stand_in")
            .get(pk=post.pk)
        )
        _require_manager(by, at)
        _refuse_oneself(post, by)
        _refuse_post(post, since, until)
        found = _known(schemes)
        _refuse_amount(max_amount_cents)
        wrong = set(decides_for) - MANDATED_FOR
        if wrong:
            raise UnableToMandate(_("Kies uit de lijst in wiens plaats dit mandaat geldt."), field="decides_for")
        reference = require_text(reference, UnableToMandate, _("Noem het mandaatbesluit."), "reference")
        _refuse_overlap(post, found, since, until)
        mandate = Mandate.objects.create(
            assignment=post,
            max_amount_cents=max_amount_cents,
            decides_for=sorted(decides_for),
            reference=reference[:LONGEST_REFERENCE],
            valid_from=since,
            valid_until=until,
        )
        mandate.schemes.set(found)
        record("mandate.given", mandate, by=by, at=at, ground=mandate.reference, data=_facts(mandate, found))
        return mandate


def change_mandate_end(*, mandate: Mandate, until: date | None, by: Actor, at: datetime) -> Mandate:
    """Let a running or coming mandate count until and including another day; None: open.

    Raises `UnableToMandate` for one that ended, a day in the past, or where another mandate counts by then.
    """
    with transaction.atomic(durable=True):
        row = _lock(mandate, by, at)
        if not _is_sooner(until, row.valid_until):
            _refuse_oneself(row.assignment, by)
        _refuse_last_day(row, until, day_of(at))
        _refuse_overlap(row.assignment, list(row.schemes.all()), row.valid_from, until, besides=row)
        return _set_end(row, until, "mandate.end_changed", by=by, at=at)


def end_mandate(*, mandate: Mandate, last_day: date, by: Actor, at: datetime) -> Mandate:
    """End a mandate after `last_day`, today at the earliest. Raises `UnableToMandate`.

    Whoever holds it may do this too, when they manage people: one may give up a right.
    """
    with transaction.atomic(durable=True):
        row = _lock(mandate, by, at)
        _refuse_last_day(row, last_day, day_of(at))
        if not _is_sooner(last_day, row.valid_until):
            raise UnableToMandate(
                _("Dit mandaat eindigt al op %(day)s. Kies een eerdere dag.") % {"day": _day(row.valid_until)},
                field="last_day",
            )
        return _set_end(row, last_day, "mandate.ended", by=by, at=at)


def withdraw_mandate(*, mandate: Mandate, by: Actor, at: datetime) -> None:
    """Take away a mandate that has not begun: nothing was decided with it. Raises `UnableToMandate` once it counts."""
    with transaction.atomic(durable=True):
        row = _lock(mandate, by, at)
        if row.valid_from <= day_of(at):
            raise UnableToMandate(_("Dit mandaat geldt al. Beëindig het."))
        record("mandate.withdrawn", row, by=by, at=at, ground=row.reference, data=_facts(row, row.schemes.all()))
        row.delete()


def _require_manager(by: Actor, at: datetime) -> None:
    """The system itself may act (console, first set-up); a person needs the right to manage people."""
    if by.kind != Actor.Kind.SYSTEM and not may(by, Permission.MANAGE_PEOPLE, day_of(at)):
        raise UnableToMandate(_("U mag mandaten niet wijzigen. Vraag het de functioneel beheerder."))


def _refuse_oneself(post: Assignment, by: Actor) -> None:
    holders = (post.user, post.stand_in)
    if any(holder is not None and holder.actor_id == by.pk for holder in holders):
        raise UnableToMandate(
            _("U heeft of vervangt deze rol zelf. Niemand geeft een mandaat aan zichzelf. Vraag een andere beheerder."),
            field="post",
        )


def _refuse_post(post: Assignment, since: date, until: date | None) -> None:
    if not post.role.role_permissions.filter(permission__in=DECIDING).exists():
        raise UnableToMandate(
            _("Deze rol mag niet besluiten. Geef de rol eerst dat recht, of kies een andere rol."), field="post"
        )
    if until is not None and until < since:
        raise UnableToMandate(_("De laatste dag ligt voor de eerste dag. Kies een latere laatste dag."), field="until")
    if since < post.valid_from:
        raise UnableToMandate(
            _("Deze rol begint op %(day)s. Kies die dag of een latere.") % {"day": _day(post.valid_from)}, field="since"
        )
    if post.valid_until is not None and since > post.valid_until:
        raise UnableToMandate(
            _("Deze rol eindigt op %(day)s. Kies die dag of een eerdere.") % {"day": _day(post.valid_until)},
            field="since",
        )


def _known(slugs: Collection[str]) -> list[Scheme]:
    if not slugs:
        raise UnableToMandate(_("Kies een of meer regelingen."), field="schemes")
    found = list(Scheme.objects.filter(slug__in=slugs))
    unknown = sorted(set(slugs) - {scheme.slug for scheme in found})
    if unknown:
        raise UnableToMandate(
            _("Wij kennen deze regeling niet: %(which)s. Kies uit de lijst.") % {"which": ", ".join(unknown)},
            field="schemes",
        )
    return found


def _refuse_amount(cents: int | None) -> None:
    if cents is not None and cents <= 0:
        raise UnableToMandate(_("Vul een bedrag in van meer dan € 0."), field="amount")


def _refuse_overlap(
    post: Assignment, schemes: Iterable[Scheme], since: date, until: date | None, besides: Mandate | None = None
) -> None:
    """One scheme, one mandate per post and day, so that nobody has to guess which amount counts."""
    others = Mandate.objects.filter(assignment=post, schemes__in=list(schemes))
    others = others.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=since))
    if until is not None:
        others = others.filter(valid_from__lte=until)
    if besides is not None:
        others = others.exclude(pk=besides.pk)
    other = others.order_by("valid_from", "pk").first()
    if other is None:
        return
    words = {"reference": other.reference, "first": _day(other.valid_from), "last": _day(other.valid_until)}
    if other.valid_until is None:
        said = _("Voor deze rol en regeling geldt al een mandaat (%(reference)s) vanaf %(first)s. Beëindig dat eerst.")
    else:
        said = _(
            "Voor deze rol en regeling geldt al een mandaat (%(reference)s) van %(first)s tot en met %(last)s. "
            "Kies andere dagen."
        )
    raise UnableToMandate(said % words, field="since" if besides is None else "until")


def _lock(mandate: Mandate, by: Actor, at: datetime) -> Mandate:
    """Post before mandate, as giving does. Raises `UnableToMandate` when it is gone."""
    post = Assignment.objects.select_for_update(of=("self",)).select_related("role", "user", "stand_in")
    held = post.get(pk=mandate.assignment_id)
    row = Mandate.objects.select_for_update().filter(pk=mandate.pk).first()
    if row is None:
        raise UnableToMandate(_("Dit mandaat is ingetrokken. Ververs de lijst."))
    row.assignment = held
    _require_manager(by, at)
    return row


def _is_sooner(until: date | None, present: date | None) -> bool:
    return until is not None and (present is None or until < present)


def _refuse_last_day(row: Mandate, until: date | None, today: date) -> None:
    """What counted until yesterday stays as it was: decisions rest on it."""
    if row.valid_until is not None and row.valid_until < today:
        raise UnableToMandate(
            _("Dit mandaat eindigde op %(day)s. Geef een nieuw mandaat.") % {"day": _day(row.valid_until)}
        )
    if until is None:
        return
    earliest = max(row.valid_from, today)
    if until < earliest:
        raise UnableToMandate(
            _("Kies als laatste dag %(day)s of een latere dag.") % {"day": _day(earliest)}, field="until"
        )


def _set_end(row: Mandate, until: date | None, event: str, *, by: Actor, at: datetime) -> Mandate:
    before, row.valid_until = row.valid_until, until
    row.save(update_fields=["valid_until"])
    data = _facts(row, row.schemes.all()) | {"before": before.isoformat() if before else None}
    record(event, row, by=by, at=at, ground=row.reference, data=data)
    return row


def _facts(mandate: Mandate, schemes: Iterable[Scheme]) -> dict[str, object]:
    """Without names: the post leads to who holds it."""
    cents, until = mandate.max_amount_cents, mandate.valid_until
    return {
        "post": mandate.assignment_id,
        "schemes": ", ".join(sorted(scheme.slug for scheme in schemes)),
        "amount": format_euro(cents) if cents is not None else "–",
        "decides_for": sorted(mandate.decides_for),
        "from": mandate.valid_from.isoformat(),
        "until": until.isoformat() if until else None,
        "last": _day(until),
    }


def _day(day: date | None) -> str:
    return date_format(day, "j F Y") if day else "–"
