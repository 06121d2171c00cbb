"""Row 24 of the law table: the Selectielijst gemeenten 2020 under the Archiefwet."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.retention import actions
from kernkracht.foundation.retention.declarations import DataClass
from kernkracht.foundation.retention.doubts import DOUBTS, EVERY_TERM
from kernkracht.foundation.retention.models import DestructionList
from kernkracht.foundation.retention.queries import candidates, terms_on
from kernkracht.foundation.retention.terms import due_on
from tests.factories.applications import NOON, ApplicationFactory

ON = NOON.date()
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("data_class", "years", "number"),
    [
        (DataClass.GRANTED, 7, "8.1.7"),
        (DataClass.REFUSED, 5, "8.2"),
        (DataClass.ABORTED, 1, "8.4"),
        (DataClass.DISPUTE, 7, "13.1.1"),
        (DataClass.AGREEMENT, 10, "16.1"),
        (DataClass.TASK_AGREEMENT, None, "16.1.2"),
        (DataClass.PAYMENT, 7, "18.1"),
    ],
)
def test_each_result_of_the_list_has_its_term(data_class: DataClass, years: int | None, number: str) -> None:
    """Selectielijst 2020: grants 7 years after the object's end (8.1.7, without accounting too: 8.1.8), refused 5,
    aborted 1, disputes with money 7, agreements 10 after their end, those to carry out a task for ever, payments 7."""
    term = terms_on(ON)[data_class]
    assert term.years == years
    assert number in term.source


def test_counting_starts_at_the_end_of_the_case() -> None:
    """Selectielijst 2020: the term runs “after the object's end”; the doubt about 1 January stands beside the term."""
    term = terms_on(ON)[DataClass.REFUSED]
    assert due_on(date(2020, 5, 1), term) == date(2025, 5, 1)
    assert "1 januari" in str(EVERY_TERM)
    assert {DataClass.GRANTED, DataClass.ABORTED, DataClass.AGREEMENT} <= set(DOUBTS)


def test_nothing_goes_before_its_term_and_everything_comes_on_a_list_after_it() -> None:
    """Archiefwet art. 3 and 5: what is to be destroyed is destroyed after its term, and never earlier."""
    case = ApplicationFactory(state="refused", decided_on=date(2020, 5, 1))
    assert [c.number for c in candidates(date(2025, 4, 30))] == []
    assert [c.number for c in candidates(date(2025, 5, 1))] == [case.number]


def test_a_second_person_answers_for_a_destruction_and_a_record_of_it_is_kept() -> None:
    """Archiefbesluit art. 8: a declaration of destruction says what went, on which ground and in which way."""
    ApplicationFactory(state="refused", decided_on=date(2010, 5, 1))
    maker, approver = (Actor.objects.create(kind=Actor.Kind.PERSON) for _ in range(2))
    found = actions.propose_list(as_of=ON, by=maker, at=NOON, today=ON)
    with pytest.raises(IntegrityError), transaction.atomic():
        DestructionList.objects.filter(pk=found.pk).update(approved_by=maker)
    actions.approve_list(destruction_list=found, role="archivaris", by=approver, at=NOON)
    paper = actions.execute_list(destruction_list=found, by=Actor.system("worker"), at=NOON)
    assert paper is not None
    assert "8.2" in paper.letter.html
    assert "archivaris" in paper.letter.html


def test_the_archivist_decides_which_agreement_is_kept_for_ever() -> None:
    """Selectielijst 2020, 16.1 and 16.1.2: which of the two an agreement is, is a person's choice with a reason."""
    case = ApplicationFactory(state="refused", decided_on=date(2010, 5, 1))
    archivist = Actor.objects.create(kind=Actor.Kind.PERSON)
    actions.choose_class(
        obj=case, data_class=DataClass.TASK_AGREEMENT, reason="Blijft", by=archivist, at=NOON, today=ON
    )
    assert list(candidates(date(2200, 1, 1))) == []
