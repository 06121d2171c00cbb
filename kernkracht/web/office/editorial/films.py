"""Films of our own: added with their captions, chosen in texts, mended and, when no text shows them, removed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from kernkracht.editorial.pages import actions
from kernkracht.editorial.pages.actions import FilmFacts
from kernkracht.editorial.pages.models import Film, Page
from kernkracht.editorial.pages.queries import films_with_use, newest_title
from kernkracht.foundation.design_system.fields import LongTextField
from kernkracht.foundation.design_system.widgets import UploadInput
from kernkracht.foundation.documents.actions import MAX_FILM_MEGABYTES
from kernkracht.foundation.rich_text import ShownFilm, film_html
from kernkracht.web.office.acting import act_page
from kernkracht.web.office.facts import FactsForm
from kernkracht.web.office.partners.forms import SureForm

from .shared import ACT, REFUSED, act_of, by, posted, sent_files, tabs, writes
from .writing import without_marks

PAGE_SIZE = 20
MOST_CHOICES = 200
"""Films offered in the editor, newest first; older ones are put in a text by their line."""


class FilmForm(FactsForm):
    """What is told beside a film; with a film that is there, captions stay when none are sent."""

    names_people = True
    film = forms.FileField(label=gettext_lazy("Film"), widget=UploadInput(accept=".mp4,.m4v,.webm"))
    title = forms.CharField(
        label=gettext_lazy("Titel"), max_length=150, help_text=gettext_lazy("Die staat onder de film.")
    )
    captions = forms.FileField(
        label=gettext_lazy("Ondertitels"),
        widget=UploadInput(accept=".vtt,.srt"),
        help_text=gettext_lazy(
            "Een bestand in WebVTT (.vtt); SubRip (.srt) zetten wij om. Schrijf ook op wat er te horen is: [applaus]."
        ),
    )
    language = forms.ChoiceField(label=gettext_lazy("Taal van de ondertitels"), choices=Film.Language.choices)
    transcript = LongTextField(
        label=gettext_lazy("Tekst van de film"),
        required=False,
        max_characters=50_000,
        rows=10,
        help_text=gettext_lazy("Wat er gezegd wordt en wat er te zien is. Voor wie de film niet kan of wil bekijken."),
    )

    def __init__(self, *args: Any, row: Film | None = None, **kwargs: Any) -> None:
        if row is not None:
            own = {name: getattr(row, name) for name in ("title", "language", "transcript")}
            kwargs["initial"] = own | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        if row is not None:
            del self.fields["film"]
            self.fields["captions"].required = False
            self.fields["captions"].label = _("Nieuwe ondertitels")
        else:
            self.fields["film"].help_text = _(
                "MP4 (H.264) of WebM, tot %(most)d MB. Laat alleen mensen zien die dat goedvinden."
            ) % {"most": MAX_FILM_MEGABYTES}

    def film_facts(self) -> FilmFacts:
        data = self.cleaned_data
        return FilmFacts(data["title"], data["captions"] or None, data["language"], data["transcript"])


@require_safe
@writes
def film_list(request: HttpRequest) -> HttpResponse:
    """`/werk/redactie/films/`: every film, and in how many texts it is."""
    words = request.GET.get("zoek", "").replace("\x00", "")[:80].strip()
    rows = films_with_use().filter(title__icontains=words) if words else films_with_use()
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("pagina"))
    context = tabs(request, "office_films") | {"page": page, "words": words}
    return render(request, "office/editorial/films.html", context)


@require_safe
@writes
def film_choices(request: HttpRequest) -> JsonResponse:
    """What the editor's own button offers."""
    rows = Film.objects.order_by("-made_at", "-pk")[:MOST_CHOICES]
    films = [{"src": reverse("film", args=[film.key]), "alt": film.title} for film in rows]
    return JsonResponse({"films": films})


@require_safe
@writes
def film_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The film as readers see it, the line that puts it in a text, and the texts that show it."""
    film = get_object_or_404(Film.objects.select_related("document"), pk=pk)
    shown = ShownFilm(film.title, film.language, film.get_language_display(), film.transcript)
    texts = Page.objects.filter(versions__plays=film).annotate(title=newest_title()).distinct().order_by("-pk")
    context = tabs(request, "office_films") | {
        "film": film,
        "html": mark_safe(film_html(str(film.key), shown)),  # noqa: S308  (film_html escapes every word)
        "line": line_of(film),
        "texts": list(texts),
    }
    return render(request, "office/editorial/film.html", context)


def line_of(film: Film) -> str:
    """A film in the notation of texts."""
    return f"![{without_marks(film.title)}]({reverse('film', args=[film.key])})"


@ACT
@writes
def film_add(request: HttpRequest) -> HttpResponse:
    form = FilmForm(posted(request), sent_files(request))
    act = act_of(
        _("Nieuwe film"),
        _("Voeg de film toe"),
        _("De film is bewaard. Zet hem nu in een tekst; lezers zien hem pas als die tekst gepubliceerd is."),
        reverse("office_films"),
        explain=_("Een film heeft altijd ondertitels. Grote films hebben een paar minuten nodig om aan te komen."),
    )
    made: list[Film] = []

    def do(data: dict[str, Any]) -> None:
        sent = data["film"]
        made.append(actions.add_film(file=sent, name=sent.name, facts=form.film_facts(), **by(request)))

    answer = act_page(request, form, act, do, REFUSED)
    return redirect("office_film", pk=made[0].pk) if made else answer


@ACT
@writes
def film_change(request: HttpRequest, pk: int) -> HttpResponse:
    film = get_object_or_404(Film, pk=pk)
    form = FilmForm(posted(request), sent_files(request), row=film)
    act = act_of(
        film.title,
        _("Bewaar de film"),
        _("Titel, ondertitels en tekst zijn bewaard. Lezers zien ze meteen."),
        reverse("office_film", args=[pk]),
        explain=_("Kiest u geen bestand? Dan blijven de ondertitels die er zijn."),
    )
    return act_page(
        request,
        form,
        act,
        lambda _data: actions.change_film(film=film, facts=form.film_facts(), **by(request)),
        REFUSED,
    )


@ACT
@writes
def film_remove(request: HttpRequest, pk: int) -> HttpResponse:
    film = get_object_or_404(Film, pk=pk)
    act = act_of(
        film.title,
        _("Verwijder de film"),
        _("De film is verwijderd."),
        reverse("office_films"),
        explain=_("De film en zijn ondertitels zijn daarna weg. Dit kunt u niet terugdraaien."),
        is_danger=True,
    )
    return act_page(
        request, SureForm(posted(request)), act, lambda _data: actions.remove_film(film=film, **by(request)), REFUSED
    )
