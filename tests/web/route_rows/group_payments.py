"""Claims and yearly contributions."""

from __future__ import annotations

from typing import Any

from tests.grants.group_payments.scene import Scene
from tests.web.route_answers import Row, everybody, only, signed_in
from tests.web.route_world import COORDINATOR, DECIDER, MANAGER, POLICY, STAFF, World

HANDLERS = (COORDINATOR, POLICY)
APPROVERS = (DECIDER, MANAGER)


def build(world: World) -> dict[str, Any]:
    scene = Scene()
    sent = scene.filed(120_00)
    draft, paper = scene.draft(10_00), scene.paper(20_00)
    return {"group_claims": scene, "sent_claim": sent, "draft_claim": draft, "paper_claim": paper}


def _group(world: World) -> dict[str, Any]:
    return {"slug": world.things["group_claims"].group.slug}


def _draft(world: World) -> dict[str, Any]:
    return _group(world) | {"pk": world.things["draft_claim"].pk}


def _line(world: World) -> dict[str, Any]:
    return _draft(world) | {"line": world.things["draft_claim"].lines.get().pk}


def _paper(world: World) -> dict[str, Any]:
    return {"pk": world.things["paper_claim"].pk}


def _paper_line(world: World) -> dict[str, Any]:
    return _paper(world) | {"line": world.things["paper_claim"].lines.get().pk}


def _number(world: World) -> dict[str, Any]:
    return {"number": world.things["sent_claim"].number}


ROWS = [
    Row("resident:my_claims", only(), _group),
    Row("resident:my_claim_new", signed_in(405), _group),
    Row("resident:my_claim", only(), _draft),
    Row("resident:my_claim_send", only(), _draft),
    Row("resident:my_claim_withdraw", only(), _draft),
    Row("resident:my_claim_remove", only(), _line),
    Row("resident:my_claim_receipt", only(), _line),
    Row("office_claims", only(*STAFF)),
    Row("office_contributions", only(*STAFF)),
    Row("office_contributions_propose", everybody(405)),
    Row("office_contributions_approve", everybody(405)),
    Row("office_contribution_drop", only(), lambda _w: {"pk": 0}),
    Row("office_claim_new", only(*HANDLERS)),
    Row("office_claim_draft", only(*HANDLERS), _paper),
    Row("office_claim_draft_discard", only(*HANDLERS), _paper),
    Row("office_claim_draft_receipt", only(*HANDLERS), _paper_line),
    Row("office_claim_draft_receipt_remove", only(*HANDLERS), _paper_line),
    Row("office_claim", only(*STAFF), _number),
    Row("office_claim_approve", only(*APPROVERS), _number),
    Row("office_claim_refuse", only(*APPROVERS), _number),
    Row("office_claim_send_back", only(*APPROVERS), _number),
    Row("office_claim_receipt", only(*STAFF), lambda w: _number(w) | {"line": w.things["sent_claim"].lines.get().pk}),
]
