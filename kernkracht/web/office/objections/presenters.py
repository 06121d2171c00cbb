"""What the office reads about an objection."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kernkracht.community.gatherings.models import Gathering
from kernkracht.community.people.models import User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.people.queries import may
from kernkracht.foundation.audit.events import sentence_for
from kernkracht.foundation.audit.queries import history_of
from kernkracht.foundation.money import format_euro
from kernkracht.grants.applications.refusal_grounds import general_ground
from kernkracht.grants.objections.actions import open_outcome, running_pause
from kernkracht.grants.objections.models import Objection, ObjectionProposal, ObjectionState, WaiverGround
from kernkracht.grants.objections.queries import (
    OPEN_STATES,
    due_of,
    penalty_of_objection,
    replay_evaluation,
    right_to_decide,
    right_to_handle,
    subject_of,
)
from kernkracht.web.resident.objections.presenters import BADGES

Row = dict[str, Any]
S = ObjectionState


def _who(actor: Any) -> str:
    user = getattr(actor, "user", None)
    return str(user) if user is not None else _("een collega")


def badge(objection: Objection) -> Row:
    kind, icon = BADGES[objection.state]
    return {"text": objection.get_state_display(), "kind": kind, "icon": icon}


def list_row(objection: Objection, user: User) -> Row:
    handler = getattr(objection.handler, "user", None) if objection.handler_id else None
    return {
        "objection": objection,
        "case": objection.application,
        "badge": badge(objection),
        "handler": str(handler) if handler else "",
        "initials": handler.initials if handler else "",
        "is_mine": objection.handler_id == user.actor_id,
        "is_open": objection.state in OPEN_STATES,
    }


def objection_page(objection: Objection, user: User, today: date) -> Row:
    """The context of the page of one objection."""
    proposal = open_outcome(objection) if objection.state == S.PROPOSED else None
    handle = right_to_handle(user.actor, objection, today)
    decide = right_to_decide(user.actor, objection, (proposal.amount_cents or 0) if proposal else 0, today)
    hearings = objection.hearings.select_related("gathering").order_by("gathering__starts_at", "pk")
    may_decide = may(user.actor, Permission.DECIDE_OBJECTION, today, objection.application.village)
    return {
        **list_row(objection, user),
        "today": today,
        "deadline": due_of(objection),
        "facts": fact_rows(objection),
        "objector": objector_rows(objection),
        "attachments": objection.attachments.select_related("document").order_by("pk"),
        "defaults": objection.default_notices.order_by("received_on", "pk"),
        "owed": penalty_of_objection(objection, today),
        "pauses": objection.pauses.order_by("asked_on", "pk"),
        "pause": running_pause(objection) if objection.state == S.AWAITING_REPAIR else None,
        "hearings": hearings,
        "waiver": WaiverGround(objection.waiver_ground).label if objection.waiver_ground else "",
        "proposal": proposal_rows(proposal) if proposal else None,
        "returned": objection.proposals.filter(returned_at__isnull=False).order_by("at", "pk"),
        "decision": getattr(objection, "outcome", None),
        "replay": replay_evaluation(objection.decision),
        "buttons": buttons(objection, user, handle.allowed, decide.allowed),
        "closed": list(
            dict.fromkeys([*(handle.reasons if not may_decide else ()), *(decide.reasons if may_decide else ())])
        )
        if objection.state in OPEN_STATES
        else [],
        "timeline": timeline_rows(objection),
    }


def fact_rows(objection: Objection) -> list[Row]:
    subject = subject_of(objection)
    late = _("Ja") if objection.is_late else _("Nee")
    if objection.is_excused is not None:
        late = _("Ja, verschoonbaar") if objection.is_excused else _("Ja, niet verschoonbaar")
    rows = [
        {
            "label": _("Tegen"),
            "value": subject.label,
            "note": _ground_of(objection),
        },
        {"label": _("Verstuurd op"), "value": date_format(objection.announced_on, "j F Y")},
        {"label": _("Laatste dag voor bezwaar"), "value": date_format(objection.term_ends_on, "j F Y")},
        {
            "label": _("Ontvangen"),
            "value": date_format(objection.received_on, "j F Y"),
            "note": objection.get_channel_display(),
        },
        {"label": _("Te laat?"), "value": late, "note": objection.late_reason},
        {
            "label": _("Ondertekend"),
            "value": objection.get_signed_by_display() if objection.signed_at else _("Nog niet"),
        },
    ]
    if objection.postmark_on:
        rows.append({"label": _("Poststempel"), "value": date_format(objection.postmark_on, "j F Y")})
    return rows


def objector_rows(objection: Objection) -> list[Row]:
    rows = [
        {"label": _("Naam"), "value": objection.name},
        {"label": _("Namens"), "value": objection.on_behalf_of},
        {"label": _("Adres"), "value": objection.address},
        {"label": _("E-mail"), "value": objection.email, "href": f"mailto:{objection.email}"},
        {"label": _("Telefoon"), "value": objection.phone},
        {"label": _("Wil brieven op papier"), "value": _("Ja") if objection.wants_paper else ""},
    ]
    return [row for row in rows if row["value"]]


def _ground_of(objection: Objection) -> str:
    if objection.decision is not None:
        return ground_label(objection.decision.refusal_ground, objection)
    settled = objection.settlement
    if settled is None:
        return ""
    return str(settled.get_change_ground_display() if settled.change_ground else settled.get_ground_display())


def ground_label(code: str, objection: Objection) -> str:
    """A coded ground in words: of the law, or the rule of the scheme that was not met; "" without a ground."""
    general = general_ground(code)
    if general is not None:
        return f"{general.label} ({general.article})"
    rule = objection.application.version.criteria.filter(kind=code).order_by("pk").first() if code else None
    if rule is None:
        return ""
    words = rule.refusal_ground or code.replace("_", " ")
    return f"{words} ({rule.article})" if rule.article else words


def proposal_rows(proposal: ObjectionProposal) -> Row:
    rows: list[Row] = [{"label": _("Voorstel"), "value": proposal.get_outcome_display()}]
    if proposal.new_outcome:
        rows.append({"label": _("Nieuw besluit"), "value": proposal.get_new_outcome_display()})
    if proposal.amount_cents is not None:
        rows.append({"label": _("Bedrag in totaal"), "value": format_euro(proposal.amount_cents)})
    if proposal.carry_out_by:
        rows.append({"label": _("Klaar op"), "value": date_format(proposal.carry_out_by, "j F Y")})
    if proposal.refusal_ground:
        rows.append({"label": _("Grond"), "value": ground_label(proposal.refusal_ground, proposal.objection)})
    rows.append({"label": _("Kosten"), "value": proposal.get_costs_display(), "note": proposal.costs_reason})
    rows.append({"label": _("Door"), "value": _who(proposal.by)})
    return {"proposal": proposal, "rows": rows}


OPEN = tuple(OPEN_STATES)
BUTTONS: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    # act, icon, kind, states
    ("propose", "stamp", "primary", (S.HANDLING,)),
    ("repaired", "inbox", "primary", (S.AWAITING_REPAIR,)),
    ("resume", "arrow", "secondary", (S.AWAITING_REPAIR,)),
    ("hearing", "users", "secondary", (S.HANDLING,)),
    ("hearing_move", "clock", "secondary", (S.HANDLING,)),
    ("report", "edit", "secondary", (S.HANDLING, S.AWAITING_REPAIR)),
    ("waive", "close", "secondary", (S.HANDLING,)),
    ("lateness", "clock", "secondary", (S.HANDLING, S.AWAITING_REPAIR)),
    ("repair", "message", "secondary", (S.HANDLING,)),
    ("committee", "users", "secondary", (S.HANDLING, S.AWAITING_REPAIR)),
    ("extend", "clock", "secondary", (S.HANDLING, S.AWAITING_REPAIR)),
    ("adjourn", "clock", "secondary", (S.HANDLING,)),
    ("default", "alert", "secondary", OPEN),
    ("no_penalty", "close", "secondary", (*OPEN, S.DECIDED, S.WITHDRAWN)),
    ("assign", "users", "secondary", (S.RECEIVED, S.HANDLING, S.AWAITING_REPAIR)),
)


def buttons(objection: Objection, user: User, may_handle: bool, may_decide: bool) -> list[Row]:
    """What this person can do now."""
    labels = {
        "propose": _("Doe een voorstel"),
        "repaired": _("Schrijf een aanvulling op"),
        "resume": _("Ga verder zonder aanvulling"),
        "hearing": _("Plan een hoorzitting"),
        "hearing_move": _("Verplaats de hoorzitting"),
        "report": _("Schrijf het verslag"),
        "waive": _("Geen hoorzitting"),
        "lateness": _("Oordeel over te laat"),
        "repair": _("Vraag om een aanvulling"),
        "committee": _("Meld een commissie"),
        "extend": _("Stel uit"),
        "adjourn": _("Wacht met instemming"),
        "assign": _("Geef aan een collega"),
        "default": _("Schrijf een ingebrekestelling op"),
        "no_penalty": _("Geen dwangsom: uitzondering"),
    }
    found: list[Row] = []
    number = objection.number
    if objection.state == S.PROPOSED and may_decide:
        found.append(_button(_("Besluit"), "decide", number, "stamp", "primary"))
        found.append(_button(_("Geef het voorstel terug"), "return", number, "back", "secondary"))
    if not may_handle:
        return found
    if objection.handler_id is None and objection.state in OPEN_STATES:
        take = _button(_("Pak op"), "take", number, "user", "primary")
        found.append({**take, "is_post": True})
    mine = objection.handler_id == user.actor_id
    for act, icon, kind, states in BUTTONS:
        if objection.state in states and (mine or act in ("assign", "default")) and _fits(objection, act):
            found.append(_button(labels[act], act, number, icon, kind))
    return found


def _fits(objection: Objection, act: str) -> bool:
    planned = objection.hearings.filter(gathering__state=Gathering.State.PLANNED).exists()
    if act in ("hearing_move", "report"):
        return planned
    if act == "hearing":
        return not planned
    if act == "no_penalty":
        return any(notice.counts for notice in objection.default_notices.all())
    if act == "lateness":
        return objection.is_late
    if act == "committee":
        return objection.committee_announced_on is None
    return act != "extend" or not objection.extension_weeks


def _button(label: str, act: str, number: str, icon: str, kind: str) -> Row:
    url = reverse(f"office_objection_{act}", args=[number])
    return {"label": label, "url": url, "icon": icon, "kind": kind, "is_post": False}


class _Forgiving(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "–"


def timeline_rows(objection: Objection) -> list[Row]:
    """The audit trail of the objection, newest first; residents stay unnamed."""
    events = history_of(objection).select_related("actor__user").order_by("-at", "-pk")
    rows = []
    for event in events:
        user = getattr(event.actor, "user", None)
        rows.append(
            {
                "title": sentence_for(event.event).format_map(_Forgiving(event.data)),
                "when": event.at,
                "by": str(user) if user is not None and user.is_staff else "",
                "text": "",
                "icon": "",
                "kind": "",
            }
        )
    return rows
