"""Forms for who wants to help, share knowledge or nominate somebody; no account needed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from kernkracht.community.themes.models import Theme
from kernkracht.community.themes.queries import themes_on
from kernkracht.community.villages.models import Village
from kernkracht.community.volunteers.actions import KnowledgeFacts, NominationFacts, OfferFacts
from kernkracht.community.volunteers.models import JuryMember, Nomination
from kernkracht.foundation.design_system.fields import LongTextField, PlainLanguage

MAIL_HINT = _("U krijgt een link. Pas als u die opent, doen wij iets met uw gegevens.")


class VillageForm(PlainLanguage, forms.Form):
    """A form with a choice of villages."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "village" in self.fields:
            self.fields["village"].queryset = Village.objects.active()  # type: ignore[attr-defined] # a field of rows


class OfferForm(VillageForm):
    name = forms.CharField(label=_("Uw naam"), max_length=100, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = forms.EmailField(
        label=_("Uw e-mailadres"), help_text=MAIL_HINT, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    phone = forms.CharField(
        label=_("Uw telefoonnummer"),
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    passes_phone = forms.BooleanField(label=_("U mag mijn telefoonnummer ook aan het steunpunt geven"), required=False)
    village = forms.ModelChoiceField(
        label=_("In welk dorp wilt u helpen?"),
        queryset=Village.objects.none(),
        required=False,
        empty_label=_("Maakt niet uit"),
    )
    message = LongTextField(label=_("Wat wilt u graag doen, en wanneer kunt u?"), required=False, max_characters=600)
    agrees = forms.BooleanField(
        label=_("U mag mijn naam, e-mailadres, dorp en bericht aan het steunpunt voor vrijwilligers geven")
    )

    def __init__(self, *args: Any, for_one: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if for_one:
            del self.fields["village"]

    def facts(self) -> OfferFacts:
        return OfferFacts(**self.cleaned_data)


class KnowledgeForm(VillageForm):
    name = forms.CharField(label=_("Uw naam"), max_length=100, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = forms.EmailField(
        label=_("Uw e-mailadres"), help_text=MAIL_HINT, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    phone = forms.CharField(
        label=_("Uw telefoonnummer"),
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    village = forms.ModelChoiceField(
        label=_("Voor welk dorp?"), queryset=Village.objects.none(), empty_label=_("Kies een dorp")
    )
    themes = forms.ModelMultipleChoiceField(
        label=_("Waar gaat het over?"), queryset=Theme.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    text = LongTextField(
        label=_("Wat kunt of weet u?"),
        max_characters=600,
        help_text=_("Bijvoorbeeld: ik kan goed websites maken, of ik weet veel van bomen."),
    )
    agrees = forms.BooleanField(label=_("De kernregisseurs van de gemeente mogen mijn aanbod zien en mij benaderen"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        themes = themes_on(localdate())
        self.fields["themes"].queryset = themes  # type: ignore[attr-defined] # a field of rows

    def facts(self) -> KnowledgeFacts:
        return KnowledgeFacts(**(self.cleaned_data | {"themes": tuple(self.cleaned_data["themes"])}))


class NominationForm(VillageForm):
    nominee_name = forms.CharField(label=_("Wie draagt u voor?"), max_length=100)
    nominee_email = forms.EmailField(
        label=_("E-mailadres van deze vrijwilliger"),
        help_text=_("Wij vragen eerst aan deze vrijwilliger of meedoen mag."),
    )
    village = forms.ModelChoiceField(
        label=_("In welk dorp is deze vrijwilliger actief?"),
        queryset=Village.objects.none(),
        required=False,
        empty_label=_("In meer dorpen"),
    )
    reason = LongTextField(
        label=_("Waarom verdient deze vrijwilliger een prijs?"),
        max_characters=1500,
        rows=6,
        help_text=_("De jury leest dit. De vrijwilliger zelf ook."),
    )
    nominator_name = forms.CharField(
        label=_("Uw naam"),
        max_length=100,
        help_text=_("Wij noemen uw naam aan wie u voordraagt."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    nominator_email = forms.EmailField(
        label=_("Uw e-mailadres"), help_text=MAIL_HINT, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )

    def facts(self) -> NominationFacts:
        return NominationFacts(**self.cleaned_data)


class JuryForm(PlainLanguage, forms.Form):
    """Points for each nomination; empty ones are left as they are."""

    def __init__(self, *args: Any, member: JuryMember, nominations: Iterable[Nomination], **kwargs: Any) -> None:
        given = dict(member.scores.values_list("nomination_id", "points").order_by())
        super().__init__(*args, **kwargs)
        for row in nominations:
            self.fields[f"points_{row.pk}"] = forms.TypedChoiceField(
                label=_("Punten voor %(name)s") % {"name": row.nominee_name},
                choices=[("", _("Nog geen punten")), *((str(n), str(n)) for n in range(1, 11))],
                coerce=int,
                empty_value=None,
                required=False,
                initial=given.get(row.pk, ""),
            )

    def points(self) -> dict[int, int]:
        """The points by nomination."""
        return {int(name.removeprefix("points_")): given for name, given in self.cleaned_data.items() if given}
