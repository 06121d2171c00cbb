"""Forms about channels, their kinds, and target groups."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kernkracht.community.channels.actions import ChannelFacts, ContactFacts, KindFacts, TargetGroupFacts
from kernkracht.community.channels.models import Channel, ChannelKind, Coverage, OwnerKind, TargetGroup
from kernkracht.community.groups.models import Group
from kernkracht.community.villages.models import Area
from kernkracht.foundation.design_system.fields import DutchDateField, EuroField, LongTextField
from kernkracht.web.office.facts import FactsForm, VillagesField


class TargetGroupsField(forms.ModelMultipleChoiceField[TargetGroup]):
    """Target groups to tick: those of today, and those that were chosen before."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(queryset=TargetGroup.objects.none(), **kwargs)

    def offer(self, chosen: list[TargetGroup]) -> None:
        today = timezone.localdate()
        there = Q(valid_from__lte=today) & (Q(valid_until=None) | Q(valid_until__gte=today))
        self.queryset = TargetGroup.objects.filter(there | Q(pk__in=[group.pk for group in chosen]))


class ChannelForm(FactsForm):
    """A channel of the register (R244)."""

    unchecked = frozenset({"website"})
    name = forms.CharField(
        label=_("Hoe heet het kanaal?"), max_length=120, help_text=_("Bijvoorbeeld: Dorpskrant Beusichem.")
    )
    kind = forms.ModelChoiceField(
        label=_("Wat voor kanaal is het?"), queryset=ChannelKind.objects.none(), empty_label=_("Kies een soort")
    )
    coverage = forms.ChoiceField(
        label=_("Waar bereikt het mensen?"), choices=Coverage.choices, widget=forms.RadioSelect
    )
    villages = VillagesField(label=_("In welke dorpen?"), help_text=_("Alleen als u hierboven dorpen koos."))
    area = forms.ModelChoiceField(
        label=_("In welk gebied?"),
        queryset=Area.objects.none(),
        required=False,
        empty_label=_("Geen gebied"),
        help_text=_("Alleen als u hierboven een heel gebied koos."),
    )
    target_groups = TargetGroupsField(
        label=_("Welke doelgroepen bereikt het vooral?"), help_text=_("Kies niets als het voor iedereen is.")
    )
    owner_kind = forms.ChoiceField(
        label=_("Van wie is het kanaal?"), choices=OwnerKind.choices, widget=forms.RadioSelect
    )
    owner_group = forms.ModelChoiceField(
        label=_("Welke groep?"), queryset=Group.objects.none(), required=False, empty_label=_("Geen groep")
    )
    owner_name = forms.CharField(
        label=_("Welke organisatie?"),
        required=False,
        max_length=120,
        help_text=_("Is het van een inwoner? Zet de naam dan straks bij de contactpersoon."),
    )
    reach = forms.IntegerField(
        label=_("Hoeveel mensen bereikt het?"), required=False, min_value=0, help_text=_("Leeg: niet bekend.")
    )
    lead_days = forms.IntegerField(
        label=_("Aanlevertijd in dagen"),
        min_value=0,
        max_value=366,
        initial=0,
        help_text=_("Zoveel dagen van tevoren moet een tekst er zijn. 0: het kan op de dag zelf."),
    )
    cost_cents = EuroField(
        label=_("Wat kost één keer?"), required=False, help_text=_("Vul 0 in als het niets kost. Leeg: niet bekend.")
    )
    instructions = LongTextField(
        label=_("Hoe levert u iets aan?"), required=False, max_characters=500, help_text=_("Voor collega’s.")
    )
    website = forms.CharField(label=_("Website"), required=False, max_length=200)
    is_public = forms.BooleanField(label=_("Laat dit kanaal zien op de pagina van het dorp"), required=False)
    source = forms.CharField(
        label=_("Waar komen deze gegevens vandaan?"),
        required=False,
        max_length=200,
        help_text=_("Bijvoorbeeld: gebeld met de redactie."),
    )

    def __init__(self, *args: Any, row: Channel | None = None, **kwargs: Any) -> None:
        begin = {} if row else {"coverage": Coverage.VILLAGES, "owner_kind": OwnerKind.MUNICIPALITY}
        super().__init__(*args, row=row, initial=begin | (kwargs.pop("initial", None) or {}), **kwargs)
        kinds, groups = ChannelKind.objects.on(timezone.localdate()), Group.objects.active()
        if row is not None:
            kinds = kinds | ChannelKind.objects.filter(pk=row.kind_id)
            groups = groups | Group.objects.filter(pk=row.owner_group_id or 0)
        self.fields["kind"].queryset = kinds  # type: ignore[attr-defined] # a field of rows
        self.fields["owner_group"].queryset = groups  # type: ignore[attr-defined] # a field of rows
        self.fields["target_groups"].offer(list(row.target_groups.all()) if row else [])  # type: ignore[attr-defined] # our own field

    def channel_facts(self) -> ChannelFacts:
        facts: ChannelFacts = self.facts(ChannelFacts)
        return facts


class EndForm(FactsForm):
    last_day = DutchDateField(label=_("Tot en met welke dag?"))
    reason = forms.CharField(
        label=_("Waarom stopt dit kanaal?"), max_length=300, help_text=_("Bijvoorbeeld: de redactie is gestopt.")
    )


class ContactForm(FactsForm):
    """Who answers for a channel, with consent."""

    names_people = True
    name = forms.CharField(label=_("Naam"), max_length=150)
    email = forms.EmailField(label=_("E-mailadres"), required=False)
    phone = forms.CharField(label=_("Telefoonnummer"), required=False, max_length=30)

    def contact_facts(self) -> ContactFacts:
        facts: ContactFacts = self.facts(ContactFacts)
        return facts


class _ListForm(FactsForm):
    """What kinds and target groups share."""

    sort_order = forms.IntegerField(label=_("Plaats in lijsten"), min_value=0, max_value=32_000, initial=500)
    valid_from = DutchDateField(label=_("Vanaf welke dag te kiezen?"))
    valid_until = DutchDateField(
        label=_("Tot en met welke dag te kiezen?"), required=False, help_text=_("Leeg: zolang u wilt.")
    )

    def __init__(self, *args: Any, row: Any = None, **kwargs: Any) -> None:
        initial = {} if row else {"valid_from": timezone.localdate()}
        super().__init__(*args, row=row, initial=initial, **kwargs)


class KindForm(_ListForm):
    label = forms.CharField(label=_("Hoe heet deze soort kanaal?"), max_length=80)
    usual_lead_days = forms.IntegerField(label=_("Gewone aanlevertijd in dagen"), min_value=0, max_value=366, initial=0)
    field_order = ("label", "usual_lead_days")

    def kind_facts(self) -> KindFacts:
        facts: KindFacts = self.facts(KindFacts)
        return facts


class TargetGroupForm(_ListForm):
    label = forms.CharField(label=_("Hoe heet deze doelgroep?"), max_length=80)
    interests = forms.CharField(
        label=_("Wat zijn hun belangen?"), max_length=300, required=False, help_text=_("Eén of twee zinnen.")
    )
    information_need = forms.CharField(
        label=_("Welke informatie hebben zij nodig?"),
        max_length=300,
        required=False,
        help_text=_("Wat willen zij weten, en hoe lezen zij dat graag?"),
    )
    is_everybody = forms.BooleanField(label=_("Dit zijn alle inwoners"), required=False)
    field_order = ("label", "interests", "information_need", "is_everybody")

    def target_group_facts(self) -> TargetGroupFacts:
        facts: TargetGroupFacts = self.facts(TargetGroupFacts)
        return facts
