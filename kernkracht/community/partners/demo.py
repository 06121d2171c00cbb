"""The demo's partners: known organisations with what is public about them, and invented meetings and topics."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import yaml
from django.conf import settings
from django.utils.timezone import localdate

from kernkracht.community.people.models import User
from kernkracht.community.villages.models import Area, Village
from kernkracht.foundation.audit.models import Actor

from . import actions
from .models import AgendaPoint, Partner, PartnerKind, PartnerMeeting


def load(at: datetime) -> None:
    """Put the demo's partners in an empty register, by the same verbs as the office."""
    seed = yaml.safe_load((settings.DEMO_SEED_DIR / "partners.yaml").read_text(encoding="utf-8"))
    who: dict[str, Any] = {"by": Actor.system("demo"), "at": at}
    _load_register(seed, who)
    partners = {partner.name: partner for partner in Partner.objects.all()}
    _load_meetings(seed, partners, localdate(at), who)
    _load_promises(seed, partners, localdate(at), who)


def _load_register(seed: dict[str, Any], who: dict[str, Any]) -> None:
    kinds: dict[str, PartnerKind] = {}
    for position, row in enumerate(seed["kinds"], start=1):
        above = kinds.get(row.get("belongs_to", ""))
        facts = actions.KindFacts(row["label"], above, row.get("part", PartnerKind.Part.GENERAL), position)
        kinds[row["label"]] = actions.save_kind(facts=facts, **who)
    for row in seed["partners"]:
        partner = actions.save_partner(
            facts=actions.PartnerFacts(
                name=row["name"],
                kind=kinds[row["kind"]],
                task=row.get("task", ""),
                website=row.get("website", ""),
                since=row.get("since"),
                areas=tuple(Area.objects.filter(slug__in=row.get("areas", []))),
            ),
            **who,
        )
        if "manager" in row:
            user = User.objects.get(email=row["manager"]["user"])
            actions.set_contract_manager(partner=partner, user=user, since=row["manager"]["since"], **who)


def _load_meetings(seed: dict[str, Any], partners: dict[str, Partner], today: date, who: dict[str, Any]) -> None:
    meetings = [_meeting(row, partners, today, who) for row in seed["meetings"]]
    for row in seed["points"]:
        meeting = meetings[row["meeting"]]
        facts = actions.PointFacts(_village(row["village"]), row["domain"], row["subject"], row.get("explanation", ""))
        if meeting.held_on >= today:
            actions.save_point(meeting=meeting, facts=facts, **who)
        else:  # a meeting that was: the verb refuses it, rightly
            AgendaPoint.objects.create(
                meeting=meeting,
                village=facts.village,
                domain=facts.domain,
                subject=facts.subject,
                explanation=facts.explanation,
                outcome=row.get("outcome", ""),
            )


def _meeting(row: dict[str, Any], partners: dict[str, Partner], today: date, who: dict[str, Any]) -> PartnerMeeting:
    facts = actions.MeetingFacts(
        kind=row["kind"],
        title=row["title"],
        held_on=today + timedelta(days=row["in_days"]),
        starts_at=time.fromisoformat(row["at"]),
        place=row["place"],
        organisation=row.get("organisation", ""),
        coordinator_joins=row.get("joins", False),
        partners=tuple(partners[name] for name in row.get("partners", [])),
        villages=tuple(_village(slug) for slug in row.get("villages", [])),
    )
    return actions.save_meeting(facts=facts, **who)


def _load_promises(seed: dict[str, Any], partners: dict[str, Partner], today: date, who: dict[str, Any]) -> None:
    for row in seed["outlook"]:
        facts = actions.OutlookFacts(
            partner=partners[row["partner"]],
            title=row["title"],
            text=row["text"],
            starts_on=today + timedelta(days=row["from"]),
            ends_on=today + timedelta(days=row["until"]) if "until" in row else None,
            is_public=row.get("public", False),
            villages=tuple(_village(slug) for slug in row["villages"]),
        )
        actions.save_outlook(facts=facts, **who)
    for row in seed["agreements"]:
        agreement = actions.save_agreement(
            facts=actions.AgreementFacts(
                partners[row["partner"]], row["title"], row["goal"], row["since"], row["until"]
            ),
            **who,
        )
        note = row["note"]
        noted_on = max(today - timedelta(days=note["days_ago"]), row["since"])
        actions.note_progress(
            agreement=agreement, noted_on=noted_on, standing=note["standing"], text=note["text"], **who
        )
    for row in seed["support"]:
        asked = actions.SupportFacts(
            area=Area.objects.get(slug=row["area"]),
            partner=partners[row["partner"]],
            direction=row["direction"],
            subject=row["subject"],
            explanation=row["explanation"],
        )
        actions.ask_support(facts=asked, **who)
    for row in seed["provisions"]:
        partner = partners.get(row.get("partner", ""))
        offered = {key: row[key] for key in ("name", "text", "opening", "place")}
        open_to_all = actions.ProvisionFacts(village=_village(row["village"]), partner=partner, **offered)
        actions.save_provision(facts=open_to_all, **who)


def _village(slug: str) -> Village:
    return Village.objects.get(slug=slug)
