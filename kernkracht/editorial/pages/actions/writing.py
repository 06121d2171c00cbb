"""Drafts and their versions. Nothing here changes what readers see."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.core.files.base import File
from django.db import transaction
from django.db.models import QuerySet
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.rich_text import FilmLine, as_words, film_lines, pictures_in, undescribed_pictures

from ..models import Film, Page, PageVersion, Picture
from ..permissions import audience_of
from ._guard import UnableToWrite, may_publish, require_writer
from .pictures import keep_picture

LONGEST_TITLE, LONGEST_SUMMARY, LONGEST_BODY = 150, 300, 20_000
SLUG_LENGTH = 70


class UnableToSave(UnableToWrite):
    """Something is missing, or somebody else saved in between. What was typed is still with the caller."""


class WrittenOutsideTransaction(RuntimeError):
    """A text and what its room adds to it succeed or vanish together; without a transaction they cannot."""


@dataclass(frozen=True)
class NewPicture:
    """A picture that comes with a text: kept when the text is, and not otherwise."""

    file: File[bytes]
    name: str
    alt_text: str


@dataclass(frozen=True)
class PageFacts:
    """A text: `body` in the notation of `foundation.rich_text`; `picture` stands above it, or `upload` comes there."""

    title: str
    body: str
    summary: str = ""
    picture: Picture | None = None
    upload: NewPicture | None = None


def start_page(
    *,
    kind: str,
    facts: PageFacts,
    by: Actor,
    at: datetime,
    audience: str = "public",
    slug: str = "",
    language: str = "nl",
) -> Page:
    """Begin a text of its own, as a draft. Raises `UnableToSave` and `NotAllowedToWrite`."""
    with transaction.atomic(durable=True):
        require_writer(by, at)
        return begin_page(kind=kind, facts=facts, by=by, at=at, audience=audience, slug=slug, language=language)


def save_draft(*, page: Page, facts: PageFacts, seen: int | None, by: Actor, at: datetime) -> PageVersion:
    """Save a next version; `seen` is the number that the writer began from (None: does not matter).

    Readers go on seeing what was published. Raises `UnableToSave` and `NotAllowedToWrite`.
    """
    with transaction.atomic(durable=True):
        require_writer(by, at)
        return add_version(page=page, facts=facts, seen=seen, by=by, at=at)


def restore_version(*, version: PageVersion, by: Actor, at: datetime) -> PageVersion:
    """Put an earlier text back as the newest draft; publishing it stays a choice of its own."""
    with transaction.atomic(durable=True):
        require_writer(by, at)
        page = _locked(version.page)
        facts = PageFacts(version.title, version.body, version.summary, version.picture)
        made = _version(page, facts, by, at, restored_from=version.number)
        told = {"title": made.title, "old": version.number, "number": made.number}
        record("page.restored", page, by=by, at=at, data=told)
        return made


def begin_page(
    *,
    kind: str,
    facts: PageFacts,
    by: Actor,
    at: datetime,
    audience: str = "public",
    slug: str = "",
    language: str = "nl",
) -> Page:
    """The same inside the act of a room that adds facts, which checked who asks. Raises `UnableToSave`."""
    _inside_transaction()
    facts = _with_upload(_checked(facts), by, at)
    page = Page.objects.create(
        slug=_free_slug(slug or facts.title, language, is_own=bool(slug)),
        language=language,
        kind=kind,
        audience=audience_of(kind, audience),
        created_by=by,
        created_at=at,
    )
    _version(page, facts, by, at)
    record("page.started", page, by=by, at=at, data={"title": facts.title})
    return page


def add_version(
    *, page: Page, facts: PageFacts, seen: int | None, by: Actor, at: datetime, audience: str = ""
) -> PageVersion:
    """The same for a next version. A text equal to the newest makes none, and gives the newest.

    With `audience` it is from now on for those readers, also what they see already.
    """
    _inside_transaction()
    facts = _checked(facts)
    row = _locked(page)
    newest = row.versions.first()
    if newest is not None and seen is not None and newest.number != seen:
        raise UnableToSave(
            _("Iemand anders bewaarde intussen versie %(number)d. Open de tekst nog een keer en zet uw wijziging erin.")
            % {"number": newest.number}
        )
    _change_audience(row, audience, by, at)
    facts = _with_upload(facts, by, at)
    if newest is not None and facts == PageFacts(newest.title, newest.body, newest.summary, newest.picture):
        return newest
    made = _version(row, facts, by, at)
    record("page.saved", row, by=by, at=at, data={"title": made.title, "number": made.number})
    return made


def _version(page: Page, facts: PageFacts, by: Actor, at: datetime, restored_from: int | None = None) -> PageVersion:
    newest = page.versions.first()
    made = PageVersion.objects.create(
        page=page,
        number=newest.number + 1 if newest else 1,
        title=facts.title,
        summary=facts.summary,
        body=facts.body,
        picture=facts.picture,
        author=by,
        made_at=at,
        restored_from=restored_from,
    )
    shown = list(Picture.objects.filter(key__in=pictures_in(facts.body)).order_by("pk"))
    made.shows.set({*shown, *([facts.picture] if facts.picture else [])})
    made.plays.set(_known_films(film_lines(facts.body)))
    return made


def _change_audience(row: Page, audience: str, by: Actor, at: datetime) -> None:
    """What is or will be read gets other readers only by who may publish."""
    wanted = audience_of(row.kind, audience) if audience else row.audience
    if wanted == row.audience:
        return
    shown = row.publications.filter(is_called_off=False).exclude(live_until__lte=at)
    if shown.exists() and not may_publish(by, at):
        raise UnableToSave(_("Deze tekst staat op de website. Wie mag publiceren, kiest voor wie hij is."), "audience")
    row.audience = wanted
    row.save(update_fields=["audience"])


def _with_upload(facts: PageFacts, by: Actor, at: datetime) -> PageFacts:
    if facts.upload is None:
        return facts
    sent = facts.upload
    picture = keep_picture(file=sent.file, name=sent.name, alt_text=sent.alt_text, by=by, at=at)
    return replace(facts, picture=picture, upload=None)


def _checked(facts: PageFacts) -> PageFacts:
    """The text without blank edges, or `UnableToSave` with what is missing and where."""
    title, summary = " ".join(facts.title.split()), " ".join(facts.summary.split())
    body = facts.body.replace("\r\n", "\n").replace("\x00", "").strip()
    if not title or not as_words(title):
        raise UnableToSave(_("Vul een titel in."), "title")
    if not as_words(body) and not pictures_in(body) and not film_lines(body):
        raise UnableToSave(_("Schrijf een tekst die mensen kunnen lezen."), "body")
    if len(title) > LONGEST_TITLE or len(summary) > LONGEST_SUMMARY or len(body) > LONGEST_BODY:
        raise UnableToSave(_("De tekst is te lang. Maak hem korter of maak er twee teksten van."), "body")
    if nameless := undescribed_pictures(body):
        raise UnableToSave(
            ngettext(
                "Bij %(n)d beeld in de tekst staat niet wat er te zien is. Zet dat tussen de haken: "
                "![wat er te zien is].",
                "Bij %(n)d beelden in de tekst staat niet wat er te zien is. Zet dat tussen de haken: "
                "![wat er te zien is].",
                nameless,
            )
            % {"n": nameless},
            "body",
        )
    _check_films(body)
    return replace(facts, title=title, summary=summary, body=body)


def _known_films(lines: Iterable[FilmLine]) -> QuerySet[Film]:
    return Film.objects.filter(key__in={found.key for found in lines if found.key}).order_by("pk")


def _check_films(body: str) -> None:
    """Each film exists and stands on a line of its own; `UnableToSave` says on which line it does not."""
    lines = film_lines(body)
    known = set(_known_films(lines).values_list("key", flat=True)) if lines else set()
    for found in lines:
        if found.key not in known:
            raise UnableToSave(
                _("Regel %(line)d van de tekst: deze film kennen wij niet. Kies een film uit de lijst met films.")
                % {"line": found.line},
                "body",
            )
        if not found.stands_alone:
            raise UnableToSave(
                _("Regel %(line)d van de tekst: zet de film op een eigen regel, met een lege regel erboven en eronder.")
                % {"line": found.line},
                "body",
            )


def _free_slug(wanted: str, language: str, *, is_own: bool) -> str:
    """An address out of the title; one that was chosen is refused when it is taken."""
    slug = slugify(wanted)[:SLUG_LENGTH].strip("-") or "tekst"
    taken = set(Page.objects.filter(language=language, slug__startswith=slug).values_list("slug", flat=True))
    if slug in taken and is_own:
        raise UnableToSave(_("Er is al een tekst met dit adres. Kies een ander adres."), "slug")
    if slug not in taken:
        return slug
    return next(name for name in (f"{slug}-{n}" for n in range(2, len(taken) + 3)) if name not in taken)


def _locked(page: Page) -> Page:
    return Page.objects.select_for_update().get(pk=page.pk)


def _inside_transaction() -> None:
    if not transaction.get_connection().in_atomic_block:
        raise WrittenOutsideTransaction
