"""What can be found of schemes: the published rules that hold now, or that come."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from kernkracht.foundation.search.declarations import (
    ALWAYS,
    Entry,
    SearchKind,
    Source,
    Watch,
    declare_kind,
    declare_source,
)

from .models import Scheme, SchemeVersion
from .queries import version_among

SCHEME = SearchKind("scheme", _("Geld voor plannen"))


def entries(keys: Sequence[int], at: datetime) -> Iterable[Entry]:
    """Each scheme with a published version: the one in force, or else the newest. Never a draft."""
    for scheme in Scheme.objects.filter(pk__in=keys):
        published = SchemeVersion.objects.filter(scheme=scheme, state=SchemeVersion.State.PUBLISHED)
        versions = list(published.order_by("-valid_from", "-pk"))
        if not versions:
            continue
        shown = version_among(versions, localdate(at)) or versions[0]
        text = f"{shown.summary} {shown.purpose}"
        moment = shown.published_at or ALWAYS
        yield Entry(scheme.pk, SCHEME.code, scheme.name, scheme.slug, text=text, moment=moment)


declare_kind(SCHEME)
declare_source(Source("scheme", "schemes.Scheme", entries, (Watch("schemes.SchemeVersion", "scheme"),)))
