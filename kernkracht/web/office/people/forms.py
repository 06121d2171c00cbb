"""Forms about people, posts and roles."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kernkracht.community.people.actions.posts import Reach
from kernkracht.community.people.models import ContactCard, Role, Team, User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.people.permissions import READING
from kernkracht.community.people.queries import role_labels
from kernkracht.community.villages.models import Village
from kernkracht.foundation.design_system.fields import DutchDateField, PlainLanguage

ALL, SOME = "alle", "enkele"


class AccountForm(PlainLanguage, forms.Form):
    name = forms.CharField(label=_("Naam"), max_length=150)
    email = forms.EmailField(label=_("E-mailadres van het werk"))
    phone = forms.CharField(label=_("Telefoonnummer"), max_length=30, required=False)


class ReachForm(PlainLanguage, forms.Form):
    """For which villages."""

    reach = forms.ChoiceField(
        label=_("Voor welke dorpen?"),
        choices=[(ALL, _("Alle dorpen, ook dorpen die er later bij komen")), (SOME, _("Alleen deze dorpen"))],
        widget=forms.RadioSelect,
    )
    villages = forms.ModelMultipleChoiceField(
        label=_("Dorpen"),
        queryset=Village.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Alleen als u hierboven voor enkele dorpen koos."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["villages"].queryset = Village.objects.active()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        everywhere = data.get("reach") == ALL
        data["chosen_reach"] = Reach.all() if everywhere else Reach(list(data.get("villages") or []))
        if data.get("reach") == SOME and not data.get("villages"):
            self.add_error("villages", _("Kies een of meer dorpen."))
        return data


class _PostForm(ReachForm):
    role = forms.ModelChoiceField(label=_("Rol"), queryset=Role.objects.none(), empty_label=_("Kies een rol"))
    team = forms.ModelChoiceField(
        label=_("Team"),
        queryset=Team.objects.none(),
        empty_label=_("Kies een team"),
        help_text=_("Het team neemt over als niemand er is."),
    )
    since = DutchDateField(label=_("Eerste dag"))

    field_order = ["role", "reach", "villages", "team", "since", "until"]

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        kwargs["initial"] = {"since": today, "reach": SOME} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        labels = role_labels(today)
        role, team = self.fields["role"], self.fields["team"]
        role.queryset = Role.objects.all()  # type: ignore[attr-defined]
        role.label_from_instance = lambda row: labels.get(row.code, row.code)  # type: ignore[attr-defined]
        team.queryset = Team.objects.all()  # type: ignore[attr-defined]


class AssignForm(_PostForm):
    until = DutchDateField(label=_("Laatste dag"), required=False)


class VacancyForm(_PostForm):
    pass


class EndForm(PlainLanguage, forms.Form):
    last_day = DutchDateField(label=_("Laatste dag"))
    leave_vacancy = forms.BooleanField(
        label=_("Daarna is er een vacature"),
        required=False,
        help_text=_("Inwoners lezen dan: “tijdelijk via …”. De vervanger blijft."),
    )


class _ColleagueForm(PlainLanguage, forms.Form):
    user = forms.ModelChoiceField(label=_("Collega"), queryset=User.objects.none(), empty_label=_("Kies een collega"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = User.objects.filter(is_staff=True, is_active=True)  # type: ignore[attr-defined]


class StandInForm(_ColleagueForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].label = _("Vervanger")
        self.fields["user"].required = False
        self.fields["user"].empty_label = _("Niemand")  # type: ignore[attr-defined]


class FillForm(_ColleagueForm):
    since = DutchDateField(label=_("Eerste dag"))


class VillagesForm(ReachForm):
    since = DutchDateField(label=_("Vanaf"))


class AbsenceForm(PlainLanguage, forms.Form):
    since = DutchDateField(label=_("Eerste dag afwezig"))
    until = DutchDateField(
        label=_("Laatste dag afwezig"), required=False, help_text=_("Weet u het nog niet? Laat het dan leeg.")
    )


class BackForm(PlainLanguage, forms.Form):
    back_on = DutchDateField(label=_("Eerste dag terug"))


class CardForm(PlainLanguage, forms.ModelForm[ContactCard]):
    class Meta:
        model = ContactCard
        fields = ["public_name", "phone", "email", "visiting_hours", "introduction"]
        labels = {
            "public_name": _("Naam zoals inwoners die zien"),
            "phone": _("Telefoonnummer"),
            "email": _("E-mailadres"),
            "visiting_hours": _("Spreekuur: wanneer en waar"),
            "introduction": _("Een of twee zinnen over uzelf"),
        }

    photo = forms.FileField(
        label=_("Foto"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png"}),
        help_text=_("JPG of PNG. Wij snijden het midden er vierkant uit. Zonder foto tonen wij uw initialen."),
    )
    remove_photo = forms.BooleanField(label=_("Haal de foto weg"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.portrait_id is None:
            del self.fields["remove_photo"]


class SureForm(forms.Form):
    """Nothing to fill in: only to be sure."""


class RenameForm(PlainLanguage, forms.Form):
    label = forms.CharField(label=_("Naam van de rol"), max_length=80, help_text=_("Bijvoorbeeld: kernregisseur."))
    plural = forms.CharField(label=_("Meer dan één"), max_length=80, help_text=_("Bijvoorbeeld: kernregisseurs."))
    since = DutchDateField(label=_("Zo heet de rol vanaf"))


class PermissionsForm(forms.Form):
    permissions = forms.MultipleChoiceField(
        label=_("Wat mag deze rol?"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, role: Role, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reads_only = role.code == Role.Code.AUDITOR
        self.fields["permissions"].choices = [  # type: ignore[attr-defined]
            (code.value, PERMISSION_TEXTS[code]) for code in Permission if not reads_only or code in READING
        ]


PERMISSION_TEXTS = {
    Permission.READ_OFFICE: _("Zaken, cijfers en collega’s bekijken"),
    Permission.ENTER_APPLICATION: _("Een aanvraag invoeren voor iemand anders"),
    Permission.ASSIGN_APPLICATION: _("Een zaak nemen of aan een collega geven"),
    Permission.ASSESS_APPLICATION: _("Een aanvraag beoordelen en een besluit voorstellen"),
    Permission.ADVISE_APPLICATION: _("Advies geven over een aanvraag"),
    Permission.DECIDE_APPLICATION: _("Besluiten, binnen het eigen mandaat"),
    Permission.MANAGE_BUDGETS: _("Plafonds vaststellen en geld verschuiven"),
    Permission.SEE_BUDGETS: _("Plafonds en boekingen bekijken"),
    Permission.MANAGE_SCHEMES: _("Regelingen maken en publiceren"),
    Permission.MANAGE_PEOPLE: _("Rollen, mandaten en vervangers geven"),
    Permission.MANAGE_VILLAGES: _("Dorpen en gebieden wijzigen"),
    Permission.MANAGE_TEMPLATES: _("Brieven, mails en teksten wijzigen"),
    Permission.RESEND_MAIL: _("Niet verstuurde post bekijken en opnieuw sturen"),
    Permission.WRITE_COUNCIL_LETTER: _("Een brief aan de raad schrijven"),
    Permission.FREEZE_COUNCIL_LETTER: _("Een brief aan de raad vastleggen"),
    Permission.SEE_TERMS: _("Termijnen en dwangsommen zien"),
    Permission.MANAGE_LEGAL_SETTINGS: _("Wettelijke instellingen, kanalen en storingen beheren"),
    Permission.HANDLE_OBJECTION: _("Bezwaren behandelen"),
    Permission.DECIDE_OBJECTION: _("Beslissen op bezwaren"),
    Permission.SEE_PAYMENTS: _("Betalingen zien"),
    Permission.PROPOSE_PAYMENT: _("Betalingen klaarzetten"),
    Permission.RELEASE_PAYMENT: _("Betalingen vrijgeven die een collega klaarzette"),
    Permission.SETTLE_GRANT: _("Verantwoordingen beoordelen, vaststellen en terugvorderen"),
    Permission.HANDLE_CLAIM: _("Declaraties behandelen en jaarlijkse bijdragen voorstellen"),
    Permission.APPROVE_CLAIM: _("Declaraties en jaarlijkse bijdragen goedkeuren"),
    Permission.MANAGE_GROUPS: _("Groepen en convenanten beheren"),
    Permission.MANAGE_PARTNERS: _("Partners en afspraken beheren"),
    Permission.MANAGE_VOLUNTEERS: _("Vrijwilligerswerk beheren"),
    Permission.PROPOSE_DESTRUCTION: _("Een vernietigingslijst maken"),
    Permission.APPROVE_DESTRUCTION: _("Een vernietigingslijst goedkeuren en uitvoeren"),
    Permission.HANDLE_QUESTION: _("Vragen invoeren, doorzetten en beantwoorden"),
    Permission.MANAGE_QUESTIONS: _("Regelen wie welk thema beantwoordt, en achterstanden zien"),
    Permission.VISIT_VILLAGES: _("Aanwezigheid plannen, bezoeken vastleggen en de beginsituatie bijhouden"),
    Permission.MANAGE_GATHERINGS: _("Bijeenkomsten plannen en uitkomsten vastleggen"),
    Permission.MANAGE_CHANNELS: _("Kanalen bijhouden, boodschappen plannen en het effect noteren"),
    Permission.WRITE_PAGES: _("Pagina’s, nieuws, verhalen en lessen schrijven"),
    Permission.PUBLISH_PAGES: _("Pagina’s, nieuws, verhalen en lessen plaatsen"),
    Permission.MAKE_BRIEFING: _("Een briefing voor de wethouder maken en de wethouder laten aansluiten"),
    Permission.READ_BRIEFING: _("Briefings en open punten van de eigen dorpen lezen"),
    Permission.MANAGE_WORKLOAD: _("De werkdruk zien en de uren van een rol vastleggen"),
    Permission.SEE_AUDIT: _("Het logboek lezen"),
    Permission.IMPORT_REGISTERS: _("Registers van eerdere jaren inlezen"),
}
