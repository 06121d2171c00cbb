"""What can be found of volunteering: help that is wanted, and the pages about it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta

from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.rich_text import as_words
from kernkracht.foundation.search.declarations import Entry, SearchKind, Source, Watch, declare_kind, declare_source

from .models import HelpWanted, InfoPage, InfoPageVersion

HELP = SearchKind("help", _("Vrijwilligerswerk"))


def help_entries(keys: Sequence[int], at: datetime) -> Iterable[Entry]:
    """Open requests until the last day on which anybody may answer."""
    rows = HelpWanted.objects.filter(pk__in=keys, state=HelpWanted.State.OPEN)
    for row in rows:
        until = None
        if row.closes_on is not None:
            until = datetime.combine(row.closes_on + timedelta(days=1), time.min, get_current_timezone())
        yield Entry(
            row.pk, HELP.code, row.title, str(row.pk), text=row.text, villages=(row.village_id,), visible_until=until
        )


def page_entries(keys: Sequence[int], at: datetime) -> Iterable[Entry]:
    """The newest version of each page. Who reads the page of the counsellor leaves no trace, so it may be found."""
    for page in InfoPage.objects.filter(pk__in=keys):
        version = InfoPageVersion.objects.filter(page=page).order_by("-number").first()
        if version is not None:
            text = as_words(version.body)
            yield Entry(page.pk, HELP.code, version.title, page.code, text=text, part="page", moment=version.changed_at)


declare_kind(HELP)
declare_source(Source("help", "volunteers.HelpWanted", help_entries))
declare_source(
    Source("volunteerpage", "volunteers.InfoPage", page_entries, (Watch("volunteers.InfoPageVersion", "page"),))
)
