"""Filing and following an objection. Whoever has the mailed link may open it; unknown to you means 404."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from kernkracht.community.villages.models import Municipality
from kernkracht.grants.applications.days import day_of
from kernkracht.grants.applications.models import ENDED_STATES, GrantApplication
from kernkracht.grants.applications.queries import my_cases
from kernkracht.grants.objections import actions
from kernkracht.grants.objections.models import Objection
from kernkracht.grants.objections.queries import (
    OPEN_STATES,
    Contestable,
    contestable,
    due_of,
    my_objections,
    numbers_for,
    objection_by_token,
)

from ..access import account, actor_for, now, open_case, remember, verified_emails
from ..following.forms import DefaultForm
from ..throttle import too_often
from .forms import CodeForm, LateForm, ObjectionForm, RepairForm, WithdrawForm
from .presenters import ABOUT, choice, shown

FORM = require_http_methods(["GET", "HEAD", "POST"])
FILINGS_AN_HOUR = 10


@require_safe
def explain(request: HttpRequest) -> HttpResponse:
    """How to object, for everybody."""
    context = {"weeks": numbers_for(day_of(now())), "address": _address()}
    return render(request, "resident/objections/explain.html", context)


def _address() -> str:
    """Where an objection on paper goes, on one line (Awb 6:4)."""
    municipality = Municipality.objects.first()
    if municipality is None:
        return ""
    lines = (municipality.objection_address or municipality.postal_address).splitlines()
    return ", ".join(line.strip() for line in lines if line.strip())


@never_cache
@FORM
def file(request: HttpRequest, token: str, about: str = "") -> HttpResponse:
    """File by the link in a letter or signed in. `about` names the kind of decision, as that letter's link does.

    Without it and with more than one decision to object to, a page asks which.
    """
    case = open_case(request, token)
    if about and about not in ABOUT:
        raise Http404(_("Deze pagina bestaat niet (meer)."))
    found = contestable(case, day_of(now()))
    if about:
        found = [one for one in found if one.subject.kind == ABOUT[about]]
    if len(found) > 1:
        return render(
            request, "resident/objections/choose.html", {"case": case, "rows": [choice(one) for one in found]}
        )
    if not found or found[0].running is not None:
        return render(request, "resident/objections/nothing.html", {"case": case, "found": found[0] if found else None})
    against = found[0]
    form = ObjectionForm(_posted(request), _files(request), initial=_known(request, case), is_late=against.is_late)
    if request.method == "POST" and form.is_valid():
        objection = _file(request, case, against, form)
        if objection is not None:
            remember(request, objection.token)
            return redirect("resident:objection", objection.token)
    context = {"case": case, "against": against, "form": form, "files_lost": bool(request.FILES) and bool(form.errors)}
    return render(request, "resident/objections/file.html", context, status=422 if form.errors else 200)


def _file(request: HttpRequest, case: GrantApplication, against: Contestable, form: ObjectionForm) -> Objection | None:
    if too_often(request, "objection", FILINGS_AN_HOUR):
        form.add_error(None, _("U probeert het te vaak. Wacht een uur, of stuur uw bezwaar per post."))
        return None
    data = form.cleaned_data
    user = account(request)
    filing = actions.Filing(
        name=data["name"],
        address=data["address"],
        grounds=data["grounds"],
        email=data["email"],
        phone=data["phone"],
        on_behalf_of=data["on_behalf_of"],
        wants_paper=data["wants_paper"],
        language=get_language() or "nl",
        late_reason=data.get("late_reason", ""),
    )
    uploads = [actions.Upload(upload, upload.name or "") for upload in data["attachments"]]
    if data["authorisation"]:
        upload = data["authorisation"]
        uploads.append(actions.Upload(upload, upload.name or "", "authorisation"))
    by = user.actor if user is not None else actor_for(request, case)
    try:
        return actions.file_objection(
            against=against.subject.row, filing=filing, by=by, at=now(), uploads=uploads, account=user
        )
    except actions.ObjectionRefusal as refusal:
        _refuse(form, refusal, files="attachments")
        return None


@never_cache
@login_required
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """All objections of the account, and decisions one can still object to."""
    user = account(request)
    emails = verified_emails(user) if user else []
    mine = list(my_objections(user, emails)) if user else []
    today = day_of(now())
    open_ones = []
    for case in my_cases(user, emails).filter(state__in=ENDED_STATES) if user else []:
        found = contestable(case, today)
        open_ones += [{"case": case, **choice(one)} for one in found if one.running is None and not one.is_late]
    context = {"objections": [shown(row, today) for row in mine], "open_ones": open_ones, "today": today}
    return render(request, "resident/objections/overview.html", context)


@never_cache
@require_GET
def show(request: HttpRequest, token: str) -> HttpResponse:
    """One objection: its state, what comes, and what one can still do."""
    objection = _open(request, token)
    return render(request, "resident/objections/show.html", shown(objection, day_of(now())))


@never_cache
@FORM
def sign(request: HttpRequest, token: str) -> HttpResponse:
    """Sign with the mailed code."""
    objection = _open(request, token)
    form = CodeForm(_posted(request))
    return _act(request, objection, form, "sign", actions.sign_objection)


@never_cache
@require_POST
def send_code(request: HttpRequest, token: str) -> HttpResponse:
    """Mail a new code."""
    objection = _open(request, token)
    form = CodeForm(None)
    try:
        actions.send_code_again(objection=objection, by=_actor(request, objection), at=now())
    except actions.ObjectionRefusal as refusal:
        form = CodeForm({})
        form.errors.clear()
        _refuse(form, refusal)
        return render(request, "resident/objections/sign.html", {"objection": objection, "form": form}, status=422)
    return redirect("resident:objection_sign", token)


@never_cache
@FORM
def repair(request: HttpRequest, token: str) -> HttpResponse:
    """Add what was missing."""
    objection = _open(request, token)
    form = RepairForm(_posted(request), _files(request))
    return _act(request, objection, form, "repair", actions.answer_repair)


@never_cache
@FORM
def late(request: HttpRequest, token: str) -> HttpResponse:
    """Say why it came late."""
    return _act(request, _open(request, token), LateForm(_posted(request)), "late", actions.explain_lateness)


@never_cache
@FORM
def withdraw(request: HttpRequest, token: str) -> HttpResponse:
    """Stop the objection."""
    return _act(request, _open(request, token), WithdrawForm(_posted(request)), "withdraw", actions.withdraw_objection)


@never_cache
@FORM
def default_notice(request: HttpRequest, token: str) -> HttpResponse:
    """Say that our decision on the objection is late (Awb 4:17). Too early, the page says when it counts."""
    objection = _open(request, token)
    if objection.state not in OPEN_STATES:
        return redirect("resident:objection", token)
    deadline = due_of(objection)
    form = DefaultForm(_posted(request))
    context = {"objection": objection, "deadline": deadline, "is_late": day_of(now()) > deadline.due_on}
    if request.method == "POST" and form.is_valid():
        try:
            text = form.cleaned_data["text"]
            notice = actions.file_default(objection=objection, text=text, by=_actor(request, objection), at=now())
            return render(request, "resident/objections/default_received.html", context | {"notice": notice})
        except actions.ObjectionRefusal as refusal:
            _refuse(form, refusal)
    status = 422 if form.errors else 200
    return render(request, "resident/objections/default.html", context | {"form": form}, status=status)


def _act(request: HttpRequest, objection: Objection, form: forms.Form, page: str, do: Any) -> HttpResponse:
    """Show the form; when it is sent and sound, do the act and go back to the objection."""
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        files = data.pop("attachments", None)
        if files is not None:
            data["uploads"] = [actions.Upload(upload, upload.name or "") for upload in files]
        try:
            do(objection=objection, by=_actor(request, objection), at=now(), **data)
            return redirect("resident:objection", objection.token)
        except actions.ObjectionRefusal as refusal:
            _refuse(form, refusal, files="attachments")
    context = {"form": form, "pause": actions.running_pause(objection), "objection": objection}
    return render(request, f"resident/objections/{page}.html", context, status=422 if form.errors else 200)


def _refuse(form: forms.Form, refusal: actions.ObjectionRefusal, files: str = "") -> None:
    field = files if refusal.field == "files" else refusal.field
    for sentence in refusal.sentences:
        form.add_error(field if field in form.fields else None, sentence)


def _open(request: HttpRequest, token: str) -> Objection:
    objection = objection_by_token(token)
    if objection is None:
        raise Http404(_("Dit bezwaar bestaat niet (meer)."))
    remember(request, token)
    return objection


def _actor(request: HttpRequest, objection: Objection) -> Any:
    user = account(request)
    return user.actor if user is not None else actor_for(request, objection.application)


def _known(request: HttpRequest, case: GrantApplication) -> dict[str, str]:
    """What we know of the applicant, so that nobody types it twice."""
    user = account(request)
    return {
        "name": user.name if user and user.name else case.contact_name,
        "address": case.contact_address,
        "email": user.email if user else case.contact_email,
        "phone": case.contact_phone,
    }


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _files(request: HttpRequest) -> Any:
    return request.FILES if request.method == "POST" else None
