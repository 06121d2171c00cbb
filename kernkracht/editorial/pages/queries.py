"""What readers see at a moment, and what editors need to know of a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from uuid import UUID

from django.db.models import Count, OuterRef, Prefetch, QuerySet, Subquery

from kernkracht.foundation.documents.models import StoredDocument
from kernkracht.foundation.rich_text import as_words
from kernkracht.foundation.search.declarations import Entry

from .models import Audience, Film, Page, PageKind, PageVersion, Picture, Publication
from .standard_texts import standard_text, standard_texts


def live_pages(at: datetime, *kinds: str, audience: str = Audience.PUBLIC) -> QuerySet[Publication]:
    """What counts now, newest first: each with its `page` and `version`. Colleagues also see what everybody sees."""
    rows = Publication.objects.live(at).filter(page__kind__in=kinds)
    if audience == Audience.PUBLIC:
        rows = rows.filter(page__audience=Audience.PUBLIC)
    return rows.select_related("page", "version__picture").order_by("-live_from", "-pk")


def live_page(
    slug: str, at: datetime, *kinds: str, audience: str = Audience.PUBLIC, language: str = "nl"
) -> Publication | None:
    """The text at an address, in Dutch where it is not there in `language`; None when there is none for this reader."""
    rows = live_pages(at, *kinds, audience=audience).filter(page__slug=slug, page__language__in={language, "nl"})
    return min(rows, key=lambda row: row.page.language != language, default=None)


@dataclass(frozen=True)
class SiteText:
    """A page that the site always has, as edited or as the software brings it."""

    title: str
    summary: str
    body: str
    language: str
    changed_at: datetime | None


def site_text(slug: str, at: datetime, language: str) -> SiteText | None:
    """What stands at `/over/`, `/privacy/` or `/toegankelijkheid/`. None when it was taken off the website."""
    found = live_page(slug, at, PageKind.SITE, language=language)
    if found is not None:
        version = found.version
        return SiteText(version.title, version.summary, version.body, found.page.language, found.live_from)
    standard = standard_text(slug, language)
    if standard is None or Page.objects.filter(slug=slug, kind=PageKind.SITE).exists():
        return None
    return SiteText(standard.title, standard.summary, standard.body, standard.language, None)


def picture_for(key: UUID, at: datetime, *, colleague: bool) -> StoredDocument | None:
    """A picture for a reader: in a text that is public now; a colleague may see every one."""
    pictures = Picture.objects.filter(key=key).select_related("document")
    if not colleague:
        public = live_pages(at, *PageKind.values).values("version")
        pictures = pictures.filter(shown_in__in=public).distinct()
    found = pictures.first()
    return found.document if found else None


def film_for(key: UUID, at: datetime, *, colleague: bool) -> Film | None:
    """A film for a reader, with its document: in a text that is public now; a colleague may see every one."""
    films = Film.objects.filter(key=key).select_related("document")
    if not colleague:
        public = live_pages(at, *PageKind.values).values("version")
        films = films.filter(played_in__in=public).distinct()
    return films.first()


def films_by_key(keys: Iterable[UUID]) -> dict[UUID, Film]:
    """The films of a text, in one question; what does not exist is not in it."""
    wanted = list(keys)
    return {film.key: film for film in Film.objects.filter(key__in=wanted)} if wanted else {}


def films_with_use() -> QuerySet[Film]:
    """Every film, newest first, with `texts`: in how many texts it is or was."""
    return (
        Film.objects.select_related("document")
        .annotate(texts=Count("played_in__page", distinct=True))
        .order_by("-made_at", "-pk")
    )


def text_entries(keys: Sequence[int], at: datetime, kind: str, kinds: Sequence[str]) -> Iterator[Entry]:
    """What can be found of texts of these kinds: each version for as long as readers see it, now or later.

    A text for colleagues becomes an entry of the kind `internal`, unless `kind` is that already.
    """
    found = Publication.objects.filter(page__in=keys, page__kind__in=kinds, is_called_off=False)
    begins: dict[int, datetime] = {}
    for row in found.select_related("page", "version").order_by("page", "-live_from", "-pk"):
        next_begins = begins.get(row.page_id)
        begins[row.page_id] = row.live_from
        ends = [end for end in (row.live_until, next_begins) if end is not None]
        until = min(ends) if ends else None
        if until is not None and until <= row.live_from:
            continue
        is_public = row.page.audience == Audience.PUBLIC
        yield Entry(
            row.page_id,
            kind if is_public else "internal",
            row.version.title,
            f"{row.page.kind}/{row.page.slug}",
            text=f"{row.version.summary} {as_words(row.version.body)}".strip(),
            part=str(row.pk),
            moment=row.live_from,
            visible_from=row.live_from,
            visible_until=until,
            language=row.page.language,
        )


@dataclass(frozen=True)
class Standing:
    """Where a text is in its life, for who edits it."""

    newest: PageVersion
    live: Publication | None
    planned: Publication | None
    ended: Publication | None
    is_waiting: bool

    @property
    def has_newer_draft(self) -> bool:
        """Something was written since what readers see or will see."""
        shown = self.planned or self.live
        return shown is not None and shown.version_id != self.newest.pk


def newest_title() -> Subquery:
    """The title of a page's newest version, to annotate pages with."""
    return Subquery(PageVersion.objects.filter(page=OuterRef("pk")).order_by("-number").values("title")[:1])


def with_life(pages: QuerySet[Page]) -> QuerySet[Page]:
    """The rows with what `standing` reads, in three queries however many there are."""
    publications = Publication.objects.filter(is_called_off=False).select_related("version")
    return pages.prefetch_related(
        Prefetch("versions", PageVersion.objects.order_by("-number")),
        Prefetch("publications", publications.order_by("-live_from", "-pk")),
    )


def standing(page: Page, at: datetime) -> Standing:
    """The same answer as `Publication.objects.live`, for one row of `with_life`."""
    valid = [row for row in page.publications.all() if not row.is_called_off]
    begun = next((row for row in valid if row.live_from <= at), None)
    is_over = begun is not None and begun.live_until is not None and begun.live_until <= at
    return Standing(
        newest=max(page.versions.all(), key=lambda version: version.number),
        live=None if is_over else begun,
        planned=next((row for row in valid if row.live_from > at), None),
        ended=begun if is_over else None,
        is_waiting=page.handed_over_number is not None,
    )


def waiting_pages() -> QuerySet[Page]:
    """Texts that wait for somebody who may publish."""
    return Page.objects.waiting()


def missing_standard_texts() -> int:
    """How many texts that the software brings are not there to edit yet."""
    taken = set(Page.objects.order_by().values_list("slug", "language"))
    return sum((text.slug, text.language) not in taken for text in standard_texts())


@dataclass(frozen=True)
class Change:
    """A paragraph that stayed (“”), came (“+”) or went (“-”)."""

    sign: str
    text: str


def differences(old: PageVersion, new: PageVersion) -> list[Change]:
    """Two versions side by side, paragraph by paragraph; title and summary count as paragraphs."""
    before, after = _paragraphs(old), _paragraphs(new)
    found: list[Change] = []
    for verb, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if verb == "equal":
            found += [Change("", text) for text in before[i:j]]
        else:
            found += [Change("-", text) for text in before[i:j]] + [Change("+", text) for text in after[k:m]]
    return found


def _paragraphs(version: PageVersion) -> list[str]:
    parts: Iterable[str] = (version.title, version.summary, *version.body.split("\n"))
    picture = version.picture.alt_text if version.picture else ""
    return [part.strip() for part in (*parts, picture) if part.strip()]
