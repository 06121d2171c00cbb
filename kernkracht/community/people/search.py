"""What colleagues can find of colleagues; never of residents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.search.declarations import Entry, SearchKind, Source, Watch, declare_kind, declare_source

from .models import Assignment, RoleLabel, User
from .permission_codes import Permission

PERSON = SearchKind("person", _("Collega’s"), rights=(Permission.READ_OFFICE, Permission.MANAGE_PEOPLE))


def entries(keys: Sequence[int], at: datetime) -> Iterable[Entry]:
    """Accounts that work here, with what their roles are called now."""
    labels = {row.role_id: row.label for row in RoleLabel.objects.order_by("role", "since")}
    posts: dict[int, list[str]] = {}
    for post in Assignment.objects.on(at.date()).filter(user__in=keys).order_by("valid_from", "pk"):
        posts.setdefault(post.user_id or 0, []).append(labels.get(post.role_id, ""))
    for row in User.objects.filter(pk__in=keys, is_staff=True, is_active=True):
        text = " · ".join(dict.fromkeys(filter(None, posts.get(row.pk, []))))
        yield Entry(row.pk, PERSON.code, row.name or row.email, str(row.pk), text=text)


declare_kind(PERSON)
declare_source(
    Source(
        "person",
        "people.User",
        entries,
        (
            Watch("people.User", columns=("name", "email", "is_staff", "is_active")),
            Watch("people.Assignment", "user"),
        ),
    )
)
