"""Forms about the picture of a village."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from kernkracht.community.gatherings.models import Gathering
from kernkracht.community.groups.actions import GroupFacts
from kernkracht.community.groups.models import Group, GroupKind
from kernkracht.community.people.models import User
from kernkracht.community.themes.models import Theme
from kernkracht.community.themes.queries import themes_on
from kernkracht.community.villages.models import Village
from kernkracht.foundation.design_system.fields import DutchDateField, LongTextField, PlainLanguage
from kernkracht.participation.baselines.actions import ChoiceFacts, WishFacts
from kernkracht.participation.baselines.models import BaselineWish, ChosenTheme, VillageBaseline
from kernkracht.participation.baselines.queries import groups_to_name
from kernkracht.web.office.facts import FactsForm
from kernkracht.web.office.groups.forms import kind_choices
from kernkracht.web.office.villages.forms import PhaseForm, SureForm

__all__ = [
    "ChallengeForm",
    "ChoiceForm",
    "EndForm",
    "GoingOnForm",
    "GroupForm",
    "NewGroupForm",
    "PhaseForm",
    "SureForm",
    "WishForm",
]


class GoingOnForm(FactsForm):
    text = LongTextField(
        label=_("Wat speelt er al?"),
        max_characters=5000,
        rows=10,
        help_text=_("Schrijf in het algemeen. Noem geen mensen."),
    )
    seen_on = DutchDateField(label=_("Van welke dag is dit beeld?"), latest=localdate)


class GroupForm(FactsForm):
    group = forms.ModelChoiceField(
        label=_("Welke groep is actief?"), queryset=Group.objects.none(), empty_label=_("Kies een groep")
    )
    note = forms.CharField(label=_("Wat doet de groep hier?"), required=False, max_length=200)

    def __init__(self, *args: Any, baseline: VillageBaseline, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = groups_to_name(baseline)  # type: ignore[attr-defined] # a field of rows


class NewGroupForm(FactsForm):
    """A group that the register does not know yet: what is needed to add it, and no more."""

    name = forms.CharField(label=_("Hoe heet de groep?"), max_length=120)
    kind = forms.ChoiceField(label=_("Wat voor groep is het?"))
    purpose = LongTextField(label=_("Wat doet de groep?"), required=False, max_characters=1000)
    unchecked = frozenset({"name"})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kind_choices(localdate())  # type: ignore[attr-defined] # a field of choices

    def group_facts(self, village: Village) -> GroupFacts:
        data = self.cleaned_data
        kind = GroupKind.objects.get(code=data["kind"])
        return GroupFacts(name=data["name"], kind=kind, villages=[village], purpose=data["purpose"])


class WishForm(FactsForm):
    text = forms.CharField(label=_("Wat is de wens?"), max_length=200, help_text=_("In één zin."))
    group = forms.ModelChoiceField(
        label=_("Van wie is de wens?"),
        queryset=Group.objects.none(),
        required=False,
        empty_label=_("Van inwoners zonder groep"),
    )
    theme = forms.ModelChoiceField(
        label=_("Waar gaat het over?"), queryset=Theme.objects.none(), required=False, empty_label=_("Kies een thema")
    )
    for_agenda = forms.BooleanField(label=_("Dit kan een agendapunt van het dorp worden"), required=False)

    def __init__(self, *args: Any, baseline: VillageBaseline, wish: BaselineWish | None = None, **kwargs: Any) -> None:
        if wish is not None:
            kwargs["initial"] = {
                "text": wish.text,
                "group": wish.group_id,
                "theme": wish.theme_id,
                "for_agenda": wish.state == BaselineWish.State.FOR_AGENDA,
            }
        super().__init__(*args, **kwargs)
        named = baseline.named_groups.order_by().values("group")
        self.fields["group"].queryset = Group.objects.filter(pk__in=named).order_by("name")  # type: ignore[attr-defined] # a field of rows
        self.fields["theme"].queryset = themes_on(localdate())  # type: ignore[attr-defined] # a field of rows

    def wish_facts(self) -> WishFacts:
        facts: WishFacts = self.facts(WishFacts)
        return facts


class ChallengeForm(FactsForm):
    text = forms.CharField(label=_("Wat is de uitdaging?"), max_length=200, help_text=_("In één zin."))


class ChoiceForm(FactsForm):
    """A topic that village and municipality take up together; everybody reads it."""

    theme = forms.ModelChoiceField(
        label=_("Welk thema?"), queryset=Theme.objects.none(), empty_label=_("Kies een thema")
    )
    topic = forms.CharField(
        label=_("Waar gaat het over?"), max_length=150, help_text=_("Dit staat op de pagina van het dorp.")
    )
    chosen_on = DutchDateField(label=_("Wanneer is dit gekozen?"), latest=localdate)
    gathering = forms.ModelChoiceField(
        label=_("Bij welke bijeenkomst?"),
        queryset=Gathering.objects.none(),
        required=False,
        empty_label=_("Niet bij een bijeenkomst"),
    )
    place = forms.CharField(
        label=_("Waar is het gekozen?"),
        required=False,
        max_length=150,
        help_text=_("Alleen als het niet bij een bijeenkomst was."),
    )
    colleagues = forms.ModelMultipleChoiceField(
        label=_("Welke collega’s sluiten aan?"),
        queryset=User.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, village: Village, chosen: ChosenTheme | None = None, **kwargs: Any) -> None:
        if chosen is not None:
            kwargs["initial"] = {
                "theme": chosen.theme_id,
                "topic": chosen.topic,
                "chosen_on": chosen.valid_from,
                "gathering": chosen.gathering_id,
                "place": chosen.place,
                "colleagues": list(chosen.colleagues.all()),
            }
        super().__init__(*args, **kwargs)
        rows = {
            "theme": themes_on(localdate()),
            "gathering": Gathering.objects.filter(villages=village, kind__is_offered=True).order_by("-starts_at"),
            "colleagues": User.objects.filter(is_staff=True, is_active=True).order_by("name", "email"),
        }
        for name, found in rows.items():
            self.fields[name].queryset = found  # type: ignore[attr-defined] # a field of rows

    def choice(self) -> ChoiceFacts:
        facts: ChoiceFacts = self.facts(ChoiceFacts)
        return facts


class EndForm(PlainLanguage, forms.Form):
    reason = forms.CharField(label=_("Waarom stopt dit?"), max_length=200, help_text=_("Bijvoorbeeld: het is klaar."))
    last_day = DutchDateField(label=_("Laatste dag"), latest=localdate)
