"""`/werk/aanvragen/<number>/belang/` and `/werk/mensen/<pk>/adres/`: one page per act."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kernkracht.community.people.models import User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.grants.applications import actions
from kernkracht.grants.applications.models import GrantApplication, OfficerHousehold
from kernkracht.grants.applications.queries import case_by_number
from kernkracht.web.office.access import office_page, officer, rights_of
from kernkracht.web.office.acting import Act, act_page

from .forms import HouseholdForm, InterestForm, NothingToFillIn

ACT = require_http_methods(["GET", "HEAD", "POST"])
works_here = office_page(Permission.READ_OFFICE)


@ACT
@works_here
def declare(request: HttpRequest, number: str) -> HttpResponse:
    """“Ik heb een belang bij deze zaak”: from then on somebody else does it."""
    case = _case(request, number)
    act = _case_act(
        case,
        title=_("Ik heb een belang bij deze zaak"),
        button=_("Meld mijn belang"),
        done=_("Uw belang is gemeld. U kunt deze zaak niet meer behandelen."),
        explain=_(
            "Kent u de aanvrager, bent u lid van het bestuur of verdient iemand van u eraan? Dan mag u deze zaak niet"
            " behandelen (Awb 2:4). Behandelt u de zaak nu? Dan gaat zij meteen naar uw vervanger of naar het team."
        ),
    )

    def do(data: dict[str, Any]) -> object:
        return actions.declare_interest(application=case, **data, **_by(request))

    return act_page(request, InterestForm(_posted(request)), act, do, actions.UnableToDeclare)


@ACT
@works_here
def take_back(request: HttpRequest, number: str) -> HttpResponse:
    """The opposite: what was declared before stays readable, the newest counts."""
    case = _case(request, number)
    act = _case_act(
        case,
        title=_("Ik heb geen belang bij deze zaak"),
        button=_("Verklaar dat ik geen belang heb"),
        done=_("Uw verklaring is bewaard."),
        explain=_("Wat u eerder meldde, blijft in het dossier staan. Uw nieuwste verklaring telt."),
    )

    def do(_data: dict[str, Any]) -> object:
        return actions.declare_no_interest(application=case, **_by(request))

    return act_page(request, NothingToFillIn(_posted(request)), act, do, actions.UnableToDeclare)


@ACT
@works_here
def household(request: HttpRequest, pk: int) -> HttpResponse:
    """Postcode and number of a colleague, by that colleague or the administrator."""
    user = _colleague(request, pk)
    known = OfficerHousehold.objects.filter(user=user).first()
    start = {"postcode": known.postcode, "house_number": known.house_number} if known else {}
    act = _person_act(
        user,
        title=_("Adres voor de toets op eigen belang"),
        button=_("Bewaar het adres"),
        done=_("Het adres is bewaard."),
        explain=_(
            "Wij gebruiken dit adres voor één ding: zien dat een aanvraag van hetzelfde adres komt. Dan behandelt een"
            " collega die aanvraag. Het is niet verplicht, en u kunt het altijd weghalen."
        ),
    )

    def do(data: dict[str, Any]) -> object:
        return actions.record_household(user=user, **data, **_by(request))

    return act_page(request, HouseholdForm(_posted(request), initial=start), act, do, actions.UnableToRecordHousehold)


@ACT
@works_here
def forget(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the address away again."""
    user = _colleague(request, pk)
    act = _person_act(
        user,
        title=_("Haal het adres weg"),
        button=_("Haal het adres weg"),
        done=_("Het adres is weggehaald."),
        explain=_("Daarna zien wij niet meer vanzelf dat een aanvraag van dit adres komt."),
    )

    def do(_data: dict[str, Any]) -> object:
        actions.forget_household(user=user, **_by(request))
        return None

    return act_page(request, NothingToFillIn(_posted(request)), act, do, actions.UnableToRecordHousehold)


def _case(request: HttpRequest, number: str) -> GrantApplication:
    case = case_by_number(officer(request), number, timezone.localdate())
    if case is None:
        raise Http404
    return case


def _colleague(request: HttpRequest, pk: int) -> User:
    user = get_object_or_404(User, pk=pk, is_staff=True)
    if user != request.user and Permission.MANAGE_PEOPLE not in rights_of(request):
        raise Http404
    return user


def _case_act(case: GrantApplication, **words: Any) -> Act:
    back = reverse("office_case", args=[case.number])
    return Act(back=back, section=case.number or "", section_url=back, **words)


def _person_act(user: User, **words: Any) -> Act:
    return Act(
        back=reverse("office_person", args=[user.pk]),
        section=_("Mensen"),
        section_url=reverse("office_people"),
        **words,
    )


def _by(request: HttpRequest) -> dict[str, Any]:
    return {"by": officer(request).actor, "at": timezone.now()}


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None
