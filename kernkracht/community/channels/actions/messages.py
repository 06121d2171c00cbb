"""A message: drafted, answered for its target groups, planned beside nothing that contradicts it, closed, evaluated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from kernkracht.community.people.models import User
from kernkracht.community.themes.models import Theme
from kernkracht.community.themes.queries import themes_on
from kernkracht.community.villages.models import Village
from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor

from ..hooks import Standing
from ..models import ChannelUse, GroupDelivery, MessageAudience, MessagePlan, TargetGroup
from ..queries.messages import standing_beside_message
from ..workflow import MESSAGE_WORKFLOW
from ._guard import ChannelRefusal, UnableToChangeMessage, managed_plan, refuse_traces, require_manager, required

U = ChannelUse.State


class UnableToPlanMessage(ChannelRefusal):
    """Factor C has no answers yet, there is no text or channel, or the day cannot be met any more."""


class StandsBesideAnother(UnableToPlanMessage):
    """Something else stands on the same topic and village; with a reason one may pass (R71). `others` names them."""

    def __init__(self, sentence: str, others: Sequence[Standing]) -> None:
        super().__init__(sentence, "reason")
        self.others = tuple(others)


class UnableToCloseMessage(ChannelRefusal):
    """Something of the message still waits, nothing of it went out, or an effect has no score."""


class UnableToCallOff(ChannelRefusal):
    """The message went out already, or nobody says why."""


@dataclass(frozen=True)
class MessageFacts:
    """What the office wants to tell, to whom and by when. No villages: all of them."""

    title: str
    topic: Theme
    wanted_on: date
    villages: tuple[Village, ...] = ()
    target_groups: tuple[TargetGroup, ...] = ()
    text: str = ""


@dataclass(frozen=True)
class Answer:
    """Factor C for one target group: its interests, and what it needs to know."""

    interests: str
    need: str


@transaction.atomic(durable=True)
def draft_message(*, facts: MessageFacts, owner: User | None, by: Actor, at: datetime) -> MessagePlan:
    """Begin a message; Factor C comes next. Raises `UnableToChangeMessage` and `NotAllowedToManageChannels`."""
    require_manager(by, at, facts.villages)
    row = _applied(MessagePlan(owner=owner, made_by=by, made_at=at), facts, at)
    record("message_plan.drafted", row, by=by, at=at)
    return row


@transaction.atomic(durable=True)
def change_message(*, plan: MessagePlan, facts: MessageFacts, by: Actor, at: datetime) -> MessagePlan:
    """Other facts of a draft. Answers for target groups that stay are kept. Raises what `draft_message` raises."""
    row = managed_plan(plan, by, at)
    _step(row, "change", UnableToChangeMessage)
    require_manager(by, at, facts.villages)
    _applied(row, facts, at)
    record("message_plan.changed", row, by=by, at=at)
    return row


def _applied(row: MessagePlan, facts: MessageFacts, at: datetime) -> MessagePlan:
    refusal = UnableToChangeMessage
    row.title = required(" ".join(facts.title.split()), _("Geef de boodschap een naam."), "title", refusal)
    refuse_traces(row.title, "title", refusal)
    refuse_traces(facts.text, "text", refusal)
    if facts.wanted_on < localdate(at):
        raise refusal(_("Kies een dag die nog moet komen."), "wanted_on")
    is_kept = row.pk is not None and row.topic_id == facts.topic.pk
    if not is_kept and not themes_on(localdate(at)).filter(pk=facts.topic.pk).exists():
        raise refusal(_("Dit thema is niet meer in gebruik. Kies een ander thema."), "topic")
    row.topic, row.wanted_on, row.text, row.changed_at = facts.topic, facts.wanted_on, facts.text.strip(), at
    row.save()
    row.villages.set(facts.villages)
    row.audiences.exclude(target_group__in=facts.target_groups).delete()
    for group in facts.target_groups:
        MessageAudience.objects.get_or_create(plan=row, target_group=group)
    return row


@transaction.atomic(durable=True)
def answer_factor_c(*, plan: MessagePlan, answers: Mapping[int, Answer], by: Actor, at: datetime) -> MessagePlan:
    """Write the Factor C table of a draft (R239 to R242): by target group its interests and its need.

    Raises `UnableToChangeMessage` when a group of the message has no whole answer; then nothing is kept.
    """
    row = managed_plan(plan, by, at)
    _step(row, "change", UnableToChangeMessage)
    audiences = list(row.audiences.select_related("target_group"))
    if not audiences:
        raise UnableToChangeMessage(_("Kies eerst voor welke doelgroepen de boodschap is."))
    for audience in audiences:
        given = answers.get(audience.target_group_id, Answer("", ""))
        _put_answer(audience, given)
    row.changed_at = at
    row.save(update_fields=["changed_at"])
    record("message_plan.audiences_answered", row, by=by, at=at)
    return row


def _put_answer(audience: MessageAudience, given: Answer) -> None:
    label = {"group": audience.target_group.label}
    questions = {
        "interests": (given.interests, _("Vul in wat de belangen zijn van ‘%(group)s’.") % label),
        "need": (given.need, _("Vul in wat ‘%(group)s’ moet weten.") % label),
    }
    for name, (text, sentence) in questions.items():
        field = f"{name}_{audience.target_group_id}"
        setattr(audience, name, required(text, sentence, field, UnableToChangeMessage))
        refuse_traces(text, field, UnableToChangeMessage)
    audience.save()


@transaction.atomic(durable=True)
def plan_message(*, plan: MessagePlan, by: Actor, at: datetime, reason: str = "") -> MessagePlan:
    """Decide that the message goes out as prepared. Raises `UnableToPlanMessage`.

    Raises `StandsBesideAnother` while another open message, or something of a hook, stands on the same topic and
    village and no `reason` is given (R71). Of two on one topic at the same moment the second sees the first, because
    both lock the topic.
    """
    row = managed_plan(plan, by, at)
    Theme.objects.select_for_update().get(pk=row.topic_id)
    _step(row, "plan", UnableToPlanMessage)
    _require_prepared(row, at)
    others = standing_beside_message(row, localdate(at))
    because = reason.strip()
    if others and not because:
        raise StandsBesideAnother(
            _("Over dit thema loopt hier al iets: %(names)s. Stem af, of schrijf op waarom het toch kan.")
            % {"names": ", ".join(f"‘{other.label}’" for other in others)},
            others,
        )
    refuse_traces(because, "reason", UnableToPlanMessage)
    row.overlap_reason = because if others else ""
    row.changed_at = at
    row.save()
    data = {"day": date_format(row.wanted_on, "j F Y")}
    if others:
        record("message_plan.planned_beside_another", row, by=by, at=at, data=data | {"reason": because})
    else:
        record("message_plan.planned", row, by=by, at=at, data=data)
    return row


def _require_prepared(row: MessagePlan, at: datetime) -> None:
    """Factor C comes first (R242), then a text, and a way out that can still be met."""
    today = localdate(at)
    audiences = list(row.audiences.all())
    if not audiences or not all(audience.is_answered for audience in audiences):
        raise UnableToPlanMessage(
            _("Beantwoord eerst de drie vragen van Factor C. Daarna kunt u de boodschap plannen.")
        )
    if not row.text:
        raise UnableToPlanMessage(_("Schrijf eerst de tekst van de boodschap."))
    waiting = list(row.uses.filter(state=U.PLANNED).select_related("channel"))
    if not waiting:
        raise UnableToPlanMessage(_("Kies eerst een of meer kanalen."))
    for use in waiting:
        if use.hand_over_by < today:
            raise UnableToPlanMessage(
                _("‘%(channel)s’ moest uiterlijk op %(day)s aangeleverd zijn. Kies een latere dag of een ander kanaal.")
                % {"channel": use.channel.name, "day": date_format(use.hand_over_by, "j F Y")}
            )


@transaction.atomic(durable=True)
def take_back_message(*, plan: MessagePlan, by: Actor, at: datetime) -> MessagePlan:
    """A planned message is a draft again, while nobody was told. Raises `UnableToChangeMessage`."""
    row = managed_plan(plan, by, at)
    if _went_out(row):
        raise UnableToChangeMessage(_("Een deel van deze boodschap is al verstuurd. U kunt die niet meer veranderen."))
    _step(row, "take_back", UnableToChangeMessage)
    row.overlap_reason, row.changed_at = "", at
    row.save()
    record("message_plan.taken_back", row, by=by, at=at)
    return row


def _went_out(row: MessagePlan) -> bool:
    told = row.deliveries.exclude(outcome=GroupDelivery.Outcome.NO_ADDRESS).exists()
    return told or row.uses.filter(state=U.DONE).exists()


@transaction.atomic(durable=True)
def close_message(*, plan: MessagePlan, by: Actor, at: datetime) -> MessagePlan:
    """Everything went out. Raises `UnableToCloseMessage` while a channel waits, or when nothing went out."""
    row = managed_plan(plan, by, at)
    waiting = row.uses.filter(state=U.PLANNED).select_related("channel").first()
    if waiting is not None:
        raise UnableToCloseMessage(
            _("Het kanaal ‘%(channel)s’ wacht nog. Zeg eerst of het gebeurd of vervallen is.")
            % {"channel": waiting.channel.name}
        )
    if not _went_out(row):
        raise UnableToCloseMessage(_("Deze boodschap is nog nergens verstuurd. Zeg hem af als hij niet doorgaat."))
    _step(row, "send", UnableToCloseMessage)
    row.changed_at = at
    row.save()
    record("message_plan.closed", row, by=by, at=at)
    return row


@transaction.atomic(durable=True)
def evaluate_message(*, plan: MessagePlan, lesson: str, by: Actor, at: datetime) -> MessagePlan:
    """End with what colleagues can learn (R248). Raises `UnableToCloseMessage` while a use has no score (R247)."""
    row = managed_plan(plan, by, at)
    open_use = row.uses.filter(state=U.DONE, score=None).select_related("channel").first()
    if open_use is not None:
        raise UnableToCloseMessage(
            _("Het effect van ‘%(channel)s’ heeft nog geen cijfer.") % {"channel": open_use.channel.name}
        )
    learnt = required(lesson, _("Schrijf op wat collega’s hiervan kunnen leren."), "lesson", UnableToCloseMessage)
    refuse_traces(learnt, "lesson", UnableToCloseMessage)
    _step(row, "evaluate", UnableToCloseMessage)
    row.lesson, row.changed_at = learnt, at
    row.save()
    record("message_plan.evaluated", row, by=by, at=at)
    return row


@transaction.atomic(durable=True)
def call_off_message(*, plan: MessagePlan, reason: str, by: Actor, at: datetime) -> MessagePlan:
    """The message does not go out; what was planned for it is dropped. Raises `UnableToCallOff` after the first use."""
    row = managed_plan(plan, by, at)
    because = required(reason, _("Schrijf op waarom deze boodschap niet doorgaat."), "reason", UnableToCallOff)
    refuse_traces(because, "reason", UnableToCallOff)
    if _went_out(row):
        raise UnableToCallOff(_("Een deel van deze boodschap is al verstuurd. Laat vervallen wat nog wacht."))
    _step(row, "call_off", UnableToCallOff)
    row.called_off_because, row.changed_at = because, at
    row.save()
    row.uses.filter(state=U.PLANNED).update(state=U.DROPPED, dropped_because=because)
    record("message_plan.called_off", row, by=by, at=at)
    return row


def _step(row: MessagePlan, name: str, refusal: type[ChannelRefusal]) -> None:
    """Move the state (not saved), or say in which state the message is."""
    MESSAGE_WORKFLOW.move(
        row, name, lambda state: refusal(_("Dit kan niet meer: de boodschap is ‘%(state)s’.") % {"state": state})
    )
