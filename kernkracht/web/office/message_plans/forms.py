"""Forms about messages."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from kernkracht.community.channels.actions import Answer, MessageFacts, ScoreFacts
from kernkracht.community.channels.models import Channel, ChannelUse, MessageAudience, MessagePlan
from kernkracht.community.channels.queries import GroupStanding
from kernkracht.community.groups.models import Group
from kernkracht.community.themes.models import Theme
from kernkracht.community.themes.queries import themes_on
from kernkracht.foundation.design_system.fields import DutchDateField, EuroField, LongTextField, PlainLanguage
from kernkracht.web.office.channels.forms import TargetGroupsField
from kernkracht.web.office.facts import FactsForm, VillagesField

MOST_REACHED = 1_000_000
SCORES = [
    ("1", _("1: werkte niet")),
    ("2", _("2: werkte nauwelijks")),
    ("3", _("3: werkte een beetje")),
    ("4", _("4: werkte goed")),
    ("5", _("5: werkte heel goed")),
]


class MessageForm(FactsForm):
    """What is told, to whom and by when (R239)."""

    title = forms.CharField(
        label=_("Hoe heet de boodschap?"), max_length=150, help_text=_("Bijvoorbeeld: de brug is twee weken dicht.")
    )
    topic = forms.ModelChoiceField(
        label=_("Over welk thema gaat het?"), queryset=Theme.objects.none(), empty_label=_("Kies een thema")
    )
    villages = VillagesField(label=_("Voor welke dorpen?"), help_text=_("Kies niets als het voor alle dorpen is."))
    target_groups = TargetGroupsField(
        label=_("Met wie hebben we te maken?"),
        required=True,
        help_text=_("Dit is de eerste vraag van Factor C. Hierna vult u per doelgroep in wat zij moeten weten."),
    )
    wanted_on = DutchDateField(label=_("Op welke dag moeten mensen het weten?"))
    text = LongTextField(
        label=_("Wat is de boodschap?"),
        required=False,
        max_characters=3000,
        rows=8,
        help_text=_("Korte zinnen, “u”, en wat mensen kunnen doen. Dit kan nog leeg blijven."),
    )

    def __init__(self, *args: Any, row: MessagePlan | None = None, **kwargs: Any) -> None:
        chosen = [audience.target_group for audience in row.audiences.all()] if row else []
        initial = (kwargs.pop("initial", None) or {}) | ({"target_groups": chosen} if row else {})
        super().__init__(*args, row=row, initial=initial, **kwargs)
        topics = themes_on(timezone.localdate())
        if row is not None:
            topics = topics | Theme.objects.filter(pk=row.topic_id)
        self.fields["topic"].queryset = topics  # type: ignore[attr-defined] # a field of rows
        self.fields["target_groups"].offer(chosen)  # type: ignore[attr-defined] # our own field

    def message_facts(self) -> MessageFacts:
        facts: MessageFacts = self.facts(MessageFacts)
        return facts


class FactorCForm(FactsForm):
    """Two questions for each target group (R240, R241); they begin with what is usual for the group."""

    def __init__(self, *args: Any, audiences: list[MessageAudience], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groups = [audience.target_group_id for audience in audiences]
        for audience in audiences:
            group = audience.target_group
            for name, question, usual in (
                ("interests", _now("%(group)s: wat zijn hun belangen?"), group.interests),
                ("need", _now("%(group)s: wat moeten zij weten?"), group.information_need),
            ):
                self.fields[f"{name}_{group.pk}"] = LongTextField(
                    label=question % {"group": group.label},
                    error_messages={"required": _now("Vul dit in voor ‘%(group)s’.") % {"group": group.label}},
                    max_characters=500,
                    rows=3,
                    initial=getattr(audience, name) or usual,
                )

    def answers(self) -> dict[int, Answer]:
        data = self.cleaned_data
        return {key: Answer(data[f"interests_{key}"], data[f"need_{key}"]) for key in self.groups}


class PlanForm(FactsForm):
    """Nothing to fill in, except where something else stands on the same topic (R71)."""

    reason = LongTextField(label=_("Waarom kan deze boodschap er toch naast?"), max_characters=300, rows=3)

    def __init__(self, *args: Any, needs_reason: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not needs_reason:
            del self.fields["reason"]


class ReasonForm(FactsForm):
    reason = LongTextField(label=_("Waarom?"), max_characters=300, rows=3)


class LessonForm(FactsForm):
    lesson = LongTextField(
        label=_("Wat kunnen collega’s hiervan leren?"),
        max_characters=1000,
        help_text=_("Wat werkte, wat niet, en wat doet u de volgende keer anders?"),
    )


class UseForm(PlainLanguage, forms.Form):
    """On which day people see it, and what that costs."""

    planned_on = DutchDateField(label=_("Op welke dag zien mensen het?"))
    cost_cents = EuroField(label=_("Wat kost het?"), required=False, help_text=_("Leeg: niet bekend."))

    def __init__(self, *args: Any, channel: Channel, day: date, use: ChannelUse | None = None, **kwargs: Any) -> None:
        cost = use.cost_cents if use else channel.cost_cents
        super().__init__(*args, initial={"planned_on": day, "cost_cents": cost}, **kwargs)


class DoneForm(PlainLanguage, forms.Form):
    done_on = DutchDateField(label=_("Op welke dag zagen mensen het?"))
    cost_cents = EuroField(label=_("Wat kostte het?"), required=False, help_text=_("Leeg: niet bekend."))

    def __init__(self, *args: Any, use: ChannelUse, today: date, **kwargs: Any) -> None:
        initial = {"done_on": min(use.planned_on, today), "cost_cents": use.cost_cents}
        super().__init__(*args, initial=initial, **kwargs)


class ScoreForm(FactsForm):
    """What a use did (R247)."""

    score = forms.TypedChoiceField(
        label=_("Hoe werkte dit kanaal?"), choices=SCORES, coerce=int, widget=forms.RadioSelect
    )
    reached = forms.IntegerField(
        label=_("Hoeveel mensen zagen het?"),
        required=False,
        min_value=0,
        max_value=MOST_REACHED,
        help_text=_("Alleen als dat geteld is."),
    )
    reactions = forms.IntegerField(
        label=_("Hoeveel mensen reageerden?"),
        required=False,
        min_value=0,
        max_value=MOST_REACHED,
        help_text=_("Bijvoorbeeld: gebeld, gemaild of gekomen. Alleen als dat geteld is."),
    )
    remark = forms.CharField(
        label=_("Wilt u er iets bij zeggen?"), required=False, max_length=500, help_text=_("Alle collega’s lezen dit.")
    )

    def score_facts(self) -> ScoreFacts:
        facts: ScoreFacts = self.facts(ScoreFacts)
        return facts


class GroupsForm(PlainLanguage, forms.Form):
    """Which groups get the message now; all that can are ticked. A second press names groups that have it: no fault."""

    groups = forms.ModelMultipleChoiceField(
        label=_("Welke groepen krijgen het bericht?"),
        queryset=Group.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, standings: list[GroupStanding], **kwargs: Any) -> None:
        keys = [row.group.pk for row in standings if row.delivery is None or row.waits]
        super().__init__(*args, initial={"groups": keys}, **kwargs)
        shown = [row.group.pk for row in standings] if self.is_bound else keys
        self.fields["groups"].queryset = Group.objects.filter(pk__in=shown)  # type: ignore[attr-defined] # a field of rows
