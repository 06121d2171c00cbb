"""Changing a draft: read its spelling, change one part, keep the whole or say at which answer it is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from kernkracht.community.villages.models import Village
from kernkracht.grants.schemes.actions import DraftChanged, UnableToSaveDraft, change_draft
from kernkracht.grants.schemes.cost_kinds import COST_KINDS
from kernkracht.grants.schemes.faults import Fault, Path, path_text
from kernkracht.grants.schemes.interchange import UnacceptableSchemeFile
from kernkracht.grants.schemes.interchange.files import load_scheme_values
from kernkracht.grants.schemes.kinds import KINDS
from kernkracht.grants.schemes.kinds.base import sentence_case
from kernkracht.grants.schemes.models import SchemeVersion
from kernkracht.grants.schemes.queries import fingerprint, fingerprint_of
from kernkracht.web.office.access import officer

from .generated import GeneratedForm, Surroundings

READ = "gelezen"
Values = dict[str, Any]


class Mark(forms.CharField):
    """The draft as it was when the page was opened."""

    def __init__(self, values: Values) -> None:
        super().__init__(widget=forms.HiddenInput, initial=fingerprint(values), max_length=64, required=False)


def typed(request: HttpRequest) -> QueryDict | None:
    """What was sent, in a form that the page may complete."""
    return request.POST.copy() if request.method == "POST" else None


def is_live(request: HttpRequest) -> bool:
    """Whether only the part that grows along while typing is asked."""
    return request.headers.get("HX-Request") == "true"


@dataclass(frozen=True)
class Kept:
    """What came of keeping a draft."""

    ok: bool
    message: str = ""
    faults: tuple[Fault, ...] = ()
    was_changed: bool = False


def keep(request: HttpRequest, version: SchemeVersion, values: Values, mark: str) -> Kept:
    """Keep `values` as what the draft says."""
    try:
        file = load_scheme_values(values, try_cases=False)
        change_draft(version=version, file=file, fingerprint=mark, by=officer(request).actor, at=timezone.now())
    except UnacceptableSchemeFile as refusal:
        return Kept(False, "", tuple(refusal.faults))
    except DraftChanged as refusal:
        return Kept(False, str(refusal), was_changed=True)
    except UnableToSaveDraft as refusal:
        return Kept(False, "" if refusal.faults else str(refusal), tuple(refusal.faults))
    return Kept(True)


def keep_form(
    request: HttpRequest,
    version: SchemeVersion,
    form: GeneratedForm,
    *,
    values: Values,
    change: Callable[[Values], None],
    at: Path,
    done: str,
    to: tuple[Any, ...],
) -> HttpResponse | None:
    """Keep what a sound form says and go `to`; None when the page must be shown (again), with faults in the form.

    `at` is where the record of the form stands in the file; faults elsewhere are said with their place.
    """
    if not form.is_bound or form.only_reshapes or not form.is_valid() or "bekijk" in form.data:
        return None
    change(values)
    kept = keep(request, version, values, str(form.cleaned_data.get(READ, "")))
    if kept.ok:
        messages.success(request, done)
        return redirect(*to)
    place_faults(form, kept, values, at)
    if kept.was_changed:
        form.data[READ] = fingerprint_of(version)  # type: ignore[index] # `typed` gave a copy that may change
        form.was_changed = True
    return None


def place_faults(form: GeneratedForm, kept: Kept, values: Values, at: Path) -> None:
    if kept.message:
        form.add_error(None, kept.message)
    for fault in kept.faults:
        inside = fault.path[: len(at)] == at
        rest = fault.path[len(at) :]
        if inside and rest and form.root.find(rest) is not form.root:
            form.place(Fault(rest, fault.reason, fault.remedy))
        elif rest and str(rest[0]) in form.fields and inside:
            form.add_error(str(rest[0]), f"{fault.reason} {fault.remedy}")
        else:
            form.add_error(None, fault_text(fault, values, skip=at if inside else ()))


def fault_text(fault: Fault, values: Mapping[str, Any], skip: Path = ()) -> str:
    """A fault with its place in words: the name of the rule or example instead of a number."""
    path, words = fault.path, ""
    if len(path) > 1 and path[0] in ("criteria", "cases") and isinstance(path[1], int) and path[:2] != skip[:2]:
        listed = values.get(str(path[0]), [])
        entry = listed[path[1]] if path[1] < len(listed) else {}
        words = entry.get("name") or rule_label(entry) or path_text(path)
        if path[0] == "cases":
            words = _("Voorbeeld {name}").format(name=f"“{words}”")
    return f"{words}: {fault.reason} {fault.remedy}".removeprefix(": ").strip()


def rule_label(entry: Mapping[str, Any]) -> str:
    """What a rule is called in the office: its kind in words."""
    kind = KINDS.get(str(entry.get("kind", "")))
    return sentence_case(str(kind.label)) if kind else str(entry.get("key", ""))


def around(version: SchemeVersion, values: Mapping[str, Any]) -> Surroundings:
    """What forms about the rules of this draft know: villages, tiers, and kinds of cost with its own ones."""
    villages = list(Village.objects.active().order_by("name").values_list("slug", "name"))
    own = dict(version.cost_labels)
    costs = [(code, sentence_case(str(label))) for code, label in {**COST_KINDS, **own}.items()]
    tiers = [(tier["key"], _("Staffel: {name}").format(name=tier["label"])) for tier in tiers_of(values)]
    return Surroundings(
        options={
            "cost_kinds": costs,
            "amount_by_area": villages,
            "map": [*tiers, *((slug, _("Dorp: {name}").format(name=name)) for slug, name in villages)],
        }
    )


def tiers_of(values: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The tiers as they are spelled in the rules of a draft."""
    found: Iterable[Mapping[str, Any]] = (c for c in values.get("criteria", []) if c.get("kind") == "tiers")
    return [tier for criterion in found for tier in criterion.get("parameters", {}).get("tiers", []) if "key" in tier]
