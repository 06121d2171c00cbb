"""What can be found of groups: by everybody those that are, by colleagues also those that were proposed or ended."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from kernkracht.community.people.permission_codes import Permission
from kernkracht.foundation.search.declarations import Entry, SearchKind, Source, Watch, declare_kind, declare_source

from .models import Group, GroupState
from .queries import kind_labels

GROUP = SearchKind("group", _("Groepen"))
REGISTERED = SearchKind(
    "grouprecord", _("Groepen in het register"), rights=(Permission.READ_OFFICE, Permission.MANAGE_GROUPS)
)


def entries(keys: Sequence[int], at: datetime) -> Iterable[Entry]:
    """Each active group for everybody; each other one for colleagues. Never a contact: those agreed to less."""
    labels = kind_labels(localdate(at))
    for row in Group.objects.filter(pk__in=keys).select_related("kind").prefetch_related("villages"):
        label = labels[row.kind_id].label if row.kind_id in labels else ""
        yield Entry(
            row.pk,
            GROUP.code if row.state == GroupState.ACTIVE else REGISTERED.code,
            row.name,
            row.slug,
            text=" · ".join(filter(None, (label, row.purpose, row.joining, row.rules, row.works_with))),
            villages=tuple(village.pk for village in row.villages.all()),
            moment=row.changed_at,
        )


declare_kind(GROUP)
declare_kind(REGISTERED)
declare_source(
    Source("group", "groups.Group", entries, (Watch("groups.Group"), Watch("groups.Group.villages.through", "group")))
)
