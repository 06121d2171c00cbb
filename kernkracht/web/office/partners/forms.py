"""Forms about partners. None has a field for a person's case, and each says so (R203, R204)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kernkracht.community.groups.models import Group, GroupState
from kernkracht.community.partners.models import (
    AgendaPoint,
    Partner,
    PartnerKind,
    PartnerMeeting,
    ProgressNote,
    SupportRequest,
)
from kernkracht.community.people.models import User
from kernkracht.community.villages.models import Area, Village
from kernkracht.foundation.design_system.fields import DutchDateField, LongTextField, PlainLanguage
from kernkracht.web.office.facts import FactsForm, VillagesField

NOTHING_PERSONAL = _(
    "Schrijf niets over personen: geen namen, geen adressen, geen zorgvragen. Dit register gaat over organisaties en "
    "over wat er in een dorp speelt. Een zaak van een persoon hoort bij het team dat die persoon helpt."
)


class KindForm(FactsForm):
    label = forms.CharField(label=_("Hoe heet deze soort?"), max_length=80)
    belongs_to = forms.ModelChoiceField(
        label=_("Onderdeel van"),
        queryset=PartnerKind.objects.none(),
        required=False,
        empty_label=_("Zelf een hoofdsoort"),
    )
    part = forms.ChoiceField(
        label=_("Wat doet deze soort hier?"), choices=PartnerKind.Part.choices, widget=forms.RadioSelect
    )
    sort_order = forms.IntegerField(label=_("Plaats in lijsten"), min_value=0, max_value=999, initial=0)
    is_active = forms.BooleanField(label=_("Nieuwe partners kunnen deze soort krijgen"), required=False, initial=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["belongs_to"].queryset = PartnerKind.objects.filter(belongs_to=None)  # type: ignore[attr-defined]


class PartnerForm(FactsForm):
    unchecked = frozenset({"phone"})
    name = forms.CharField(label=_("Naam van de organisatie, het team of de functie"), max_length=150)
    kind = forms.ModelChoiceField(
        label=_("Soort"), queryset=PartnerKind.objects.none(), empty_label=_("Kies een soort")
    )
    task = LongTextField(
        label=_("Wat doet deze partner voor inwoners?"), required=False, max_characters=1000, help_text=NOTHING_PERSONAL
    )
    contact_label = forms.CharField(
        label=_("Naam van het loket"), required=False, max_length=100, help_text=_("Bijvoorbeeld: klantenservice.")
    )
    phone = forms.CharField(label=_("Telefoonnummer van het loket"), required=False, max_length=30)
    email = forms.EmailField(label=_("E-mailadres van het loket"), required=False)
    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")
    since = DutchDateField(label=_("Werkt hier sinds"), required=False)
    areas = forms.ModelMultipleChoiceField(
        label=_("Gebieden"), queryset=Area.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    villages = VillagesField(help_text=_("Kies niets bij gebieden en dorpen als de partner overal werkt."))

    def __init__(self, *args: Any, row: Partner | None = None, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        kinds = PartnerKind.objects.filter(is_active=True).select_related("belongs_to")
        own = PartnerKind.objects.filter(pk=row.kind_id) if row else PartnerKind.objects.none()
        self.fields["kind"].queryset = (kinds | own.select_related("belongs_to")).distinct()  # type: ignore[attr-defined]


class EndForm(PlainLanguage, forms.Form):
    until = DutchDateField(
        label=_("Laatste dag"), required=False, help_text=_("Laat leeg als de samenwerking doorgaat.")
    )


class ContractManagerForm(PlainLanguage, forms.Form):
    user = forms.ModelChoiceField(label=_("Collega"), queryset=User.objects.none(), empty_label=_("Kies een collega"))
    since = DutchDateField(label=_("Vanaf"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = User.objects.filter(is_staff=True, is_active=True)  # type: ignore[attr-defined]


class MeetingForm(FactsForm):
    kind = forms.ChoiceField(
        label=_("Wat voor overleg?"), choices=PartnerMeeting.Kind.choices, widget=forms.RadioSelect
    )
    title = forms.CharField(label=_("Hoe heet het overleg?"), max_length=150)
    held_on = DutchDateField(label=_("Op welke dag?"))
    starts_at = forms.TimeField(
        label=_("Hoe laat?"),
        required=False,
        input_formats=["%H.%M", "%H:%M"],
        widget=forms.TimeInput(format="%H.%M"),
        help_text=_("Bijvoorbeeld 19.30."),
        error_messages={"invalid": _("Vul een tijd in met uren en minuten, bijvoorbeeld 19.30.")},
    )
    place = forms.CharField(label=_("Waar?"), required=False, max_length=150)
    partners = forms.ModelMultipleChoiceField(
        label=_("Met welke partners?"),
        queryset=Partner.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    group = forms.ModelChoiceField(
        label=_("Van welke groep?"),
        queryset=Group.objects.none(),
        required=False,
        empty_label=_("Van geen groep"),
        help_text=_("Alleen bij een overleg van een vrijwilligersorganisatie."),
    )
    organisation = forms.CharField(label=_("Of van welke andere organisatie?"), required=False, max_length=150)
    villages = VillagesField()
    coordinator_joins = forms.BooleanField(label=_("De kernregisseur schuift aan"), required=False)

    def __init__(self, *args: Any, on: date, row: PartnerMeeting | None = None, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        self.fields["group"].queryset = Group.objects.exclude(state=GroupState.ENDED)  # type: ignore[attr-defined]
        own = Partner.objects.filter(meetings=row) if row else Partner.objects.none()
        self.fields["partners"].queryset = (Partner.objects.active(on) | own).distinct()  # type: ignore[attr-defined]


class PointForm(FactsForm):
    village = forms.ModelChoiceField(label=_("Dorp"), queryset=Village.objects.none(), empty_label=_("Kies een dorp"))
    domain = forms.ChoiceField(
        label=_("Wat voor onderwerp?"), choices=AgendaPoint.Domain.choices, widget=forms.RadioSelect
    )
    subject = forms.CharField(
        label=_("Waar gaat het over?"), max_length=150, help_text=_("Bijvoorbeeld: hangplek bij het park.")
    )
    explanation = LongTextField(label=_("Wat speelt er in het dorp?"), required=False, max_characters=1000)


class OutcomeForm(FactsForm):
    outcome = LongTextField(label=_("Wat is er afgesproken?"), max_characters=1000)


class CarryForm(PlainLanguage, forms.Form):
    meeting = forms.ModelChoiceField(
        label=_("Naar welk overleg?"), queryset=PartnerMeeting.objects.none(), empty_label=_("Kies een overleg")
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        later = PartnerMeeting.objects.filter(held_on__gte=on, cancelled_at__isnull=True)
        self.fields["meeting"].queryset = later  # type: ignore[attr-defined]


class SureForm(forms.Form):
    """Nothing to fill in: only to be sure."""


class OutlookForm(FactsForm):
    partner = forms.ModelChoiceField(
        label=_("Welke partner?"), queryset=Partner.objects.none(), empty_label=_("Kies een partner")
    )
    title = forms.CharField(
        label=_("Wat verwacht deze partner?"),
        max_length=150,
        help_text=_("Bijvoorbeeld: nieuwe ondergrondse containers."),
    )
    text = LongTextField(label=_("Uitleg"), required=False, max_characters=1000)
    starts_on = DutchDateField(label=_("Vanaf"))
    ends_on = DutchDateField(label=_("Tot en met"), required=False)
    villages = VillagesField(label=_("In welke dorpen?"), help_text=_("Kies niets als het overal is."))
    is_public = forms.BooleanField(label=_("Zet dit ook op de openbare pagina van het dorp"), required=False)

    def __init__(self, *args: Any, on: date, row: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        own = Partner.objects.filter(outlook_items=row) if row else Partner.objects.none()
        self.fields["partner"].queryset = (Partner.objects.active(on) | own).distinct()  # type: ignore[attr-defined]


class AgreementForm(FactsForm):
    title = forms.CharField(label=_("Waar gaat de afspraak over?"), max_length=150)
    goal = LongTextField(label=_("Wat wilt u samen bereiken in de dorpen?"), max_characters=2000, rows=5)
    valid_from = DutchDateField(label=_("Vanaf"))
    valid_until = DutchDateField(label=_("Tot en met"), required=False)


class ProgressForm(FactsForm):
    noted_on = DutchDateField(label=_("Op welke dag?"))
    standing = forms.ChoiceField(
        label=_("Hoe staat het ervoor?"), choices=ProgressNote.Standing.choices, widget=forms.RadioSelect
    )
    text = LongTextField(label=_("Wat is er gebeurd?"), max_characters=1000)


class SupportForm(FactsForm):
    direction = forms.ChoiceField(
        label=_("Wie vraagt?"), choices=SupportRequest.Direction.choices, widget=forms.RadioSelect
    )
    partner = forms.ModelChoiceField(
        label=_("Welke partner?"), queryset=Partner.objects.none(), empty_label=_("Kies een partner")
    )
    area = forms.ModelChoiceField(
        label=_("In welk gebied?"), queryset=Area.objects.none(), empty_label=_("Kies een gebied")
    )
    subject = forms.CharField(label=_("Waarvoor is steun nodig?"), max_length=150)
    explanation = LongTextField(label=_("Uitleg"), required=False, max_characters=1000)
    wanted_on = DutchDateField(label=_("Uiterlijk op"), required=False)

    def __init__(self, *args: Any, brokers: QuerySet[Partner], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partner"].queryset = brokers  # type: ignore[attr-defined]


class AnswerForm(FactsForm):
    agrees = forms.TypedChoiceField(
        label=_("Kan het?"),
        choices=[("yes", _("Ja, de steun komt er")), ("no", _("Nee, het kan niet"))],
        coerce=lambda value: value == "yes",
        empty_value=None,
        widget=forms.RadioSelect,
    )
    answer = LongTextField(
        label=_("Toelichting"), required=False, max_characters=1000, help_text=_("Nodig als het niet kan.")
    )


class ProvisionForm(FactsForm):
    unchecked = frozenset({"phone"})
    village = forms.ModelChoiceField(label=_("Dorp"), queryset=Village.objects.none(), empty_label=_("Kies een dorp"))
    name = forms.CharField(
        label=_("Hoe heet de voorziening?"), max_length=120, help_text=_("Bijvoorbeeld: koffie in het dorpshuis.")
    )
    text = LongTextField(label=_("Wat kunnen inwoners er doen?"), required=False, max_characters=600)
    opening = forms.CharField(label=_("Wanneer is het open?"), required=False, max_length=150)
    place = forms.CharField(label=_("Waar?"), required=False, max_length=150)
    phone = forms.CharField(label=_("Telefoonnummer van het loket"), required=False, max_length=30)
    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")
    partner = forms.ModelChoiceField(
        label=_("Van welke partner?"),
        queryset=Partner.objects.none(),
        required=False,
        empty_label=_("Van geen partner"),
    )
    is_public = forms.BooleanField(label=_("Zet dit op de openbare pagina van het dorp"), required=False, initial=True)
    ended_on = DutchDateField(
        label=_("Laatste dag"), required=False, help_text=_("Laat leeg als de voorziening blijft.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partner"].queryset = Partner.objects.all()  # type: ignore[attr-defined]
