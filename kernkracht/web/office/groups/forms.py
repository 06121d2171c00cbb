"""Forms of the office about groups, their people and their accounts."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from kernkracht.community.groups.actions import ContactFacts, GroupFacts
from kernkracht.community.groups.models import Group, GroupContact, GroupKind, Nature
from kernkracht.community.groups.queries import kind_labels
from kernkracht.community.villages.models import Village
from kernkracht.foundation.design_system.fields import DutchDateField, LongTextField, PlainLanguage

LONG = 5000


def villages_field(**more: Any) -> forms.ModelMultipleChoiceField[Village]:
    """One or more villages, as ticks."""
    values = {"label": _("In welke dorpen?"), "widget": forms.CheckboxSelectMultiple} | more
    return forms.ModelMultipleChoiceField(queryset=Village.objects.active(), **values)


def kind_choices(on: date, now: GroupKind | None = None) -> list[tuple[str, str]]:
    """Kinds that take new groups on a day, and the one that the group has."""
    labels = kind_labels(on)
    kinds = [kind for kind in GroupKind.objects.all() if kind.accepts_groups_on(on) or kind == now]
    return [(kind.code, capfirst(labels[kind.pk].label) if kind.pk in labels else kind.code) for kind in kinds]


class GroupForm(PlainLanguage, forms.Form):
    name = forms.CharField(label=_("Hoe heet de groep?"), max_length=120)
    kind = forms.ChoiceField(label=_("Wat voor groep is het?"))
    villages = villages_field(required=False)
    purpose = LongTextField(label=_("Wat doet de groep?"), required=False, max_characters=LONG)
    joining = LongTextField(
        label=_("Hoe kunnen mensen meedoen?"), required=False, max_characters=LONG, help_text=_("Zet hier geen namen.")
    )
    rules = LongTextField(label=_("Welke regels gelden er?"), required=False, max_characters=LONG)
    works_with = forms.CharField(
        label=_("Met wie werkt de groep samen?"),
        required=False,
        max_length=300,
        help_text=_("Bijvoorbeeld: politie en welzijnswerk."),
    )
    website = forms.CharField(label=_("Website"), required=False, max_length=200, help_text=_("Zoals www.voorbeeld.nl"))
    founded_on = DutchDateField(
        label=_("Wanneer is de groep begonnen?"),
        required=False,
        latest=localdate,
        help_text=_("Weet u alleen het jaar? Vul dan 1 januari in en kies hieronder ‘op het jaar’."),
    )
    founded_precision = forms.ChoiceField(
        label=_("Hoe precies weten wij dat?"), choices=Group.Precision.choices, initial=Group.Precision.DAY
    )
    coordinated_by = forms.ModelChoiceField(
        label=_("Wordt de groep beheerd door een andere groep?"),
        queryset=Group.objects.none(),
        required=False,
        to_field_name="slug",
        empty_label=_("Nee"),
    )
    source = forms.CharField(label=_("Waar komen deze gegevens vandaan?"), required=False, max_length=300)

    def __init__(self, *args: Any, group: Group | None = None, **kwargs: Any) -> None:
        if group is not None:
            initial = {name: getattr(group, name) for name in self.base_fields}
            initial |= {"kind": group.kind.code, "villages": list(group.villages.all())}
            initial["coordinated_by"] = group.coordinated_by.slug if group.coordinated_by else ""
            kwargs["initial"] = initial
        super().__init__(*args, **kwargs)
        kind = self.fields["kind"]
        kind.choices = kind_choices(localdate(), group.kind if group else None)  # type: ignore[attr-defined]
        natures = (Nature.WHATSAPP_COORDINATION, Nature.VILLAGE_ASSOCIATION)
        others = Group.objects.active().filter(kind__nature__in=natures, coordinated_by__isnull=True)
        self.fields["coordinated_by"].queryset = others.exclude(pk=group.pk) if group else others  # type: ignore[attr-defined]

    def facts(self) -> GroupFacts:
        values = {name: self.cleaned_data[name] for name in GroupFacts.__dataclass_fields__}
        values["kind"] = GroupKind.objects.get(code=values["kind"])
        values["villages"] = list(values["villages"])
        return GroupFacts(**values)


class ContactForm(PlainLanguage, forms.Form):
    name = forms.CharField(label=_("Naam"), max_length=150)
    function = forms.CharField(
        label=_("Functie"), required=False, max_length=80, help_text=_("Bijvoorbeeld: voorzitter.")
    )
    email = forms.EmailField(label=_("E-mailadres"), required=False)
    phone = forms.CharField(label=_("Telefoonnummer"), required=False, max_length=30)
    is_name_public = forms.BooleanField(label=_("De naam mag op de site"), required=False)
    is_email_public = forms.BooleanField(label=_("Het e-mailadres mag op de site"), required=False)
    is_phone_public = forms.BooleanField(label=_("Het telefoonnummer mag op de site"), required=False)
    speaks_for_group = forms.BooleanField(
        label=_("Mag namens de groep handelen"),
        required=False,
        help_text=_("Deze persoon kan na inloggen de pagina wijzigen, afspraken zien en geld vragen."),
    )
    valid_from = DutchDateField(label=_("Vanaf"), initial=localdate)
    valid_until = DutchDateField(label=_("Tot en met"), required=False)

    def __init__(self, *args: Any, contact: GroupContact | None = None, **kwargs: Any) -> None:
        if contact is not None:
            kwargs["initial"] = {name: getattr(contact, name) for name in self.base_fields}
        super().__init__(*args, **kwargs)

    def facts(self) -> ContactFacts:
        return ContactFacts(**{name: self.cleaned_data[name] for name in ContactFacts.__dataclass_fields__})


class LastDayForm(PlainLanguage, forms.Form):
    last_day = DutchDateField(label=_("Wat is de laatste dag?"), initial=localdate)


class EndForm(PlainLanguage, forms.Form):
    ended_on = DutchDateField(label=_("Op welke dag is de groep gestopt?"), initial=localdate, latest=localdate)
    reason = forms.CharField(label=_("Waarom?"), required=False, max_length=300)


class ReasonForm(PlainLanguage, forms.Form):
    reason = LongTextField(label=_("Waarom niet?"), max_characters=500, rows=3, help_text=_("De groep leest dit."))


class SureForm(forms.Form):
    """Nothing to fill in: only to be sure."""


class AccountForm(PlainLanguage, forms.Form):
    iban = forms.CharField(
        label=_("Rekeningnummer"), max_length=50, help_text=_("Een IBAN, zoals NL91 ABNA 0417 1643 00.")
    )
    account_holder = forms.CharField(
        label=_("Op welke naam staat de rekening?"),
        max_length=140,
        help_text=_("Schrijf de naam zoals die bij de bank bekend is."),
    )


class FeedbackForm(PlainLanguage, forms.Form):
    month = DutchDateField(
        label=_("Over welke maand gaat het?"),
        latest=localdate,
        help_text=_("Vul een dag in die maand in. Wij gebruiken alleen de maand."),
    )
    text = LongTextField(
        label=_("Wat is er met de meldingen gebeurd?"),
        max_characters=LONG,
        rows=8,
        help_text=_(
            "Schrijf in het algemeen. Noem geen namen, huisnummers of andere dingen waaraan iemand te herkennen is."
        ),
    )


class KindForm(PlainLanguage, forms.Form):
    label = forms.CharField(
        label=_("Hoe heet één groep van deze soort?"), max_length=80, help_text=_("Zonder hoofdletter.")
    )
    plural = forms.CharField(label=_("Hoe heten meer groepen van deze soort?"), max_length=80)
    nature = forms.ChoiceField(label=_("Wat kan een groep van deze soort?"), choices=Nature.choices, initial="other")
    sort_order = forms.IntegerField(label=_("Plaats in lijsten"), min_value=0, max_value=999, initial=0)


class KindSettingsForm(PlainLanguage, forms.Form):
    nature = forms.ChoiceField(label=_("Wat kan een groep van deze soort?"), choices=Nature.choices)
    sort_order = forms.IntegerField(label=_("Plaats in lijsten"), min_value=0, max_value=999)
    valid_until = DutchDateField(
        label=_("Tot wanneer mogen er nieuwe groepen bij?"),
        required=False,
        help_text=_("Laat leeg als u deze soort blijft gebruiken."),
    )


class RenameForm(PlainLanguage, forms.Form):
    label = forms.CharField(label=_("Hoe heet één groep van deze soort?"), max_length=80)
    plural = forms.CharField(label=_("Hoe heten meer groepen van deze soort?"), max_length=80)
    since = DutchDateField(label=_("Vanaf welke dag?"), initial=localdate)
