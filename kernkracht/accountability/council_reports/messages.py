"""A short message for the council's journal, out of figures and stories (R268), counted now."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import docx
from django.conf import settings
from django.db.models import Count, Sum
from django.utils.formats import date_format
from django.utils.timezone import localdate, make_aware
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kernkracht.editorial.news.queries import news_of
from kernkracht.editorial.pages.models import Publication
from kernkracht.editorial.stories.queries import village_stories
from kernkracht.foundation.money import format_euro
from kernkracht.grants.applications.models import GrantApplication
from kernkracht.grants.settlements.models import Story
from kernkracht.grants.settlements.queries import public_stories

MOST_STORIES = 5


class UnableToTellCouncil(Exception):
    """The period ends before it begins, or has not ended yet."""


@dataclass(frozen=True)
class CouncilMessage:
    """What there is to tell of a period: sentences, stories (title and address), and what the figures mean."""

    title: str
    sentences: tuple[str, ...]
    stories: tuple[tuple[str, str], ...]
    definition: str


def message_of(since: date, until: date, at: datetime) -> CouncilMessage:
    """The message of a period, both days included, as it stands at `at`. Raises `UnableToTellCouncil`."""
    if until < since:
        raise UnableToTellCouncil(_("De laatste dag ligt voor de eerste. Kies een latere laatste dag."))
    if since > localdate(at):
        raise UnableToTellCouncil(_("Deze tijd moet nog beginnen. Kies een eerdere eerste dag."))
    begins, ends = make_aware(datetime.combine(since, time())), make_aware(datetime.combine(until, time.max))
    days = {"first": date_format(since, "j F Y"), "last": date_format(until, "j F Y")}
    return CouncilMessage(
        title=_("Werken aan de dorpen: %(first)s tot en met %(last)s") % days,
        sentences=(_granted(since, until), *_news(begins, ends, at)),
        stories=_stories(begins, ends, at),
        definition=_(
            "Plannen zijn aanvragen die in deze tijd zijn toegekend en dat nu nog zijn. Het bedrag is dat van de "
            "toekenning, na bezwaar. Stand van %(day)s."
        )
        % {"day": date_format(localdate(at), "j F Y")},
    )


def _granted(since: date, until: date) -> str:
    rows = GrantApplication.objects.public().filter(decided_on__range=(since, until))
    found = rows.aggregate(n=Count("pk"), cents=Sum("granted_cents"), places=Count("village", distinct=True))
    if not found["n"]:
        return _("In deze tijd kreeg geen plan geld.")
    plans = ngettext("%(n)d plan kreeg geld", "%(n)d plannen kregen geld", found["n"]) % {"n": found["n"]}
    places = ngettext("in %(n)d dorp", "in %(n)d dorpen", found["places"]) % {"n": found["places"]}
    return _("%(plans)s, %(places)s, samen %(amount)s.") % {
        "plans": plans,
        "places": places,
        "amount": format_euro(found["cents"] or 0),
    }


def _news(begins: datetime, ends: datetime, at: datetime) -> list[str]:
    count = news_of(None, at).filter(live_from__range=(begins, ends)).count()
    if not count:
        return []
    said = ngettext("Wij plaatsten %(n)d nieuwsbericht.", "Wij plaatsten %(n)d nieuwsberichten.", count)
    return [said % {"n": count}]


def _stories(begins: datetime, ends: datetime, at: datetime) -> tuple[tuple[str, str], ...]:
    plans = public_stories().filter(published_at__range=(begins, ends))
    found = [(story.published_at, _of_village(story), story.slug) for story in plans]
    for row in village_stories(at).filter(live_from__range=(begins, ends)):
        found.append((row.live_from, _with_places(row), row.page.slug))
    newest = sorted(found, key=lambda story: story[0] or begins, reverse=True)[:MOST_STORIES]
    return tuple((title, f"{settings.SITE_URL.rstrip('/')}/verhalen/{slug}/") for _at, title, slug in newest)


def _of_village(story: Story) -> str:
    village = story.application.village
    return f"{story.title} ({village.name})" if village else story.title


def _with_places(row: Publication) -> str:
    places = ", ".join(village.name for village in row.page.village_story.villages.all())
    return f"{row.version.title} ({places})" if places else row.version.title


def as_text(message: CouncilMessage) -> str:
    """The message to paste in a mail or journal."""
    lines = [message.title, "", " ".join(message.sentences)]
    if message.stories:
        lines += ["", _("Verhalen uit de dorpen:"), *(f"- {title}: {address}" for title, address in message.stories)]
    return "\n".join([*lines, "", message.definition, ""])


def as_docx(message: CouncilMessage) -> bytes:
    """The same as a Word document, for who edits the journal."""
    document = docx.Document()
    document.core_properties.title, document.core_properties.author = message.title, ""
    document.add_heading(message.title, level=1)
    document.add_paragraph(" ".join(message.sentences))
    if message.stories:
        document.add_heading(_("Verhalen uit de dorpen"), level=2)
        for title, address in message.stories:
            document.add_paragraph(f"{title}: {address}", style="List Bullet")
    document.add_paragraph(message.definition)
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def last_quarter(on: date) -> tuple[date, date]:
    """The first and last day of the quarter before the one of `on`."""
    first = date(on.year, 3 * ((on.month - 1) // 3) + 1, 1)
    last = first - timedelta(days=1)
    return date(last.year, last.month - 2, 1), last
