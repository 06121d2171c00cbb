"""News that a group offers for the site (R253): written by who speaks for it, published by the office after a look."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from kernkracht.editorial.news.actions import is_out, offer_news
from kernkracht.editorial.news.models import NewsPost
from kernkracht.editorial.news.queries import posts_of
from kernkracht.editorial.pages.actions import NewPicture, PageFacts, UnableToWrite
from kernkracht.editorial.pages.queries import standing
from kernkracht.foundation.design_system.fields import LongTextField, PlainLanguage
from kernkracht.foundation.design_system.widgets import UploadInput

from ..access import now
from .views import ANSWERS, _own_group, _user


class GroupNewsForm(PlainLanguage, forms.Form):
    title = forms.CharField(label=gettext_lazy("Titel"), max_length=150)
    summary = LongTextField(
        label=gettext_lazy("Waar gaat het over, in één of twee zinnen?"), required=False, max_characters=300, rows=2
    )
    body = LongTextField(
        label=gettext_lazy("Tekst"),
        max_characters=5000,
        rows=12,
        help_text=gettext_lazy(
            "Noem alleen mensen die dat goedvinden. Laat een regel leeg voor een nieuwe alinea. Link: "
            "[tekst](https://adres)."
        ),
    )
    picture_file = forms.FileField(
        label=gettext_lazy("Foto"),
        required=False,
        widget=UploadInput(accept=".jpg,.jpeg,.png"),
        help_text=gettext_lazy("JPG of PNG, tot 10 MB. Laat alleen mensen zien die dat goedvinden."),
    )
    picture_alt = forms.CharField(
        label=gettext_lazy("Wat is er op de foto te zien?"),
        required=False,
        max_length=250,
        help_text=gettext_lazy("Voor mensen die de foto niet zien."),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("picture_file") and not data.get("picture_alt"):
            self.add_error("picture_alt", _("Beschrijf wat er te zien is. Mensen die de foto niet zien, horen dat."))
        return data


@never_cache
@login_required
@require_GET
def news(request: HttpRequest, slug: str) -> HttpResponse:
    """What the group offered, and where each post stands."""
    found, at = _own_group(request, slug), now()
    rows = [{"post": post, "standing": standing(post.page, at), "is_out": is_out(post)} for post in posts_of(found)]
    return render(request, "resident/groups/news.html", {"group": found, "rows": rows})


@never_cache
@login_required
@ANSWERS
def offer(request: HttpRequest, slug: str, pk: int | None = None) -> HttpResponse:
    """Write a post, or change one that is not published."""
    found = _own_group(request, slug)
    post = get_object_or_404(NewsPost.objects.select_related("page"), pk=pk, group=found) if pk else None
    if post is not None and is_out(post):
        raise Http404
    form = GroupNewsForm(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
        initial=_typed(post),
    )
    back = reverse("resident:my_group_news", args=[found.slug])
    if request.method == "POST" and form.is_valid():
        try:
            offer_news(group=found, text=_facts(form, post), post=post, by=_user(request).actor, at=now())
        except UnableToWrite as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, _("Wij hebben uw bericht. U krijgt een mail als het geplaatst is."))
            return redirect(back)
    context = {
        "form": form,
        "title": _("Nieuws van %(name)s") % {"name": found.name},
        "button": _("Stuur het bericht"),
        "back": back,
        "section": found.name,
        "explain": _("Wij lezen uw bericht eerst. Daarna staat het bij het nieuws van uw dorp."),
    }
    return render(request, "resident/groups/form.html", context, status=422 if form.errors else 200)


def _typed(post: NewsPost | None) -> dict[str, Any]:
    if post is None:
        return {}
    newest = post.page.versions.order_by("-number")[0]
    return {name: getattr(newest, name) for name in ("title", "summary", "body")}


def _facts(form: GroupNewsForm, post: NewsPost | None) -> PageFacts:
    """A new photo takes the place of the one that was sent before."""
    data = form.cleaned_data
    sent = data["picture_file"]
    kept = post.page.versions.order_by("-number")[0].picture if post else None
    upload = NewPicture(sent, sent.name, data["picture_alt"]) if sent else None
    return PageFacts(data["title"], data["body"], data["summary"], kept, upload)
