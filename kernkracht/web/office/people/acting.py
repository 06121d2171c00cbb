"""The acts on people: one page each, one domain call each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kernkracht.community.people import actions
from kernkracht.community.people.models import Assignment, ContactCard, Role, User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.people.queries import role_label
from kernkracht.foundation.documents.refusals import UnacceptableFile
from kernkracht.web.office.access import office_page, officer
from kernkracht.web.office.acting import Act, act_page

from . import forms

ACT = require_http_methods(["GET", "HEAD", "POST"])
manages_people = office_page(Permission.MANAGE_PEOPLE)
works_here = office_page(Permission.READ_OFFICE, Permission.MANAGE_PEOPLE)


def _act(title: str, button: str, back: str, done: str, **more: Any) -> Act:
    return Act(title, button, back, done, section=_("Mensen"), section_url=reverse("office_people"), **more)


def _person_page(user: User) -> str:
    return reverse("office_person", args=[user.pk])


def _by(request: HttpRequest) -> dict[str, Any]:
    return {"by": officer(request).actor, "at": timezone.now()}


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _answer(request: HttpRequest, form: BaseForm, act: Act, do: Callable[[dict[str, Any]], object]) -> HttpResponse:
    return act_page(request, form, act, do, actions.UnableToManagePeople)


def _once_sure(request: HttpRequest, act: Act, do: Callable[[], object]) -> HttpResponse:
    """An act without questions: its page only asks whether one is sure."""
    return _answer(request, forms.SureForm(_posted(request)), act, lambda _data: do())


def _colleague(pk: int) -> User:
    return get_object_or_404(User, pk=pk, is_staff=True)


def invitation_link(user: User) -> str:
    """Where an invited colleague chooses a password; the same link as for a forgotten one."""
    key = f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
    uid, token = key.split("-", 1)
    return f"{settings.SITE_URL}{reverse('account_reset_password_from_key', kwargs={'uidb36': uid, 'key': token})}"


@ACT
@manages_people
def add(request: HttpRequest) -> HttpResponse:
    act = _act(
        _("Nieuwe collega"),
        _("Maak het account en stuur de uitnodiging"),
        reverse("office_people"),
        _("Het account is gemaakt. De uitnodiging is onderweg."),
        explain=_("De collega krijgt een mail, kiest een wachtwoord en stelt een tweede stap in."),
    )

    def do(data: dict[str, Any]) -> object:
        return actions.create_account(
            email=data["email"], name=data["name"], phone=data["phone"], link_for=invitation_link, **_by(request)
        )

    return _answer(request, forms.AccountForm(_posted(request)), act, do)


@ACT
@manages_people
def assign(request: HttpRequest, pk: int) -> HttpResponse:
    user = _colleague(pk)
    explain = _("U geeft uzelf een rol. Dat komt apart in het logboek.") if user == request.user else ""
    act = _act(
        _("Rol geven aan %(name)s") % {"name": user},
        _("Geef deze rol"),
        _person_page(user),
        _("De rol is gegeven."),
        explain=explain,
    )

    def do(data: dict[str, Any]) -> object:
        return actions.assign_role(
            role=data["role"],
            user=user,
            reach=data["chosen_reach"],
            team=data["team"],
            since=data["since"],
            until=data["until"],
            **_by(request),
        )

    form = forms.AssignForm(_posted(request), today=timezone.localdate())
    return _answer(request, form, act, do)


@ACT
@manages_people
def open_vacancy(request: HttpRequest) -> HttpResponse:
    act = _act(
        _("Vacature"),
        _("Bewaar de vacature"),
        reverse("office_people"),
        _("De vacature is bewaard."),
        explain=_("Inwoners lezen “tijdelijk via …”. Zaken komen bij het team."),
    )

    def do(data: dict[str, Any]) -> object:
        return actions.open_vacancy(
            role=data["role"], reach=data["chosen_reach"], team=data["team"], since=data["since"], **_by(request)
        )

    form = forms.VacancyForm(_posted(request), today=timezone.localdate())
    return _answer(request, form, act, do)


def _post(pk: int) -> Assignment:
    return get_object_or_404(Assignment.objects.select_related("role", "user"), pk=pk)


def _page_of(post: Assignment) -> str:
    return _person_page(post.user) if post.user else reverse("office_people")


def _named(post: Assignment) -> dict[str, str]:
    return {
        "role": role_label(post.role.code, timezone.localdate()),
        "name": str(post.user) if post.user else _("vacature"),
    }


@ACT
@manages_people
def end(request: HttpRequest, pk: int) -> HttpResponse:
    post = _post(pk)
    act = _act(
        _("Rol beëindigen: %(role)s, %(name)s") % _named(post),
        _("Beëindig deze rol"),
        _page_of(post),
        _("De rol is beëindigd."),
        is_danger=True,
    )

    def do(data: dict[str, Any]) -> object:
        leave = data["leave_vacancy"]
        return actions.end_assignment(post=post, last_day=data["last_day"], leave_vacancy=leave, **_by(request))

    form = forms.EndForm(_posted(request), initial={"last_day": timezone.localdate()})
    return _answer(request, form, act, do)


@ACT
@manages_people
def stand_in(request: HttpRequest, pk: int) -> HttpResponse:
    post = _post(pk)
    act = _act(
        _("Vervanger kiezen: %(role)s, %(name)s") % _named(post),
        _("Bewaar de vervanger"),
        _page_of(post),
        _("De vervanger is bewaard."),
        explain=_("De vervanger mag alles van deze rol, zolang er een vacature is of de collega afwezig is."),
    )

    def do(data: dict[str, Any]) -> object:
        return actions.set_stand_in(post=post, stand_in=data["user"], **_by(request))

    form = forms.StandInForm(_posted(request), initial={"user": post.stand_in_id})
    return _answer(request, form, act, do)


@ACT
@manages_people
def change_villages(request: HttpRequest, pk: int) -> HttpResponse:
    post = _post(pk)
    act = _act(
        _("Andere dorpen: %(role)s, %(name)s") % _named(post),
        _("Bewaar de dorpen"),
        _page_of(post),
        _("De dorpen zijn gewijzigd."),
    )

    def do(data: dict[str, Any]) -> object:
        return actions.change_villages(post=post, reach=data["chosen_reach"], since=data["since"], **_by(request))

    served = list(post.villages.values_list("pk", flat=True))
    initial = {"reach": forms.ALL if post.all_villages else forms.SOME, "villages": served}
    form = forms.VillagesForm(_posted(request), initial=initial | {"since": timezone.localdate()})
    return _answer(request, form, act, do)


@ACT
@manages_people
def fill(request: HttpRequest, pk: int) -> HttpResponse:
    post = _post(pk)
    act = _act(
        _("Vacature vervullen: %(role)s") % _named(post),
        _("Vervul de vacature"),
        reverse("office_people"),
        _("De vacature is vervuld."),
    )

    def do(data: dict[str, Any]) -> object:
        return actions.fill_vacancy(vacancy=post, user=data["user"], since=data["since"], **_by(request))

    form = forms.FillForm(_posted(request), initial={"since": max(timezone.localdate(), post.valid_from)})
    return _answer(request, form, act, do)


@ACT
@works_here
def absent(request: HttpRequest, pk: int) -> HttpResponse:
    user = _colleague(pk)
    act = _act(
        _("%(name)s afwezig melden") % {"name": user},
        _("Meld afwezig"),
        _person_page(user),
        _("Dat is bewaard. Vervangers kunnen nu verder."),
        explain=_("Wij vragen en bewaren geen reden."),
    )

    def do(data: dict[str, Any]) -> object:
        return actions.mark_absent(user=user, since=data["since"], until=data["until"], **_by(request))

    form = forms.AbsenceForm(_posted(request), initial={"since": timezone.localdate()})
    return _answer(request, form, act, do)


@ACT
@works_here
def back(request: HttpRequest, pk: int) -> HttpResponse:
    user = _colleague(pk)
    title = _("%(name)s is terug") % {"name": user}
    act = _act(title, _("Bewaar"), _person_page(user), _("Dat is bewaard."))

    def do(data: dict[str, Any]) -> None:
        actions.end_absence(user=user, back_on=data["back_on"], **_by(request))

    form = forms.BackForm(_posted(request), initial={"back_on": timezone.localdate()})
    return _answer(request, form, act, do)


@ACT
@works_here
def card(request: HttpRequest, pk: int) -> HttpResponse:
    user = _colleague(pk)
    existing = ContactCard.objects.filter(user=user).first()
    act = _act(
        _("Contactkaart van %(name)s") % {"name": user},
        _("Bewaar de kaart"),
        _person_page(user),
        _("De kaart is bewaard."),
        explain=_("Dit zien inwoners op de pagina van hun dorp."),
    )

    def do(data: dict[str, Any]) -> object:
        photo, remove = data.pop("photo", None), data.pop("remove_photo", False)
        return actions.change_contact_card(user=user, card=data, portrait=photo, remove_portrait=remove, **_by(request))

    initial = None if existing else {"public_name": user.name, "email": user.email, "phone": user.phone}
    form = forms.CardForm(_posted(request), request.FILES or None, instance=existing, initial=initial)
    return act_page(request, form, act, do, (actions.UnableToManagePeople, UnacceptableFile))


@ACT
@manages_people
def close(request: HttpRequest, pk: int) -> HttpResponse:
    user = _colleague(pk)
    act = _act(
        _("Account van %(name)s sluiten") % {"name": user},
        _("Sluit dit account"),
        _person_page(user),
        _("Het account is gesloten."),
        explain=_("De collega kan meteen niet meer inloggen. Rollen tellen als vacature tot iemand overneemt."),
        is_danger=True,
    )
    return _once_sure(request, act, lambda: actions.deactivate_account(user=user, **_by(request)))


@ACT
@manages_people
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    user = _colleague(pk)
    title = _("Account van %(name)s weer openen") % {"name": user}
    act = _act(title, _("Open dit account"), _person_page(user), _("Het account is weer open."))
    return _once_sure(request, act, lambda: actions.reactivate_account(user=user, **_by(request)))


@ACT
@manages_people
def rename(request: HttpRequest, code: str) -> HttpResponse:
    role = get_object_or_404(Role, code=code)
    act = _act(
        _("Andere naam voor %(role)s") % {"role": role_label(code, timezone.localdate())},
        _("Bewaar de naam"),
        reverse("office_roles"),
        _("De naam is bewaard."),
        explain=_("Pagina’s over eerdere jaren houden de oude naam."),
    )

    def do(data: dict[str, Any]) -> object:
        return actions.rename_role(
            role=role, label=data["label"], plural=data["plural"], since=data["since"], **_by(request)
        )

    form = forms.RenameForm(_posted(request), initial={"since": timezone.localdate()})
    return _answer(request, form, act, do)


@ACT
@manages_people
def permissions(request: HttpRequest, code: str) -> HttpResponse:
    role = get_object_or_404(Role, code=code)
    act = _act(
        _("Rechten van %(role)s") % {"role": role_label(code, timezone.localdate())},
        _("Bewaar de rechten"),
        reverse("office_roles"),
        _("De rechten zijn bewaard. Ze gelden meteen."),
    )

    def do(data: dict[str, Any]) -> object:
        return actions.set_permissions(role=role, permissions=data["permissions"], **_by(request))

    held = list(role.role_permissions.values_list("permission", flat=True))
    form = forms.PermissionsForm(_posted(request), role=role, initial={"permissions": held})
    return _answer(request, form, act, do)
