"""What happened in the own villages, for colleagues (R24): everything public, and what they have the right to see."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from kernkracht.community.people.models import Assignment, Role, User
from kernkracht.foundation.audit.actions import record

from ..digest_text import sections_of
from ..models import OfficeDigest
from ..notices import OfficeNotice, queue_office_digest
from ..queries import office_items, own_villages
from ..sources import lines_of

Choice = OfficeDigest.Choice
WEEKDAY = 4
LOOKS_BACK = timedelta(days=15)
MOST_NAMED = 3


@transaction.atomic(durable=True)
def choose_office_digest(*, user: User, choice: str, at: datetime) -> OfficeDigest:
    """How often a colleague hears of the own villages. Raises `ValueError` for what is no choice."""
    chosen = Choice(choice)
    row, _is_new = OfficeDigest.objects.update_or_create(
        user=user, defaults={"choice": chosen}, create_defaults={"choice": chosen, "told_until": at}
    )
    record("following.office_choice", row, by=user.actor, at=at, data={"choice": chosen.label})
    return row


def choice_of(user: User, at: datetime) -> str:
    """What counts for a colleague: the own choice; without one daily for a coordinator, and never for others."""
    row = OfficeDigest.objects.filter(user=user).first()
    if row is not None:
        return row.choice
    return Choice.DAILY if _coordinators(at).filter(user=user).exists() else Choice.NEVER


def send_office_digests(*, at: datetime) -> int:
    """One mail per colleague in whose villages something happened; how many. Called again at once it mails nobody."""
    wanted = [Choice.DAILY, Choice.WEEKLY] if localdate(at).isoweekday() == WEEKDAY else [Choice.DAILY]
    posts = _coordinators(at).filter(user__office_digest__isnull=True)
    mine = Q(office_digest__choice__in=wanted) | Q(pk__in=posts.values("user"))
    users = User.objects.filter(mine, is_active=True, is_staff=True).select_related("actor").order_by("pk")
    return sum(_tell(user, at) for user in users)


def _coordinators(at: datetime) -> QuerySet[Assignment]:
    """The posts of coordinators that somebody fills on the day."""
    return Assignment.objects.on(localdate(at)).filter(role__code=Role.Code.VILLAGE_COORDINATOR, user__isnull=False)


def _tell(user: User, at: datetime) -> bool:
    """Tell one colleague what is new since the last time, within a transaction of its own."""
    with transaction.atomic(durable=True):
        start = {"choice": Choice.DAILY, "told_until": at - timedelta(days=1)}
        row, _is_new = OfficeDigest.objects.select_for_update().get_or_create(user=user, defaults=start)
        since = max(row.told_until, at - LOOKS_BACK)
        items = list(office_items(user, since, at))
        OfficeDigest.objects.filter(pk=row.pk).update(told_until=at)
        with translation.override(user.language):
            sections, count = sections_of(items, lines_of({(item.source, item.key) for item in items}, at))
            if not count:
                return False
            names = [village.name for village in own_villages(user, at)]
            about = ", ".join(names) if len(names) <= MOST_NAMED else _("uw dorpen")
        link = f"{settings.SITE_URL}/werk/nieuws-uit-mijn-dorpen/"
        queue_office_digest(user, OfficeNotice(user.name, about, count, sections, link), at=at)
    return True
