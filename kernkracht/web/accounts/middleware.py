"""No office page without a second step, and no second step set up by who holds only a mailbox."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.sites.requests import RequestSite
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import resolve

from .sessions import missing_step, second_factor_required, way_to

OFFICE = "/werk/"
SECOND_STEP_PAGES = frozenset({"mfa_activate_totp", "mfa_generate_recovery_codes", "mfa_deactivate_totp"})


class StaffSecondFactor:
    """Sends staff to the step that is missing in their session before any page under `/werk/`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if second_factor_required() and request.user.is_authenticated:
            if request.path.startswith(OFFICE) and (missing := missing_step(request)):
                return HttpResponseRedirect(way_to(request, missing))
            if request.path.startswith("/account/") and self._is_too_early(request):
                return HttpResponseRedirect(way_to(request, missing_step(request) or "account_reauthenticate"))
        return self.get_response(request)

    def _is_too_early(self, request: HttpRequest) -> bool:
        """Staff on a page about the second step without having given the password in this session."""
        missing = missing_step(request)
        is_about_second_step = resolve(request.path_info).url_name in SECOND_STEP_PAGES
        return is_about_second_step and missing in ("account_reauthenticate", "account_set_password_by_mail")


class OurOwnSite:
    """Takes the library's `site` (a host name) out of a page's context, where it would hide ours."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_template_response(self, request: HttpRequest, response: TemplateResponse) -> TemplateResponse:
        context = response.context_data
        if context and isinstance(context.get("site"), RequestSite):
            del context["site"]
        return response
