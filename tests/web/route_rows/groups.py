"""Groups and covenants: public pages, the pages of a group's own people, and the office."""

from __future__ import annotations

from datetime import date
from typing import Any

from kernkracht.community.groups.models import AccountChange, MonthlyFeedback, Nature, PageChange
from kernkracht.editorial.news.actions import offer_news
from kernkracht.editorial.pages.actions import PageFacts
from kernkracht.foundation.audit.models import Actor
from tests.factories.groups import AT, IBAN, LONG_AGO, GroupFactory, covenant_of, duty_of, kind_of, speaker

from ..route_answers import Row, everybody, only, signed_in
from ..route_world import ADMINISTRATOR, COORDINATOR, OWNER, POLICY, STAFF, World

KEEPERS = (COORDINATOR, POLICY, ADMINISTRATOR)
SPEAKER = signed_in(404) | {OWNER: 200}


def build(world: World) -> dict[str, Any]:
    """A signalling group of the owner, with something waiting of every kind and a covenant with two duties."""
    group = GroupFactory(kind=kind_of(Nature.SIGNALLING_GROUP), villages=[world.village])
    speaker(group, world.owner)
    wish: dict[str, Any] = {"group": group, "proposed_by": Actor.system(), "proposed_at": LONG_AGO}
    version = covenant_of(group)
    text = PageFacts("Feest", "Kom zaterdag.")
    return {
        "group": group,
        "group_news": offer_news(group=group, text=text, by=world.owner.actor, at=AT),
        "contact": group.contacts.get(),
        "version": version,
        "duty": duty_of(version, owed_by=group),
        "page_change": PageChange.objects.create(texts={"purpose": "Nieuw"}, base_version=1, **wish),
        "account_change": AccountChange.objects.create(iban=IBAN, account_holder="Groep", **wish),
        "feedback": MonthlyFeedback.objects.create(month=date(2026, 1, 1), text="Rustig.", **wish),
    }


def _group(world: World) -> dict[str, Any]:
    return {"slug": world.things["group"].slug}


def _kind(world: World) -> dict[str, Any]:
    return {"code": world.things["group"].kind.code}


def _covenant(world: World) -> dict[str, Any]:
    return {"pk": world.things["version"].covenant_id}


def _duty(world: World) -> dict[str, Any]:
    return {"pk": world.things["duty"].pk}


def _duty_day(world: World) -> dict[str, Any]:
    return _duty(world) | {"day": "2022-07-01"}


def _thing(name: str) -> Any:
    return lambda world: {"pk": world.things[name].pk}


ROWS = [
    Row("groups", everybody(200)),
    Row("group", everybody(200), _group),
    Row("resident:my_groups", signed_in(200)),
    Row("resident:my_group_new", signed_in(200)),
    Row("resident:my_group", SPEAKER, _group),
    Row("resident:my_group_page", SPEAKER, _group),
    Row("resident:my_group_account", SPEAKER, _group),
    Row("resident:my_group_feedback", SPEAKER, _group),
    Row("resident:my_group_news", SPEAKER, _group),
    Row("resident:my_group_news_new", SPEAKER, _group),
    Row("resident:my_group_news_change", SPEAKER, lambda w: _group(w) | {"pk": w.things["group_news"].pk}),
    Row("resident:my_group_duty", SPEAKER, lambda w: _group(w) | _duty_day(w)),
    Row("office_groups", only(*STAFF)),
    Row("office_group_add", only(*KEEPERS)),
    Row("office_group_kinds", only(*STAFF)),
    Row("office_group_kind_add", only(*KEEPERS)),
    Row("office_group_kind", only(*KEEPERS), _kind),
    Row("office_group_kind_rename", only(*KEEPERS), _kind),
    Row("office_covenants", only(*STAFF)),
    Row("office_covenant_add", only(*KEEPERS)),
    Row("office_covenant", only(*STAFF), _covenant),
    Row("office_covenant_change", only(*KEEPERS), _covenant),
    Row("office_covenant_version", only(*KEEPERS), _covenant),
    Row("office_covenant_end", only(*KEEPERS), _covenant),
    Row("office_duty_add", only(*KEEPERS), _covenant),
    Row("office_duty", only(*KEEPERS), _duty),
    Row("office_duty_evidence", only(*KEEPERS), _duty_day),
    Row("office_group", only(*STAFF), _group),
    Row("office_group_change", only(*KEEPERS), _group),
    Row("office_group_approve", only(*KEEPERS), _group),
    Row("office_group_turn_down", only(*KEEPERS), _group),
    Row("office_group_end", only(*KEEPERS), _group),
    Row("office_group_reopen", only(*KEEPERS), _group),
    Row("office_group_contact_add", only(*KEEPERS), _group),
    Row("office_group_account", only(*KEEPERS), _group),
    Row("office_group_feedback_add", only(*KEEPERS), _group),
    Row("office_group_contact", only(*KEEPERS), _thing("contact")),
    Row("office_group_contact_end", only(*KEEPERS), _thing("contact")),
    Row("office_group_account_change", only(*KEEPERS), _thing("account_change")),
    Row("office_group_account_down", only(*KEEPERS), _thing("account_change")),
    Row("office_group_page_change", only(*KEEPERS), _thing("page_change")),
    Row("office_group_page_down", only(*KEEPERS), _thing("page_change")),
    Row("office_group_feedback", only(*KEEPERS), _thing("feedback")),
    Row("office_group_feedback_down", only(*KEEPERS), _thing("feedback")),
]
