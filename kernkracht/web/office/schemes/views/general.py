"""Everything of a draft that is not a rule: dates, legal basis, texts, own kinds of cost, sources."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from kernkracht.grants.schemes.faults import Path
from kernkracht.grants.schemes.interchange.layout import (
    NotSaidEntry,
    SchemeEntry,
    SourceEntry,
    TextsEntry,
    VersionEntry,
)
from kernkracht.grants.schemes.models import SchemeVersion
from kernkracht.grants.schemes.parameters import ListOf, MapOf, Record, RecordOf, Text, param, write_record
from kernkracht.grants.schemes.queries import scheme_values_of

from ..access import draft_page
from ..editing import READ, Mark, Values, keep_form, typed
from ..generated import GeneratedForm, Surroundings


@dataclass(frozen=True, kw_only=True)
class GeneralEntry(Record):
    """The scheme and this version of it."""

    scheme: SchemeEntry = param(RecordOf(SchemeEntry), gettext_lazy("de regeling"), required=True)
    version: VersionEntry = param(RecordOf(VersionEntry), gettext_lazy("deze versie"), required=True)


@dataclass(frozen=True, kw_only=True)
class CostsEntry(Record):
    """Own kinds of cost."""

    cost_kinds: Mapping[str, str] | None = param(
        MapOf(Text(100)), gettext_lazy("eigen soorten kosten; naast de soorten die er al zijn")
    )


@dataclass(frozen=True, kw_only=True)
class SourcesEntry(Record):
    """Where the rules come from, and what they cannot say."""

    sources: tuple[SourceEntry, ...] = param(ListOf(RecordOf(SourceEntry)), gettext_lazy("bronnen"), default=())
    not_said: tuple[NotSaidEntry, ...] = param(
        ListOf(RecordOf(NotSaidEntry)), gettext_lazy("wat de regels niet kunnen zeggen"), default=()
    )


@dataclass(frozen=True)
class PagePart:
    """One page of the draft: the record it asks, and where its answers go in the file."""

    title: object
    record: type[Record]
    at: Path
    now: Callable[[Values], Mapping[str, Any]]
    change: Callable[[Values, dict[str, Any]], None]
    skipped: frozenset[str] = frozenset()


def _put(values: Values, names: tuple[str, ...], said: Mapping[str, Any]) -> None:
    for name in names:
        values.pop(name, None)
        if said.get(name):
            values[name] = said[name]


def _put_general(values: Values, said: dict[str, Any]) -> None:
    values["scheme"], values["version"] = said["scheme"], said["version"]


def _put_texts(values: Values, said: dict[str, Any]) -> None:
    _put(values["version"], ("texts",), {"texts": said})


PARTS: Mapping[str, PagePart] = {
    "algemeen": PagePart(
        gettext_lazy("Naam, geldigheid en grondslag"),
        GeneralEntry,
        (),
        lambda values: {name: values[name] for name in ("scheme", "version")},
        _put_general,
        frozenset({"slug", "municipality", "texts"}),
    ),
    "teksten": PagePart(
        gettext_lazy("Teksten"),
        TextsEntry,
        ("version", "texts"),
        lambda values: values["version"].get("texts", {}),
        _put_texts,
    ),
    "kosten": PagePart(
        gettext_lazy("Eigen soorten kosten"),
        CostsEntry,
        (),
        lambda values: {"cost_kinds": values.get("cost_kinds", {})},
        lambda values, said: _put(values, ("cost_kinds",), said),
    ),
    "bronnen": PagePart(
        gettext_lazy("Bronnen"),
        SourcesEntry,
        (),
        lambda values: {name: values.get(name, []) for name in ("sources", "not_said")},
        lambda values, said: _put(values, ("sources", "not_said"), said),
    ),
}


@require_http_methods(["GET", "HEAD", "POST"])
@draft_page
def part_page(request: HttpRequest, version: SchemeVersion, part: str) -> HttpResponse:
    """One part of the draft in one form."""
    page = PARTS.get(part)
    if page is None:
        raise Http404
    values = scheme_values_of(version)
    form = GeneratedForm(
        page.record,
        page.now(values),
        data=typed(request),
        around=Surroundings(skipped=page.skipped, labels=_labels() if part == "bronnen" else {}),
        more={READ: Mark(values)},
    )
    answer = keep_form(
        request,
        version,
        form,
        values=values,
        change=lambda whole: page.change(whole, write_record(form.record)),
        at=page.at,
        done=_("Uw wijziging is bewaard."),
        to=("office_scheme", version.pk),
    )
    context = {"version": version, "form": form, "title": page.title}
    return answer or render(request, "office/schemes/part.html", context, status=422 if form.errors else 200)


def _labels() -> dict[str, str]:
    return {
        "url": _("Adres"),
        "what": _("Wat is het?"),
        "fact": _("Welk gegeven?"),
        "text": _("Wat zegt de bron?"),
        "reason": _("Waarom kan de regel dit niet zeggen?"),
    }
