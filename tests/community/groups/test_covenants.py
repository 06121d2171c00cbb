"""Covenants: versions that follow each other, duties with dates, evidence, and reminders that come once."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, timedelta

import pytest

from kernkracht.community.groups.actions import (
    CovenantFacts,
    DutyFacts,
    EvidenceFacts,
    NotAllowedToManageGroups,
    UnableToManageGroups,
    VersionFacts,
    add_covenant,
    add_duty,
    add_version,
    change_covenant,
    change_duty,
    end_covenant,
    keep_duty,
    remind_of_duties,
)
from kernkracht.community.groups.models import Covenant, CovenantDuty, CovenantVersion, DutyEvidence
from kernkracht.community.groups.queries import duties_of_covenant, overdue_duties, running_covenants
from kernkracht.foundation.documents.models import StoredDocument
from kernkracht.foundation.documents.permissions import Viewer, may_see_document
from kernkracht.foundation.documents.refusals import UnacceptableFile
from kernkracht.foundation.notices.models import OutboxMessage
from tests.factories.documents import pdf_bytes
from tests.factories.groups import GroupFactory, covenant_of, duty_of
from tests.factories.people import UserFactory

from .conftest import AT, TODAY, Scene

SIGNED = VersionFacts(signed_on=date(2021, 12, 2), valid_from=date(2022, 1, 1))
MEETING = DutyFacts(
    kind=CovenantDuty.Kind.MEETING,
    text="Overleg met de wethouder.",
    interval_months=6,
    counts_from=date(2022, 1, 1),
)


def covenant(scene: Scene) -> Covenant:
    facts = CovenantFacts(title="Convenant", groups=[scene.group])
    return add_covenant(facts=facts, by=scene.coordinator.actor, at=AT)


def version(scene: Scene, facts: VersionFacts = SIGNED) -> CovenantVersion:
    return add_version(covenant=covenant(scene), facts=facts, by=scene.coordinator.actor, at=AT)


def meeting(scene: Scene) -> CovenantDuty:
    return add_duty(version=version(scene), facts=MEETING, by=scene.coordinator.actor, at=AT)


def test_a_covenant_runs_from_its_first_version(scene: Scene) -> None:
    first = version(scene)
    assert list(running_covenants(TODAY)) == [first]
    assert list(running_covenants(date(2021, 12, 31))) == []


def test_the_next_version_ends_the_earlier_one_and_takes_its_duties_along(scene: Scene) -> None:
    duty = meeting(scene)
    second = add_version(
        covenant=duty.version.covenant,
        facts=VersionFacts(signed_on=date(2026, 6, 1), valid_from=date(2026, 7, 1)),
        by=scene.coordinator.actor,
        at=AT,
    )
    first = CovenantVersion.objects.get(pk=duty.version.pk)
    assert (first.valid_until, second.number, second.replaces) == (date(2026, 6, 30), 2, first)
    assert list(running_covenants(date(2026, 6, 30))) == [first]
    assert list(running_covenants(date(2026, 7, 1))) == [second]
    assert [row.counts_from for row in second.duties.all()] == [date(2026, 7, 1)]


def test_an_unknown_first_day_runs_nothing_until_a_later_version_is_known(scene: Scene) -> None:
    unknown = version(scene, VersionFacts())
    assert list(running_covenants(TODAY)) == []
    with pytest.raises(UnableToManageGroups) as refusal:
        add_duty(version=unknown, facts=MEETING, by=scene.coordinator.actor, at=AT)
    assert refusal.value.field == "counts_from"
    second = add_version(covenant=unknown.covenant, facts=SIGNED, by=scene.coordinator.actor, at=AT)
    assert list(running_covenants(TODAY)) == [second]


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        (VersionFacts(valid_from=date(2022, 1, 1)), "signed_on"),
        (replace(SIGNED, valid_until=date(2021, 12, 31)), "valid_until"),
        (VersionFacts(signed_on=date(2021, 12, 2), valid_until=date(2025, 1, 1)), "valid_from"),
    ],
)
def test_days_that_do_not_fit_are_refused(scene: Scene, facts: VersionFacts, field: str) -> None:
    with pytest.raises(UnableToManageGroups) as refusal:
        version(scene, facts)
    assert refusal.value.field == field
    assert not CovenantVersion.objects.exists()


def test_a_next_version_begins_later(scene: Scene) -> None:
    first = version(scene)
    for facts in (SIGNED, VersionFacts(signed_on=date(2021, 1, 1))):
        with pytest.raises(UnableToManageGroups):
            add_version(covenant=first.covenant, facts=facts, by=scene.coordinator.actor, at=AT)
    first.refresh_from_db()
    assert first.valid_until is None


def test_only_who_keeps_a_party_touches_a_covenant(scene: Scene) -> None:
    first = version(scene)
    theirs = covenant_of(GroupFactory(villages=[scene.elsewhere]))
    for stranger in (scene.member, scene.reader):
        with pytest.raises(NotAllowedToManageGroups):
            add_version(covenant=first.covenant, facts=SIGNED, by=stranger.actor, at=AT)
    with pytest.raises(NotAllowedToManageGroups):
        end_covenant(version=theirs, last_day=TODAY, reason="x", by=scene.coordinator.actor, at=AT)


def test_the_document_is_kept_and_only_shown_to_the_parties(scene: Scene) -> None:
    facts = replace(SIGNED, upload=(io.BytesIO(pdf_bytes()), "convenant.pdf"))
    row = version(scene, facts)
    assert row.document is not None

    def sees(user: object) -> bool:
        assert row.document is not None
        return may_see_document(row.document, Viewer(user, frozenset(), TODAY))  # type: ignore[arg-type]  # an account

    assert sees(scene.member)
    assert sees(scene.reader)
    assert not sees(UserFactory())
    row.is_public = True
    row.save()
    assert sees(UserFactory())


def test_a_document_that_is_none_leaves_no_version_behind(scene: Scene) -> None:
    with pytest.raises(UnacceptableFile):
        version(scene, replace(SIGNED, upload=(io.BytesIO(b"MZ\x90"), "convenant.exe")))
    assert not CovenantVersion.objects.exists()
    assert not StoredDocument.objects.exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"text": " "}, "text"),
        ({"interval_months": None}, "counts_from"),
        ({"counts_from": None}, "counts_from"),
        ({"interval_months": 61}, "interval_months"),
        ({"interval_months": None, "counts_from": None}, "interval_months"),
        ({"counts_from": date(2021, 1, 1)}, "counts_from"),
    ],
)
def test_half_a_duty_is_refused(scene: Scene, changes: dict[str, object], field: str) -> None:
    row = version(scene)
    with pytest.raises(UnableToManageGroups) as refusal:
        add_duty(version=row, facts=replace(MEETING, **changes), by=scene.coordinator.actor, at=AT)
    assert refusal.value.field == field
    assert not CovenantDuty.objects.exists()


def test_a_duty_is_owed_by_a_party(scene: Scene) -> None:
    row = version(scene)
    with pytest.raises(UnableToManageGroups) as refusal:
        add_duty(version=row, facts=replace(MEETING, owed_by=GroupFactory()), by=scene.coordinator.actor, at=AT)
    assert refusal.value.field == "owed_by"
    owed = add_duty(version=row, facts=replace(MEETING, owed_by=scene.group), by=scene.coordinator.actor, at=AT)
    without = CovenantFacts(title="Convenant", groups=[])
    with pytest.raises(UnableToManageGroups, match="nog een afspraak"):
        change_covenant(covenant=row.covenant, facts=without, by=scene.coordinator.actor, at=AT)
    assert owed.owed_by == scene.group


def test_evidence_answers_one_date_and_the_next_one_follows(scene: Scene) -> None:
    duty = meeting(scene)
    assert standing_of(duty).next_due_on == date(2022, 7, 1)
    keep_duty(
        duty=duty,
        facts=EvidenceFacts(due_on=date(2022, 7, 1), done_on=date(2022, 6, 20), note="Besproken: de speeltuin."),
        by=scene.coordinator.actor,
        at=AT,
    )
    assert standing_of(duty).next_due_on == date(2023, 1, 1)


def standing_of(duty: CovenantDuty):  # type: ignore[no-untyped-def]  # a row of duties_of_covenant
    return duties_of_covenant(duty.version, TODAY)[0]


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        (EvidenceFacts(due_on=date(2022, 7, 2), done_on=date(2022, 6, 20)), "due_on"),
        (EvidenceFacts(due_on=date(2022, 1, 1), done_on=date(2022, 6, 20)), "due_on"),
        (EvidenceFacts(due_on=date(2022, 7, 1)), "done_on"),
        (EvidenceFacts(due_on=date(2022, 7, 1), done_on=TODAY + timedelta(days=1)), "done_on"),
        (EvidenceFacts(due_on=date(2022, 7, 1), done_on=date(2021, 12, 31)), "done_on"),
        (EvidenceFacts(due_on=date(2023, 1, 1), done_on=date(2022, 6, 30)), "done_on"),
        (EvidenceFacts(due_on=date(2022, 7, 1), outcome="missed"), "note"),
        (EvidenceFacts(due_on=date(2027, 1, 1), outcome="missed", note="Geen zin"), "outcome"),
    ],
)
def test_evidence_that_proves_nothing_is_refused(scene: Scene, facts: EvidenceFacts, field: str) -> None:
    duty = meeting(scene)
    with pytest.raises(UnableToManageGroups) as refusal:
        keep_duty(duty=duty, facts=facts, by=scene.coordinator.actor, at=AT)
    assert refusal.value.field == field
    assert not DutyEvidence.objects.exists()


def test_a_date_is_answered_once(scene: Scene) -> None:
    duty = meeting(scene)
    facts = EvidenceFacts(due_on=date(2022, 7, 1), outcome="missed", note="De wethouder was ziek.")
    keep_duty(duty=duty, facts=facts, by=scene.coordinator.actor, at=AT)
    with pytest.raises(UnableToManageGroups, match="al iets vastgelegd"):
        keep_duty(duty=duty, facts=facts, by=scene.coordinator.actor, at=AT)
    assert date(2022, 7, 1) not in [due.due_on for due in overdue_duties(TODAY)]


def test_a_group_answers_for_its_own_duties_only(scene: Scene) -> None:
    municipal = meeting(scene)
    own = duty_of(municipal.version, kind=CovenantDuty.Kind.INFORMATION, owed_by=scene.group)
    facts = EvidenceFacts(due_on=date(2022, 7, 1), done_on=date(2022, 6, 20))
    with pytest.raises(NotAllowedToManageGroups):
        keep_duty(duty=municipal, facts=facts, by=scene.member.actor, at=AT)
    assert keep_duty(duty=own, facts=facts, by=scene.member.actor, at=AT).pk
    assert DutyEvidence.objects.count() == 1


def test_a_task_without_dates_takes_no_evidence(scene: Scene) -> None:
    task = add_duty(
        version=version(scene),
        facts=DutyFacts(kind=CovenantDuty.Kind.TASK, text="Is er elke dinsdag."),
        by=scene.coordinator.actor,
        at=AT,
    )
    with pytest.raises(UnableToManageGroups, match="geen datums"):
        keep_duty(duty=task, facts=EvidenceFacts(due_on=TODAY, done_on=TODAY), by=scene.coordinator.actor, at=AT)


def test_dates_stay_once_something_was_written_down(scene: Scene) -> None:
    duty = meeting(scene)
    changed = change_duty(duty=duty, facts=replace(MEETING, interval_months=12), by=scene.coordinator.actor, at=AT)
    assert changed.interval_months == 12
    keep_duty(
        duty=duty,
        facts=EvidenceFacts(due_on=date(2023, 1, 1), done_on=date(2022, 12, 1)),
        by=scene.coordinator.actor,
        at=AT,
    )
    with pytest.raises(UnableToManageGroups, match="nieuwe versie"):
        change_duty(duty=duty, facts=MEETING, by=scene.coordinator.actor, at=AT)
    text = replace(MEETING, interval_months=12, text="Overleg, met verslag.")
    assert change_duty(duty=duty, facts=text, by=scene.coordinator.actor, at=AT).text == "Overleg, met verslag."


def test_a_covenant_ends_with_a_reason_and_not_before_it_began(scene: Scene) -> None:
    row = version(scene)
    for last_day, reason in ((date(2021, 1, 1), "Klaar"), (TODAY, " ")):
        with pytest.raises(UnableToManageGroups):
            end_covenant(version=row, last_day=last_day, reason=reason, by=scene.coordinator.actor, at=AT)
    end_covenant(version=row, last_day=TODAY, reason="Opgezegd", by=scene.coordinator.actor, at=AT)
    assert list(running_covenants(TODAY + timedelta(days=1))) == []


def test_the_owner_is_reminded_once_before_and_once_after(scene: Scene) -> None:
    duty_of(covenant_of(scene.group, since=date(2026, 6, 10)))  # due on 10 December 2026
    assert remind_of_duties(at=AT) == 1
    for _again in range(2):
        remind_of_duties(at=AT + timedelta(days=1))
    assert [m.kind for m in OutboxMessage.objects.all()] == ["covenant_duty_due"]
    assert OutboxMessage.objects.get().recipient_email == "regisseur@example.org"
    for days in (18, 19):
        remind_of_duties(at=AT + timedelta(days=days))
    kinds = list(OutboxMessage.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds == ["covenant_duty_due", "covenant_duty_overdue"]


def test_nobody_is_reminded_of_what_was_done_or_is_far_away(scene: Scene) -> None:
    duty = duty_of(covenant_of(scene.group, since=date(2026, 6, 10)))
    duty_of(covenant_of(scene.group, since=date(2026, 11, 1)))
    keep_duty(
        duty=duty,
        facts=EvidenceFacts(due_on=date(2026, 12, 10), done_on=date(2026, 11, 20)),
        by=scene.coordinator.actor,
        at=AT,
    )
    assert remind_of_duties(at=AT) == 0
    assert not OutboxMessage.objects.exists()


def test_an_old_covenant_gives_one_message_and_not_ten(scene: Scene) -> None:
    duty_of(covenant_of(scene.group, since=date(2021, 10, 20)), months=1)
    remind_of_duties(at=AT)
    late = OutboxMessage.objects.get(kind="covenant_duty_overdue")
    assert "20 november 2026" in late.subject
    assert "20 december" not in late.subject


def test_what_passed_long_ago_stays_on_the_list_without_a_message(scene: Scene) -> None:
    duty_of(covenant_of(scene.group, since=date(2024, 1, 1), until=date(2024, 12, 31)))
    assert remind_of_duties(at=AT) == 0
    assert len(overdue_duties(TODAY)) == 1


def test_a_group_is_reminded_of_its_own_duty(scene: Scene) -> None:
    duty_of(covenant_of(scene.group, since=date(2026, 6, 10)), owed_by=scene.group)
    remind_of_duties(at=AT)
    message = OutboxMessage.objects.get()
    assert message.recipient_email == "vereniging@example.org"
    assert f"/mijn/groepen/{scene.group.slug}/" in message.body_text
