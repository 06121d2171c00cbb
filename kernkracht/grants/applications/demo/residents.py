"""What residents do in the demo: apply, be supported, answer, withdraw."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.money import format_euro
from kernkracht.grants.schemes.models import Scheme
from kernkracht.grants.schemes.questions import questions

from .. import actions
from ..actions.drafting import CostEntry, IncomeEntry
from ..days import day_of
from ..models import Companion, GrantApplication
from ..rules import rules_of
from .files import made_file
from .scene import Scene, address_of
from .seed import Step

PAGE = timedelta(minutes=2)
"""How long somebody takes for a page of the form."""
EXAMPLE_IBAN = "NL91ABNA0417164300"
"""The example of the standard itself; nobody's account."""
Page = Callable[[Scene, GrantApplication, Actor, datetime], None]


def apply(scene: Scene, step: Step, at: datetime) -> None:
    """Fill in the form page by page, ending at `at`, and send it, or stop at the page that the seed names."""
    plan = scene.plan
    last = list(PAGES).index(plan.until) + 1 if plan.until else len(PAGES)
    pages = list(PAGES.values())[:last]
    begun = at - PAGE * (len(pages) + 1)
    case = _start(scene, begun)
    scene.case = case
    for number, page in enumerate(pages, start=1):
        page(scene, case, scene.holder, begun + PAGE * number)
    if plan.until:
        _keep_draft(scene, at)
    else:
        actions.submit_application(
            application=case, submission_key=uuid4(), version_seen=case.version_id, by=scene.holder, at=at
        )


def _start(scene: Scene, at: datetime) -> GrantApplication:
    plan, account = scene.plan, scene.account
    entered = plan.channel != "online"
    by = scene.coordinator(day_of(at)).actor if entered else account.actor if account else None
    scheme = Scheme.objects.get(slug=plan.scheme)
    return actions.start_draft(
        scheme=scheme, by=by, at=at, applicant=account, channel=plan.channel, village=scene.village
    )


def _keep_draft(scene: Scene, at: datetime) -> None:
    if scene.account is None:
        actions.mail_draft_link(application=scene.case, email=scene.email, by=scene.holder, at=at)


def _plan_page(scene: Scene, case: GrantApplication, by: Actor, at: datetime) -> None:
    plan = scene.plan
    begins = day_of(at) + timedelta(days=plan.begins)
    values = {
        "title": plan.title,
        "description": plan.description,
        "public_summary": plan.summary,
        "theme": plan.theme,
        "reach": plan.reach,
        "street": plan.street,
        "village": scene.village,
        "starts_on": begins,
        "ends_on": begins + timedelta(days=plan.ends),
    }
    actions.save_step(application=case, step="plan", values=values, by=by, at=at)


def _fit_page(scene: Scene, case: GrantApplication, by: Actor, at: datetime) -> None:
    """Explanations and declarations that the rules ask for beside the plan itself."""
    codes = [question.code for question in questions(rules_of(case.version))]
    answers: dict[str, object] = {code: scene.plan.why for code in codes if code.startswith("explain:")}
    answers |= {code: True for code in codes if code.startswith("declare:")}
    answers |= {code: scene.plan.why for code in codes if code == "conditions_met"}
    actions.save_step(application=case, step="fit", values={}, answers=answers, by=by, at=at)


def _who_page(scene: Scene, case: GrantApplication, by: Actor, at: datetime) -> None:
    applicant = scene.plan.applicant
    values = {"applicant_kind": applicant.kind, "organisation": applicant.organisation}
    actions.save_step(application=case, step="who", values=values, by=by, at=at)
    for friend in scene.plan.friends:
        actions.invite_companion(
            application=case,
            kind=friend.kind,
            name=friend.name,
            email=address_of(friend.name),
            address=f"1234 AB {friend.house}",
            by=by,
            at=at,
        )


def _costs_page(scene: Scene, case: GrantApplication, by: Actor, at: datetime) -> None:
    plan = scene.plan
    actions.save_costs(
        application=case,
        costs=[CostEntry(what, kind, euros * 100) for what, kind, euros in plan.costs],
        incomes=[IncomeEntry(kind, what, euros * 100) for kind, what, euros in plan.incomes],
        requested_cents=plan.requested * 100,
        by=by,
        at=at,
    )


def _documents_page(scene: Scene, case: GrantApplication, by: Actor, at: datetime) -> None:
    lines = [f"{what}: {format_euro(euros * 100)}" for what, _kind, euros in scene.plan.costs]
    for name, kind in scene.plan.files:
        file = made_file(name, scene.plan.title, lines)
        actions.add_attachment(application=case, file=file, name=name, document_kind=kind, by=by, at=at)
    actions.save_step(application=case, step="documents", values={}, by=by, at=at)


def _contact_page(scene: Scene, case: GrantApplication, by: Actor, at: datetime) -> None:
    plan = scene.plan
    values = {
        "contact_name": plan.applicant.name,
        "contact_email": scene.email,
        "contact_phone": f"06 00 00 {scene.place // 100 + 1:02d} {scene.place % 100:02d}",
        "contact_address": f"Voorbeeldstraat {scene.place + 1}\n1234 AB {scene.village.name}",
        "iban": EXAMPLE_IBAN,
        "account_holder": plan.applicant.organisation or plan.applicant.name,
        "wants_paper": plan.applicant.paper,
        "may_publish": plan.publish,
    }
    actions.save_step(application=case, step="contact", values=values, by=by, at=at)


PAGES: dict[str, Page] = {
    "plan": _plan_page,
    "fit": _fit_page,
    "who": _who_page,
    "costs": _costs_page,
    "documents": _documents_page,
    "contact": _contact_page,
}


def confirm(scene: Scene, step: Step, at: datetime) -> None:
    companion = Companion.objects.get(application=scene.case, name=step.words["name"])
    actions.confirm_companion(companion=companion, at=at)


def answer(scene: Scene, step: Step, at: datetime) -> None:
    name = step.words.get("file", "")
    files = [(made_file(name, scene.plan.title, [step.words["text"]]), name)] if name else []
    actions.answer_completion(application=scene.case, text=step.words["text"], files=files, by=scene.holder, at=at)


def withdraw(scene: Scene, step: Step, at: datetime) -> None:
    actions.withdraw_application(application=scene.case, reason=step.words["reason"], by=scene.holder, at=at)
