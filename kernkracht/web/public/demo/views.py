"""`/demo/post/`: in a demonstration no mail leaves the machine; here it can be read."""

from __future__ import annotations

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from .kept_mail import kept_names, read_kept

PER_PAGE = 25


def _only_in_a_demo() -> None:
    """Anywhere else these pages do not exist: mail holds codes to sign in with."""
    if not settings.DEMO:
        raise Http404


@require_safe
@never_cache
def mail_list(request: HttpRequest) -> HttpResponse:
    _only_in_a_demo()
    page = Paginator(kept_names(), PER_PAGE).get_page(request.GET.get("pagina"))
    mails = [mail for mail in map(read_kept, page.object_list) if mail is not None]
    return render(request, "public/demo/mail_list.html", {"page": page, "mails": mails})


@require_safe
@never_cache
def mail_page(request: HttpRequest, name: str) -> HttpResponse:
    _only_in_a_demo()
    mail = read_kept(name)
    if mail is None:
        raise Http404
    html = mark_safe(mail.html)  # noqa: S308  (cleaned when it was read)
    return render(request, "public/demo/mail.html", {"mail": mail, "html": html})
