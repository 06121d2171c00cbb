"""Writing a draft: the four questions, one act each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import F, Max
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from kernkracht.community.groups.models import Group, GroupState
from kernkracht.community.themes.models import Theme
from kernkracht.community.villages.models import Village
from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor

from ..models import LONGEST_LINE, BaselineChallenge, BaselineGroup, BaselineWish, VillageBaseline
from ..workflow import BASELINE_WORKFLOW
from ._guard import UnableToKeepBaseline, draft, require_visitor, words, written


class UnableToAdopt(UnableToKeepBaseline):
    """The first question is not answered yet, or the version is adopted already."""


@transaction.atomic(durable=True)
def start_baseline(*, village: Village, by: Actor, at: datetime) -> VillageBaseline:
    """Begin a version: a copy of the last one that was adopted, or an empty one (R32).

    Raises `UnableToKeepBaseline` while there is a draft.
    """
    require_visitor(by, at, village)
    Village.objects.select_for_update().get(pk=village.pk)
    versions = VillageBaseline.objects.filter(village=village)
    if versions.filter(state=VillageBaseline.State.DRAFT).exists():
        raise UnableToKeepBaseline(_("Er is al een concept. Maak dat af, of gooi het weg."))
    last = versions.order_by("-number").first()
    row = VillageBaseline.objects.create(
        village=village,
        number=last.number + 1 if last else 1,
        seen_on=localdate(at),
        going_on=last.going_on if last else "",
        written_by=by,
        changed_at=at,
    )
    if last:
        _copy_parts(last, row)
    record("baseline.started", village, by=by, at=at, data={"village": village.name, "number": row.number})
    return row


def _copy_parts(last: VillageBaseline, row: VillageBaseline) -> None:
    """What can be taken along: groups that still are, wishes and challenges."""
    groups = last.named_groups.filter(group__state=GroupState.ACTIVE).select_related("group").order_by("pk")
    named = {row.group_id: row.group.name for row in groups if row.group}
    BaselineGroup.objects.bulk_create(
        BaselineGroup(baseline=row, group_id=g.group_id, name=named[g.group_id], note=g.note) for g in groups
    )
    for wish in last.wishes.order_by("pk"):
        wish.pk, wish.baseline = None, row
        wish._state.adding = True
        if wish.group_id not in named:
            wish.group, wish.group_name = None, ""
        wish.save()
    BaselineChallenge.objects.bulk_create(
        BaselineChallenge(baseline=row, text=c.text, priority=c.priority) for c in last.challenges.order_by("priority")
    )


@transaction.atomic(durable=True)
def write_going_on(*, baseline: VillageBaseline, text: str, seen_on: date, by: Actor, at: datetime) -> VillageBaseline:
    """Question 1: what is going on already (R33), seen on a day that is not in the future."""
    row = draft(baseline, by, at)
    if seen_on > localdate(at):
        raise UnableToKeepBaseline(_("Kies vandaag of een eerdere dag."), "seen_on")
    row.going_on, row.seen_on = words(text, "text", _("Schrijf op wat er speelt.")), seen_on
    written(row, _("wat er speelt"), by, at)
    return row


@transaction.atomic(durable=True)
def name_group(*, baseline: VillageBaseline, group: Group, note: str, by: Actor, at: datetime) -> BaselineGroup:
    """Question 2: say that a group of the register is active here (R34); said again, the note is corrected."""
    row = draft(baseline, by, at)
    if group.state != GroupState.ACTIVE or not group.villages.filter(pk=row.village_id).exists():
        raise UnableToKeepBaseline(_("Kies een groep die in dit dorp actief is."), "group")
    named, _made = BaselineGroup.objects.update_or_create(
        baseline=row, group=group, defaults={"name": group.name, "note": words(note, "note", longest=LONGEST_LINE)}
    )
    written(row, _("groepen"), by, at)
    return named


@transaction.atomic(durable=True)
def leave_out_group(*, named: BaselineGroup, by: Actor, at: datetime) -> None:
    """A group is not active any more. Its wishes stay, as wishes of residents."""
    row = draft(named.baseline, by, at)
    row.wishes.filter(group=named.group_id).update(group=None, group_name="")
    BaselineGroup.objects.filter(pk=named.pk).delete()
    written(row, _("groepen"), by, at)


@dataclass(frozen=True)
class WishFacts:
    """A wish as it is filled in; without a group it is of residents."""

    text: str
    group: Group | None = None
    theme: Theme | None = None
    for_agenda: bool = False


@transaction.atomic(durable=True)
def note_wish(
    *, baseline: VillageBaseline, facts: WishFacts, by: Actor, at: datetime, wish: BaselineWish | None = None
) -> BaselineWish:
    """Question 3: a wish, new or corrected (R35). Raises `UnableToKeepBaseline` for a group that is not named here."""
    row = draft(baseline, by, at)
    text = words(facts.text, "text", _("Schrijf de wens op."), longest=LONGEST_LINE)
    if facts.group is not None and not row.named_groups.filter(group=facts.group).exists():
        raise UnableToKeepBaseline(_("Zet deze groep eerst bij de actieve groepen."), "group")
    found = row.wishes.get(pk=wish.pk) if wish else BaselineWish(baseline=row)
    if row.wishes.filter(text__iexact=text).exclude(pk=found.pk).exists():
        raise UnableToKeepBaseline(_("Deze wens staat er al."), "text")
    found.text, found.group, found.theme = text, facts.group, facts.theme
    found.group_name = facts.group.name if facts.group else ""
    found.state = BaselineWish.State.FOR_AGENDA if facts.for_agenda else BaselineWish.State.NOTED
    found.save()
    written(row, _("wensen"), by, at)
    return found


@transaction.atomic(durable=True)
def drop_wish(*, wish: BaselineWish, by: Actor, at: datetime) -> None:
    row = draft(wish.baseline, by, at)
    BaselineWish.objects.filter(pk=wish.pk).delete()
    written(row, _("wensen"), by, at)


@transaction.atomic(durable=True)
def note_challenge(*, baseline: VillageBaseline, text: str, by: Actor, at: datetime) -> BaselineChallenge:
    """Question 4: a challenge, at the end of the list (R36)."""
    row = draft(baseline, by, at)
    said = words(text, "text", _("Schrijf de uitdaging op."), longest=LONGEST_LINE)
    if row.challenges.filter(text__iexact=said).exists():
        raise UnableToKeepBaseline(_("Deze uitdaging staat er al."), "text")
    last = row.challenges.aggregate(last=Max("priority"))["last"] or 0
    challenge = BaselineChallenge.objects.create(baseline=row, text=said, priority=last + 1)
    written(row, _("uitdagingen"), by, at)
    return challenge


@transaction.atomic(durable=True)
def raise_challenge(*, challenge: BaselineChallenge, by: Actor, at: datetime) -> None:
    """Put a challenge one place higher; the first stays first."""
    row = draft(challenge.baseline, by, at)
    own = row.challenges.select_for_update().filter(pk=challenge.pk).order_by("pk").first()
    other = row.challenges.filter(priority=own.priority - 1).order_by("pk").first() if own else None
    if own is None or other is None:
        return
    higher, lower = other.priority, own.priority
    for one, place in ((own, 0), (other, lower), (own, higher)):  # 0: both places are taken until the other moved
        row.challenges.filter(pk=one.pk).update(priority=place)
    written(row, _("uitdagingen"), by, at)


@transaction.atomic(durable=True)
def drop_challenge(*, challenge: BaselineChallenge, by: Actor, at: datetime) -> None:
    """Take a challenge away; those after it move up."""
    row = draft(challenge.baseline, by, at)
    own = row.challenges.filter(pk=challenge.pk).order_by("pk").first()
    if own is None:
        return
    own.delete()
    for later in row.challenges.filter(priority__gt=own.priority).order_by("priority"):
        row.challenges.filter(pk=later.pk).update(priority=F("priority") - 1)
    written(row, _("uitdagingen"), by, at)


@transaction.atomic(durable=True)
def adopt_baseline(*, baseline: VillageBaseline, by: Actor, at: datetime) -> VillageBaseline:
    """Adopt a draft; from then on it stays as it is. A village without any group is a normal case (R37).

    Raises `UnableToAdopt` while nobody wrote what is going on, and when it is adopted already.
    """
    row = VillageBaseline.objects.select_for_update(of=("self",)).select_related("village").get(pk=baseline.pk)
    require_visitor(by, at, row.village)
    BASELINE_WORKFLOW.move(row, "adopt", _refuse_state)
    if not row.going_on:
        raise UnableToAdopt(_("Schrijf eerst op wat er speelt."))
    row.adopted_at, row.adopted_by = at, by
    row.save()
    record("baseline.adopted", row.village, by=by, at=at, data={"village": row.village.name, "number": row.number})
    return row


def _refuse_state(_label: str) -> UnableToAdopt:
    return UnableToAdopt(_("Deze versie is al vastgesteld."))


@transaction.atomic(durable=True)
def drop_draft(*, baseline: VillageBaseline, by: Actor, at: datetime) -> None:
    """Throw a draft away; the adopted versions stay."""
    row = draft(baseline, by, at)
    record("baseline.dropped", row.village, by=by, at=at, data={"village": row.village.name})
    row.delete()
