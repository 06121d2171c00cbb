"""Filing: what the law asks for, in time or late, signed with a code or an account, on paper or online."""

from __future__ import annotations

import io
import re
from datetime import date, timedelta
from typing import Any

import pytest

from kernkracht.foundation.notices.models import OutboxMessage
from kernkracht.grants.objections import actions
from kernkracht.grants.objections.models import Objection
from kernkracht.grants.objections.queries import contestable
from tests.factories.people import UserFactory, officer_with
from tests.grants.applications.desk import DECIDED_AT, Desk

from .bench import FILED_AT, Bench

pytestmark = pytest.mark.django_db


@pytest.fixture
def bench() -> Bench:
    return Bench()


def code_of(objection: Objection) -> str:
    mail = OutboxMessage.objects.filter(kind="objection_code", subject_id=str(objection.pk)).order_by("-pk").first()
    assert mail is not None
    found = re.search(r"\b\d{6}\b", mail.subject)
    assert found
    return found[0]


class TestOnline:
    def test_by_the_mailed_link_it_waits_for_its_code(self, bench: Bench) -> None:
        objection = bench.file()
        assert (objection.number, objection.state, objection.signed_at) == ("BZ-2026-0001", "received", None)
        kinds = set(OutboxMessage.objects.filter(subject_id=str(objection.pk)).values_list("kind", flat=True))
        assert {"objection_received", "objection_code"} <= kinds
        signed = actions.sign_objection(objection=objection, code=code_of(objection), by=bench.visitor, at=FILED_AT)
        assert (signed.signed_by, signed.signed_at) == ("code", FILED_AT)

    def test_with_an_account_it_is_signed(self, bench: Bench) -> None:
        user = UserFactory()
        objection = bench.file(account=user)
        assert (objection.signed_by, objection.filed_by) == ("account", user)
        assert not OutboxMessage.objects.filter(kind="objection_code").exists()

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"grounds": " "}, "grounds"),
            ({"address": ""}, "address"),
            ({"email": "geen"}, "email"),
            ({"name": " "}, "name"),
        ],
    )
    def test_what_the_law_asks_for_is_there(self, bench: Bench, changes: dict[str, Any], field: str) -> None:
        with pytest.raises(actions.UnableToFile) as refused:
            bench.file(**changes)
        assert refused.value.field == field
        assert not Objection.objects.exists()
        assert not OutboxMessage.objects.filter(kind__startswith="objection_").exists()

    def test_a_file_that_is_none_refuses_the_whole_act(self, bench: Bench) -> None:
        with pytest.raises(actions.UnableToFile) as refused:
            actions.file_objection(
                against=bench.decision,
                filing=bench.filing(),
                by=bench.visitor,
                at=FILED_AT,
                uploads=[actions.Upload(io.BytesIO(b"no picture"), "foto.jpg")],
            )
        assert refused.value.field == "files"
        assert not Objection.objects.exists()

    def test_the_same_person_objects_once(self, bench: Bench) -> None:
        bench.file()
        with pytest.raises(actions.UnableToFile, match="al een bezwaar"):
            bench.file()

    def test_nothing_to_object_to(self) -> None:
        desk = Desk()
        assert contestable(desk.case, FILED_AT.date()) == []

    def test_a_decision_on_objection_goes_to_court(self, bench: Bench) -> None:
        bench.decide(bench.proposed(**bench.award()))
        assert contestable(bench.desk.case, FILED_AT.date()) == []
        with pytest.raises(actions.UnableToFile):
            bench.file(name="Iemand anders")


class TestSigning:
    def test_a_wrong_code_counts_and_is_refused(self, bench: Bench) -> None:
        objection = bench.file()
        wrong = f"{(int(code_of(objection)) + 1) % 1_000_000:06d}"
        for _try in range(5):
            with pytest.raises(actions.UnableToSign) as refused:
                actions.sign_objection(objection=objection, code=wrong, by=bench.visitor, at=FILED_AT)
            assert refused.value.field == "code"
        with pytest.raises(actions.UnableToSign, match="te vaak"):
            actions.sign_objection(objection=objection, code=code_of(objection), by=bench.visitor, at=FILED_AT)
        assert bench.fresh(objection).code_tries == 6
        assert bench.fresh(objection).signed_at is None

    def test_an_old_code_no_longer_works(self, bench: Bench) -> None:
        objection = bench.file()
        with pytest.raises(actions.UnableToSign, match="niet meer"):
            actions.sign_objection(
                objection=objection, code=code_of(objection), by=bench.visitor, at=FILED_AT + timedelta(hours=25)
            )

    def test_a_new_code_replaces_the_old_one(self, bench: Bench) -> None:
        objection = bench.file()
        old = code_of(objection)
        with pytest.raises(actions.UnableToSign, match="minuut"):
            actions.send_code_again(objection=objection, by=bench.visitor, at=FILED_AT + timedelta(seconds=30))
        later = FILED_AT + timedelta(minutes=5)
        actions.send_code_again(objection=objection, by=bench.visitor, at=later)
        new = code_of(objection)
        if old != new:
            with pytest.raises(actions.UnableToSign):
                actions.sign_objection(objection=objection, code=old, by=bench.visitor, at=later)
        actions.sign_objection(objection=objection, code=f" {new[:3]} {new[3:]}", by=bench.visitor, at=later)
        with pytest.raises(actions.UnableToSign, match="al ondertekend"):
            actions.sign_objection(objection=objection, code=new, by=bench.visitor, at=later)

    def test_the_code_itself_is_not_kept(self, bench: Bench) -> None:
        objection = bench.file()
        assert code_of(objection) not in objection.code_digest

    def test_unsigned_is_not_decided_in_substance(self, bench: Bench) -> None:
        objection = actions.take_objection(objection=bench.file(), by=bench.handler.actor, at=FILED_AT)
        actions.waive_hearing(**bench.by_handler(objection), ground="waived", reason="Wil niet.")
        with pytest.raises(actions.UnableToProposeOutcome, match="ondertekend"):
            bench.proposed(objection)


class TestInTime:
    """The letter went on 9 March 2026; six weeks later is 20 April."""

    def test_the_last_day_is_in_time_and_the_next_is_late(self, bench: Bench) -> None:
        last = DECIDED_AT + timedelta(weeks=6)
        on_time = bench.on_paper(last)
        assert (on_time.term_ends_on, on_time.is_late) == (date(2026, 4, 20), False)
        late = bench.on_paper(last + timedelta(days=1), name="Kim Te Laat")
        assert late.is_late

    @pytest.mark.parametrize(
        ("postmark", "received", "late"),
        [("2026-04-20", "2026-04-27", False), ("2026-04-20", "2026-04-28", True), ("2026-04-21", "2026-04-22", True)],
    )
    def test_post(self, bench: Bench, postmark: str, received: str, late: bool) -> None:
        day = date.fromisoformat(received)
        objection = bench.on_paper(
            DECIDED_AT + timedelta(weeks=8), received_on=day, postmark_on=date.fromisoformat(postmark)
        )
        assert objection.is_late is late

    def test_a_late_one_is_taken_marked_and_judged(self, bench: Bench) -> None:
        at = DECIDED_AT + timedelta(weeks=7)
        objection = bench.taken(at, late_reason="Ik lag in het ziekenhuis.")
        assert objection.is_late
        actions.waive_hearing(**bench.by_handler(objection, at), ground="inadmissible", reason="Te laat.")
        with pytest.raises(actions.UnableToProposeOutcome, match="6:11"):
            bench.proposed(objection, outcome="inadmissible")
        actions.judge_lateness(**bench.by_handler(objection, at), excused=False, reason="Iemand anders kon het doen.")
        with pytest.raises(actions.UnableToProposeOutcome, match="niet-ontvankelijk"):
            bench.proposed(objection)
        bench.proposed(objection, outcome="inadmissible", reason="Te laat.")
        letter = bench.decide(objection).letter
        assert letter is not None
        assert "Iemand anders kon het doen." in letter.html
        assert bench.desk.fresh().state == "refused"

    def test_lateness_is_only_judged_of_late_ones(self, bench: Bench) -> None:
        with pytest.raises(actions.UnableToHandle, match="op tijd"):
            actions.judge_lateness(**bench.by_handler(bench.taken()), excused=True, reason="Ja.")


class TestOnPaper:
    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"received_on": None}, "received_on"),
            ({"received_on": date(2030, 1, 1)}, "received_on"),
            ({"received_on": date(2026, 3, 1)}, "received_on"),
            ({"postmark_on": date(2026, 3, 20)}, "postmark_on"),
        ],
    )
    def test_days_that_cannot_be(self, bench: Bench, changes: dict[str, Any], field: str) -> None:
        with pytest.raises(actions.UnableToFile) as refused:
            bench.on_paper(**changes)
        assert refused.value.field == field
        assert not Objection.objects.exists()

    def test_only_an_officer(self, bench: Bench) -> None:
        with pytest.raises(actions.UnableToFile):
            actions.register_objection(
                against=bench.decision,
                filing=bench.filing(received_on=FILED_AT.date()),
                channel="paper",
                by=officer_with().actor,
                at=FILED_AT,
            )

    def test_who_has_no_mail_gets_a_letter(self, bench: Bench) -> None:
        bench.on_paper(email="")
        message = OutboxMessage.objects.get(kind="objection_received")
        assert message.channel == OutboxMessage.Channel.PRINT
        assert message.letter is not None
