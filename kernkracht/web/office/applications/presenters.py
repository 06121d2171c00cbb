"""What the pages show of a case: codes become words, facts become rows of a component. No queries here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from kernkracht.community.people.models import User
from kernkracht.foundation.money import format_euro
from kernkracht.grants.applications.models import (
    OPEN_STATES,
    ApplicationState,
    Companion,
    DecisionProposal,
    GrantApplication,
    GrantDecision,
    Outcome,
)
from kernkracht.grants.applications.queries import ActRight, CeilingRoom, Dossier, FindingRow, RelatedCase
from kernkracht.grants.applications.refusal_grounds import general_ground
from kernkracht.grants.schemes.cost_kinds import COST_KINDS
from kernkracht.grants.schemes.findings import Outcome as FindingOutcome
from kernkracht.web.office.interests.presenters import interest_part

from .answers import answer_rows, said_about
from .wording import LINK_LABELS, OUTCOME_BADGES, STATE_BADGES

Row = dict[str, Any]


@dataclass(frozen=True)
class CaseRow:
    """A case in a list."""

    case: GrantApplication
    is_open: bool
    is_late: bool
    badge: Row
    handler: str
    initials: str
    is_mine: bool
    is_imported: bool
    steps: tuple[str, ...] = ()


def state_badge(case: GrantApplication) -> Row:
    kind, icon = STATE_BADGES.get(case.state, ("", ""))
    return {"text": ApplicationState(case.state).label, "kind": kind, "icon": icon}


def case_row(case: GrantApplication, user: User, today: date, steps: tuple[str, ...] = ()) -> CaseRow:
    is_open = case.state in OPEN_STATES
    return CaseRow(
        case=case,
        is_open=is_open,
        is_late=is_open and case.due_on is not None and case.due_on < today,
        badge=state_badge(case),
        handler=str(case.handler) if case.handler else "",
        initials=case.handler.initials if case.handler else "",
        is_mine=case.handler_id == user.pk,
        is_imported=case.channel == GrantApplication.Channel.IMPORT,
        steps=steps,
    )


@dataclass(frozen=True)
class SheetRow:
    """One criterion on the assessment sheet."""

    row: FindingRow
    badge: Row
    url: str
    label: str
    by: str
    hint: str
    """What the machine says besides the rule itself."""
    said: str
    """What the applicant explained or declared about it."""


def finding_badge(row: FindingRow) -> Row:
    if row.outcome == FindingOutcome.MET:
        return {"text": _("Voldoet"), "kind": "ok", "icon": "check"}
    if row.outcome == FindingOutcome.NOT_MET:
        return {"text": _("Voldoet niet"), "kind": "late", "icon": "close"}
    if row.finding.not_yet_known:
        return {"text": _("Nog niet bekend"), "kind": "warn", "icon": "info"}
    return {"text": _("Nog beoordelen"), "kind": "warn", "icon": "eye"}


def sheet_row(file: Dossier, row: FindingRow) -> SheetRow:
    right = file.acts.get("judge")
    may = right is not None and right.allowed and row.can_be_judged
    if row.judgement is not None:
        label = _("Wijzig")
    else:
        label = _("Beoordeel") if row.outcome == FindingOutcome.NEEDS_JUDGEMENT else _("Oordeel anders")
    return SheetRow(
        row=row,
        badge=finding_badge(row),
        url=reverse("office_judge", args=[file.application.number, row.key]) if may else "",
        label=label,
        by=_who(row.judgement.by) if row.judgement else "",
        hint=row.finding.sentence.partition(row.statement)[2].strip() if row.needs_person else row.finding.sentence,
        said=said_about(file.application, row.key),
    )


def _who(actor: Any) -> str:
    user = getattr(actor, "user", None)
    return str(user) if user is not None else _("een collega")


@dataclass(frozen=True)
class ActButton:
    """Something one can do now: a link to its page, or a button that does it at once (`is_post`)."""

    label: str
    url: str
    icon: str
    kind: str = "secondary"
    is_post: bool = False


BUTTONS: dict[str, tuple[str, str, str, bool]] = {
    # act: route, icon, kind, is_post
    "decide": ("office_decide", "stamp", "primary", False),
    "propose": ("office_propose", "stamp", "primary", False),
    "start": ("office_plain_act", "check", "primary", True),
    "note_completion": ("office_note_completion", "inbox", "primary", False),
    "resume": ("office_plain_act", "arrow", "secondary", True),
    "return": ("office_return", "back", "secondary", False),
    "request_completion": ("office_request_completion", "message", "secondary", False),
    "ask_advice": ("office_ask_advice", "users", "secondary", False),
    "note_talk": ("office_note_talk", "phone", "secondary", False),
    "take": ("office_plain_act", "user", "secondary", True),
    "assign": ("office_assign", "users", "secondary", False),
}
PLAIN_SLUGS = {"start": "beginnen", "resume": "hervatten", "take": "oppakken"}


def act_labels() -> dict[str, str]:
    return {
        "decide": _("Besluit"),
        "propose": _("Doe een voorstel"),
        "start": _("Begin met beoordelen"),
        "note_completion": _("Schrijf een aanvulling op"),
        "resume": _("Ga verder zonder aanvulling"),
        "return": _("Geef het voorstel terug"),
        "request_completion": _("Vraag om een aanvulling"),
        "ask_advice": _("Vraag advies"),
        "note_talk": _("Leg een gesprek vast"),
        "take": _("Pak op"),
        "assign": _("Geef aan een collega"),
    }


def _shown(file: Dossier, name: str) -> bool:
    case = file.application
    if name == "take":
        return case.handler_id is None
    if name == "propose":
        return case.state == ApplicationState.ASSESSING
    if name == "resume":
        asked = file.open_completion
        return asked is None or asked.suspension.until_on < file.on
    return True


def buttons(file: Dossier) -> list[ActButton]:
    labels = act_labels()
    found = []
    for name, (route, icon, kind, is_post) in BUTTONS.items():
        right = file.acts.get(name)
        if right is None or not right.allowed or not _shown(file, name):
            continue
        number = file.application.number
        args = [number, PLAIN_SLUGS[name]] if is_post else [number]
        found.append(ActButton(labels[name], reverse(route, args=args), icon, kind, is_post))
    return found


def closed_doors(file: Dossier) -> list[Row]:
    """What this person might look for but cannot do now, with the reason."""
    labels = act_labels()
    rights: list[ActRight] = [r for r in file.acts.values() if not r.allowed and r.name in labels]
    return [{"label": labels[right.name], "reasons": right.reasons} for right in rights if _shown(file, right.name)]


def present(file: Dossier, user: User) -> Row:
    """The context of the dossier page."""
    case = file.application
    return {
        "file": file,
        "case": case,
        "today": file.on,
        "badge": state_badge(case),
        "row": case_row(case, user, file.on),
        "is_open": case.state in OPEN_STATES,
        "plan_rows": [*plan_rows(case), *answer_rows(case, file.sheet.rules)],
        "applicant_rows": [*applicant_rows(case), *language_rows(file)],
        "cost_rows": cost_rows(file),
        "income_rows": [
            {"label": line.get_kind_display(), "note": line.description, "value": format_euro(line.amount_cents)}
            for line in case.income_lines.all()
        ],
        "sheet": [sheet_row(file, row) for row in file.sheet.rows],
        "money": money_rows(file),
        "decider_rows": decider_rows(file),
        "ceilings": [ceiling_row(room) for room in file.ceilings],
        "related": [related_row(related) for related in file.related],
        "supporters": [c for c in file.companions if c.kind == Companion.Kind.SUPPORTER],
        "co_applicants": [c for c in file.companions if c.kind == Companion.Kind.CO_APPLICANT],
        "timeline": [
            {"title": entry.sentence, "when": entry.at, "by": entry.by, "text": "", "icon": "", "kind": ""}
            for entry in file.timeline
        ],
        "proposal": proposal_rows(file.open_proposal) if file.open_proposal else None,
        "returned": [p for p in file.proposals if p.returned_at is not None],
        "decisions": [decision_view(decision) for decision in file.decisions],
        "buttons": buttons(file),
        "closed_doors": closed_doors(file),
        "my_advice": file.advice_for(user),
        "judged": sum(1 for row in file.sheet.rows if row.outcome != FindingOutcome.NEEDS_JUDGEMENT),
        "me": user,
        **interest_part(case, user),
    }


def plan_rows(case: GrantApplication) -> list[Row]:
    when = ""
    if case.starts_on:
        when = date_format(case.starts_on, "j F Y")
        if case.ends_on and case.ends_on != case.starts_on:
            when += " " + _("tot en met %(day)s") % {"day": date_format(case.ends_on, "j F Y")}
    rows = [
        {"label": _("Dorp"), "value": case.village.name if case.village else ""},
        {"label": _("Straat of plek"), "value": case.street},
        {"label": _("Wanneer"), "value": when},
        {"label": _("Ontvangen"), "value": date_format(case.received_on, "j F Y") if case.received_on else ""},
        {"label": _("Via"), "value": case.get_channel_display(), "note": _entered_by(case)},
        {"label": _("Begrotingsjaar"), "value": str(case.budget_year or "")},
    ]
    return [row for row in rows if row["value"]]


def _entered_by(case: GrantApplication) -> str:
    return _("ingevoerd door %(name)s") % {"name": _who(case.entered_by)} if case.entered_by else ""


def applicant_rows(case: GrantApplication) -> list[Row]:
    rows = [
        {"label": _("Naam"), "value": case.contact_name},
        {"label": _("Organisatie"), "value": case.organisation, "note": case.get_applicant_kind_display()},
        {"label": _("E-mail"), "value": case.contact_email, "href": f"mailto:{case.contact_email}"},
        {"label": _("Telefoon"), "value": case.contact_phone, "href": f"tel:{case.contact_phone.replace(' ', '')}"},
        {"label": _("Adres"), "value": case.contact_address},
        {"label": _("Rekening"), "value": case.iban, "note": case.account_holder},
        {"label": _("Wil brieven op papier"), "value": _("Ja") if case.wants_paper else ""},
        {"label": _("Plan mag op de website"), "value": _("Ja") if case.may_publish else _("Nee")},
    ]
    return [row for row in rows if row["value"]]


def language_rows(file: Dossier) -> list[Row]:
    if not file.letter_language:
        return []
    return [{"label": _("Taal van brieven en mails"), "value": capfirst(language_name(file.letter_language))}]


def language_name(code: str) -> str:
    """A language as the reader of this page calls it: “Engels”."""
    return str(get_language_info(code)["name_translated"])


def cost_rows(file: Dossier) -> list[Row]:
    """Budget lines in order; a line that does not count says why. Equal lines are told apart by counting them off."""
    removed = list(file.sheet.evaluation.removed_lines)
    labels: dict[str, object] = {**COST_KINDS, **file.sheet.rules.cost_labels}
    rows = []
    for line in file.application.budget_lines.all():
        key = (line.description, line.cost_kind, line.amount_cents)
        out = next((r for r in removed if (r.description, r.kind, r.cents) == key), None)
        if out is not None:
            removed.remove(out)
        rows.append(
            {
                "description": line.description,
                "kind": str(labels.get(line.cost_kind, line.cost_kind)),
                "amount": format_euro(line.amount_cents),
                "counts": out is None,
                "why": out.sentence if out else "",
            }
        )
    return rows


def money_rows(file: Dossier) -> list[Row]:
    case, sheet = file.application, file.sheet
    rows = [
        {"label": _("Gevraagd"), "value": format_euro(case.requested_cents or 0)},
        {"label": _("Kosten die meetellen"), "value": format_euro(sheet.evaluation.eligible_cents)},
        {"label": _("Hoogste bedrag dat kan"), "value": format_euro(sheet.payable_cents), "note": sheet.bound_sentence},
    ]
    on_receipt = file.on_receipt
    if on_receipt is not None and on_receipt.payable_cents != sheet.payable_cents:
        rows.append(
            {
                "label": _("Bij ontvangst kon"),
                "value": format_euro(on_receipt.payable_cents),
                "note": _("Daarna veranderde het dossier of het budget."),
            }
        )
    if case.granted_cents is not None:
        rows.append({"label": _("Toegekend"), "value": format_euro(case.granted_cents)})
    return rows


def ceiling_row(room: CeilingRoom) -> Row:
    ceiling = room.ceiling
    return {
        "name": str(ceiling.village) if ceiling.village_id else _("Hele regeling"),
        "year": ceiling.year,
        "allocated": ceiling.allocated_cents,
        "granted": ceiling.granted_cents,
        "reserved": ceiling.reserved_cents,
        "room": format_euro(max(room.room_cents, 0)),
        "is_hard": ceiling.is_hard,
        "title": f"{ceiling.scheme} {ceiling.year}" + (f", {ceiling.village}" if ceiling.village_id else ""),
    }


def decider_rows(file: Dossier) -> list[Row]:
    """Who decides by the rules, and on which mandate decision that rests."""
    decider = file.decider
    note = "" if decider.is_stated else _("In de regels staat niemand anders.")
    rows = [{"label": _("Volgens de regels"), "value": capfirst(decider.label), "note": note}]
    if decider.mandate_ref:
        rows.append({"label": _("Op grond van"), "value": decider.mandate_ref})
    if file.right is not None and file.right.mandate is not None:
        rows.append({"label": _("Uw mandaat"), "value": file.right.mandate.reference})
    return rows


def related_row(related: RelatedCase) -> Row:
    case = related.application
    amount = case.granted_cents if case.granted_cents is not None else case.requested_cents
    return {
        "case": case,
        "url": reverse("office_case", args=[case.number]),
        "why": ", ".join(str(LINK_LABELS[link]) for link in related.links),
        "badge": state_badge(case),
        "amount": format_euro(amount or 0),
        "year": case.budget_year,
    }


def ground_label(code: str) -> str:
    general = general_ground(code)
    return f"{general.label} ({general.article})" if general else code.replace("_", " ")


def proposal_rows(proposal: DecisionProposal) -> Row:
    rows = [{"label": _("Voorstel"), "value": proposal.get_outcome_display()}]
    if proposal.amount_cents:
        rows.append({"label": _("Bedrag"), "value": format_euro(proposal.amount_cents)})
    if proposal.carry_out_by:
        rows.append({"label": _("Klaar op"), "value": date_format(proposal.carry_out_by, "j F Y")})
    if proposal.refusal_ground:
        rows.append({"label": _("Grond"), "value": ground_label(proposal.refusal_ground)})
    if proposal.refer_to:
        rows.append({"label": _("Naar"), "value": proposal.refer_to, "href": proposal.refer_url})
    rows.append({"label": _("Door"), "value": _who(proposal.by)})
    return {"proposal": proposal, "rows": rows, "kind": OUTCOME_BADGES[proposal.outcome]}


def decision_view(decision: GrantDecision) -> Row:
    said = {
        Outcome.GRANT: _("Toegekend: %(amount)s") % {"amount": format_euro(decision.amount_cents or 0)},
        Outcome.REFUSE: _("Afgewezen"),
        Outcome.CARRY_OVER: _("Doorgeschoven naar %(year)s") % {"year": decision.carried_to_year},
        Outcome.REFER: _("Doorverwezen naar %(where)s") % {"where": decision.refer_to},
        Outcome.NOT_TREAT: _("Buiten behandeling gelaten"),
    }
    return {
        "decision": decision,
        "title": said[Outcome(decision.outcome)],
        "kind": OUTCOME_BADGES[decision.outcome],
        "by": _who(decision.decided_by),
        "ground": ground_label(decision.refusal_ground) if decision.refusal_ground else "",
        "letter": decision.letter,
    }
