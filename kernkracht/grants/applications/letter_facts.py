"""What a letter says, gathered from the case, its rules and the decision."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from kernkracht.community.people.models import User
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.notices.actions import queue_email
from kernkracht.grants.schemes.accessors import accountability_of, payment_of
from kernkracht.grants.schemes.findings import Outcome as FindingOutcome
from kernkracht.grants.schemes.kinds.accountability import (
    AccountFinancial,
    AccountLight,
    DefinitiveAfterReport,
    ReportCancellation,
    TermAndExtension,
)
from kernkracht.grants.schemes.rules import RuleSet

from .consents import may_email
from .days import day_of
from .languages import language_of
from .letter_frames import decision_frame, plain_frame, without_remedy
from .letter_payment import payment_words
from .letters import (
    ADVICE_ASKED,
    ADVICE_GIVEN,
    AWARD,
    CARRY_OVER,
    COMPLETION,
    PARTIAL_AWARD,
    REFERRAL,
    REFUSAL,
    UNTREATED,
    AdviceContext,
    CompletionContext,
    DecisionContext,
    LetterCost,
    LetterCriterion,
    LetterFailed,
    PreparedLetter,
    keep_and_send,
    prepare,
)
from .models import Advice, CompletionRequest, GrantApplication, Outcome
from .queries.findings import Sheet, current_findings
from .queries.payment import payment_plan
from .refusal_grounds import general_ground
from .resident_notices import case_link

if TYPE_CHECKING:
    from .actions.settling import Ruling

ACCOUNT_KINDS = (AccountLight, AccountFinancial, DefinitiveAfterReport, TermAndExtension)


def office_link(case: GrantApplication) -> str:
    return f"{settings.SITE_URL}/werk/aanvragen/{case.number}/"


def prepare_decision_letter(case: GrantApplication, ruling: Ruling, *, by: Actor, at: datetime) -> PreparedLetter:
    """The letter of a decision, not kept yet. Raises `LetterFailed`."""
    today = day_of(at)
    with translation.override(language_of(case)):
        sheet = current_findings(case, on=today)
        context = _decision_context(case, ruling, sheet, today)
        frame = decision_frame(case, by=by, mandate_id=ruling.mandate_id, today=today)
    if ruling.outcome == Outcome.CARRY_OVER:
        # A step on the way to the decision carries no objection of its own (Awb 6:3).
        frame = without_remedy(frame)
    return prepare(_kind(case, ruling), context, frame, case)


def _kind(case: GrantApplication, ruling: Ruling) -> str:
    if ruling.outcome == Outcome.GRANT:
        return AWARD if ruling.amount_cents == case.requested_cents else PARTIAL_AWARD
    return {
        Outcome.REFUSE: REFUSAL,
        Outcome.CARRY_OVER: CARRY_OVER,
        Outcome.REFER: REFERRAL,
        Outcome.NOT_TREAT: UNTREATED,
    }[ruling.outcome]


def _decision_context(case: GrantApplication, ruling: Ruling, sheet: Sheet, today: date) -> DecisionContext:
    is_award = ruling.outcome == Outcome.GRANT
    ground, article = _ground(ruling, sheet)
    payment, pay_by = _payment(case, ruling.amount_cents or 0, sheet.rules, today) if is_award else ("", None)
    judged = is_award or ruling.outcome == Outcome.REFUSE
    return DecisionContext(
        name=case.contact_name,
        title=case.title,
        number=case.number or "",
        scheme=case.scheme.name,
        village=case.village.name if case.village else "",
        received_on=case.received_on or today,
        legal_basis=case.version.legal_basis,
        link=case_link(case),
        requested_cents=case.requested_cents or 0,
        amount_cents=ruling.amount_cents or 0,
        bound_by=sheet.bound_sentence if ruling.amount_cents == sheet.payable_cents else "",
        reason=ruling.reason,
        ground=ground,
        ground_article=article,
        criteria=_criteria(sheet) if judged else (),
        removed_costs=tuple(
            LetterCost(line.description, line.cents, line.sentence) for line in sheet.evaluation.removed_lines
        ),
        obligations=_obligations(ruling, sheet.rules) if is_award else (),
        carry_out_by=ruling.carry_out_by,
        payment=payment,
        pay_by=pay_by,
        account=_account(sheet.rules, ruling.amount_cents or 0) if is_award else (),
        refused_cents=max((case.requested_cents or 0) - (ruling.amount_cents or 0), 0) if is_award else 0,
        carried_to_year=ruling.carried_to_year or 0,
        refer_to=ruling.refer_to,
        refer_url=ruling.refer_url,
    )


def _criteria(sheet: Sheet) -> tuple[LetterCriterion, ...]:
    """The motivation (Awb 3:46): what a person judged, and what was not met; that comes first."""
    rows = [row for row in sheet.rows if row.judgement is not None or row.outcome == FindingOutcome.NOT_MET]
    rows.sort(key=lambda row: row.outcome == FindingOutcome.MET)
    return tuple(
        LetterCriterion(
            row.statement,
            row.judgement.reason if row.judgement else row.finding.sentence,
            row.outcome == FindingOutcome.MET,
        )
        for row in rows
    )


def _ground(ruling: Ruling, sheet: Sheet) -> tuple[str, str]:
    """The sentence and the article behind the coded ground of a refusal."""
    if not ruling.refusal_ground:
        return "", ""
    general = general_ground(ruling.refusal_ground)
    if general is not None:
        return str(general.sentence), general.article
    for row in sheet.not_met:
        if row.finding.kind == ruling.refusal_ground:
            return row.finding.refusal_ground or row.statement, row.finding.article
    raise LetterFailed(f"the ground {ruling.refusal_ground} is no rule of this case")


def _obligations(ruling: Ruling, rules: RuleSet) -> tuple[str, ...]:
    own = [line.strip(" -•\t") for line in ruling.obligations.splitlines()]
    cancel = rules.first(ReportCancellation)
    standing = [
        cancel.statement() if cancel else _("Gaat het plan niet door of verandert het? Dan meldt u dat meteen.")
    ]
    return tuple(line for line in [*own, *standing] if line)


def _payment(case: GrantApplication, amount_cents: int, rules: RuleSet, today: date) -> tuple[str, date | None]:
    """How and by when the money comes (Awb 4:86, 4:87)."""
    return payment_words(payment_plan(case, amount_cents, today, rules), has_account=bool(case.iban.strip()))


def _account(rules: RuleSet, amount_cents: int) -> tuple[str, ...]:
    """What the receiver shows afterwards, in the words of the rules; a financial report only from its amount."""
    needs = accountability_of(rules)
    duties = []
    for rule in rules.rules:
        if not isinstance(rule.terms, ACCOUNT_KINDS):
            continue
        if isinstance(rule.terms, AccountFinancial) and amount_cents < needs.financial_from_cents:
            continue
        duties.append(rule.statement)
    if not duties and payment_of(rules).moment == "after_receipts":
        duties.append(_("U stuurt ons alleen de bonnen. Meer hoeft niet."))
    return tuple(duties)


def tell_completion_requested(case: GrantApplication, asked: CompletionRequest, *, by: Actor, at: datetime) -> None:
    """Ask the applicant, by mail with a link or on paper, inside the transaction of the request.

    A paper letter is made under the lock of this one case; no ceiling is locked meanwhile. Raises `LetterFailed`.
    """
    context = CompletionContext(
        name=case.contact_name,
        title=case.title,
        number=case.number or "",
        question=asked.question,
        until=asked.suspension.until_on,
        due_on=case.due_on or asked.suspension.until_on,
        link=case_link(case),
    )
    if may_email(case, COMPLETION):
        queue_email(
            kind=COMPLETION,
            context=context,
            to_name=case.contact_name,
            to_email=case.contact_email,
            subject_obj=case,
            unique_key=f"completion:{asked.pk}",
            at=at,
            language=language_of(case),
        )
        return
    with translation.override(language_of(case)):
        frame = plain_frame(case, by=by, today=day_of(at))
    keep_and_send(case, prepare(COMPLETION, context, frame, case), key=f"completion:{asked.pk}", by=by, at=at)


def tell_adviser(case: GrantApplication, advice: Advice, *, at: datetime) -> None:
    """Mail a colleague that advice is asked."""
    asker = User.objects.filter(actor=advice.asked_by_id).first()
    _tell_colleague(ADVICE_ASKED, case, advice, advice.asked_of, str(asker or ""), at)


def tell_asker(case: GrantApplication, advice: Advice, *, at: datetime) -> None:
    """Mail who asked that the advice is there; nobody when that account is gone."""
    asker = User.objects.filter(actor=advice.asked_by_id).first()
    if asker is not None:
        _tell_colleague(ADVICE_GIVEN, case, advice, asker, str(advice.asked_of), at)


def _tell_colleague(kind: str, case: GrantApplication, advice: Advice, to: User, other: str, at: datetime) -> None:
    context = AdviceContext(
        str(to), other, case.title, case.number or "", advice.question, advice.answer, office_link(case)
    )
    queue_email(
        kind=kind,
        context=context,
        to_name=str(to),
        to_email=to.email,
        subject_obj=case,
        unique_key=f"{kind}:{advice.pk}",
        at=at,
        language=to.language,
    )


__all__ = ["office_link", "prepare_decision_letter", "tell_adviser", "tell_asker", "tell_completion_requested"]
