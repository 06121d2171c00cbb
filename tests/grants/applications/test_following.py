"""After sending: withdraw, complete, and read what comes."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.files.base import ContentFile

from kernkracht.foundation.audit.models import AuditEvent
from kernkracht.foundation.documents.refusals import UnacceptableFile
from kernkracht.foundation.notices.models import OutboxMessage
from kernkracht.grants.applications.actions import (
    UnableToAnswer,
    UnableToEdit,
    UnableToWithdraw,
    answer_completion,
    open_request,
    withdraw_application,
)
from kernkracht.grants.applications.models import (
    ApplicationState,
    CompletionRequest,
    GrantApplication,
    Suspension,
)
from kernkracht.grants.applications.queries import explained_deadline, is_applicant, my_cases, next_step, timeline
from tests.factories.people import UserFactory

from .scene import LATER, full_draft, holder, send

pytestmark = pytest.mark.django_db
ASKED = datetime(2026, 3, 10, 9, tzinfo=UTC)
LAST_DAY = date(2026, 3, 24)


def waiting_case() -> GrantApplication:
    """A case for which the office asked on 10 March for a completion until 24 March."""
    case = send(full_draft())
    suspension = Suspension.objects.create(
        application=case, ground=Suspension.Ground.COMPLETION, invited_on=ASKED.date(), until_on=LAST_DAY
    )
    asker = UserFactory(is_staff=True).actor
    CompletionRequest.objects.create(
        application=case, suspension=suspension, question="Welke bomen?", asked_by=asker, asked_at=ASKED
    )
    case.state = ApplicationState.AWAITING_COMPLETION
    case.save()
    return case


def answer(case: GrantApplication, at: datetime, **changes: object) -> GrantApplication:
    given: dict[str, object] = {"text": "Appels", "files": [], "by": holder(case), **changes}
    return answer_completion(application=case, at=at, **given)  # type: ignore[arg-type] # test input


def test_withdrawing_ends_the_case_with_its_reason() -> None:
    sent = send(full_draft())
    case = withdraw_application(application=sent, reason="Geen tijd", by=holder(sent), at=LATER)
    assert (case.state, case.withdrawal_reason) == (ApplicationState.WITHDRAWN, "Geen tijd")
    assert OutboxMessage.objects.filter(kind="application_withdrawn").count() == 1
    assert OutboxMessage.objects.filter(kind="work_case_withdrawn").count() == 1


def test_what_ended_cannot_be_withdrawn() -> None:
    case = send(full_draft())
    withdraw_application(application=case, reason="A", by=holder(case), at=LATER)
    with pytest.raises(UnableToWithdraw):
        withdraw_application(application=case, reason="B", by=holder(case), at=LATER)
    case.refresh_from_db()
    assert case.withdrawal_reason == "A"


def test_a_draft_is_not_withdrawn_and_a_stranger_withdraws_nothing() -> None:
    draft = full_draft()
    with pytest.raises(UnableToWithdraw):
        withdraw_application(application=draft, reason="A", by=holder(draft), at=LATER)
    case = send(draft)
    with pytest.raises(UnableToEdit):
        withdraw_application(application=case, reason="A", by=UserFactory().actor, at=LATER)


def test_an_answer_in_time_starts_the_term_again() -> None:
    case = answer(waiting_case(), datetime(2026, 3, 17, 9, tzinfo=UTC))
    assert case.state == ApplicationState.ASSESSING
    assert case.due_on == date(2026, 5, 4)  # 28 April plus six days that stood still
    assert case.suspensions.get().ended_on == date(2026, 3, 17)
    assert case.completion_requests.get().answer == "Appels"
    assert OutboxMessage.objects.filter(kind="completion_received").count() == 1
    assert "stond stil" in " ".join(explained_deadline(case, case.changed_at.date()).steps)


def test_the_last_day_counts_and_the_day_after_does_not() -> None:
    late = waiting_case()
    with pytest.raises(UnableToAnswer, match="voorbij"):
        answer(late, datetime(2026, 3, 25, 9, tzinfo=UTC))
    late.refresh_from_db()
    assert late.state == ApplicationState.AWAITING_COMPLETION
    assert answer(late, datetime(2026, 3, 24, 22, tzinfo=UTC)).state == ApplicationState.ASSESSING


def test_answering_twice_is_refused() -> None:
    case = waiting_case()
    answer(case, ASKED + timedelta(days=1))
    with pytest.raises(UnableToAnswer, match="wachten niet"):
        answer(case, ASKED + timedelta(days=1))


def test_one_wrong_file_refuses_the_whole_answer() -> None:
    case = waiting_case()
    with pytest.raises(UnacceptableFile):
        answer(case, ASKED + timedelta(days=1), files=[(ContentFile(b"MZ"), "x.exe")])
    assert open_request(case) is not None
    assert not AuditEvent.objects.filter(event="application.completed").exists()


def test_next_step_says_who_acts_and_by_when() -> None:
    case = waiting_case()
    theirs = next_step(case, open_request(case))
    assert (theirs.is_yours, theirs.by_when) == (True, LAST_DAY)
    done = answer(case, ASKED + timedelta(days=1))
    ours = next_step(done, open_request(done))
    assert (ours.is_yours, ours.who, ours.by_when) == (False, "Sanne", done.due_on)


def test_every_state_has_a_next_step() -> None:
    case = send(full_draft())
    for state in ApplicationState:
        case.state = state
        assert next_step(case, None).sentence


def test_the_timeline_is_newest_first_and_speaks_to_the_applicant() -> None:
    case = answer(waiting_case(), ASKED + timedelta(days=1))
    sentences = [moment.sentence for moment in timeline(case)]
    assert sentences == [
        "U stuurde een aanvulling.",
        "Wij vroegen u om een aanvulling.",
        "Wij ontvingen uw aanvraag.",
        "U begon met de aanvraag.",
    ]


def test_my_cases_are_mine_by_account_or_by_a_proven_address() -> None:
    sent, draft, user = send(full_draft()), full_draft(), UserFactory()
    assert not my_cases(user, []).exists()
    assert list(my_cases(user, ["Robin@example.org"])) == [sent]
    assert is_applicant(sent, user, ["ROBIN@example.org"])
    assert not is_applicant(draft, user, ["robin@example.org"])
    GrantApplication.objects.filter(pk=sent.pk).update(applicant=UserFactory())
    sent.refresh_from_db()
    assert not is_applicant(sent, user, ["robin@example.org"])
    assert not my_cases(user, ["robin@example.org"]).exists()
