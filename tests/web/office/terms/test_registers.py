"""Pages of the clock: waiving a penalty, an outage that is over, a channel, a free day. Success beside refusal."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from kernkracht.community.people.models import Role, User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.foundation.audit.models import AuditEvent
from kernkracht.foundation.deadlines.models import Channel, EquatedDay, Outage
from kernkracht.foundation.official_channels.models import MessageKind, OfficialChannel
from kernkracht.grants.applications.models import NoticeOfDefault
from tests.factories.people import officer_with, sign_in
from tests.grants.applications.desk import Desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator() -> User:
    return officer_with(
        Permission.READ_OFFICE, Permission.MANAGE_LEGAL_SETTINGS, code=Role.Code.ADMINISTRATOR, name="Daan"
    )


@pytest.fixture
def office(administrator: User) -> Client:
    return sign_in(Client(), administrator)


def day(name: str, found: date) -> dict[str, Any]:
    return {f"{name}_day": found.day, f"{name}_month": found.month, f"{name}_year": found.year}


def text(answer: Any) -> str:
    return str(answer.content.decode())


def at_field(answer: Any, name: str) -> bool:
    """Whether the fault stands at this field, and not only above the form."""
    return name in answer.context["form"].errors


class TestWaiving:
    @pytest.fixture
    def desk(self) -> Desk:
        return Desk()

    @pytest.fixture
    def notice(self, desk: Desk) -> NoticeOfDefault:
        """Late since 28 April; the notice came on 4 May, and the penalty runs."""
        return NoticeOfDefault.objects.create(
            application=desk.case,
            received_on=date(2026, 5, 4),
            channel=NoticeOfDefault.Channel.POST,
            due_on_then=date(2026, 4, 28),
            is_too_early=False,
            by=desk.assessor.actor,
            at=datetime(2026, 5, 4, 9, tzinfo=timezone.get_default_timezone()),
        )

    def url(self, notice: NoticeOfDefault) -> str:
        return reverse("office_waive_penalty", args=[notice.application.number, notice.pk])

    def test_the_clock_leads_there_and_afterwards_nothing_counts(self, desk: Desk, notice: NoticeOfDefault) -> None:
        office, clock = sign_in(Client(), desk.assessor), reverse("office_term", args=[desk.case.number])
        assert self.url(notice) in text(office.get(clock))
        assert "Awb 4:17 lid 6" in text(office.get(self.url(notice)))
        answer = office.post(self.url(notice), {"no_penalty": "manifest", "no_penalty_reason": "Buiten de regeling."})
        assert answer["Location"] == clock
        notice.refresh_from_db()
        assert (notice.no_penalty, notice.no_penalty_reason) == ("manifest", "Buiten de regeling.")
        event = AuditEvent.objects.get(event="application.penalty_waived")
        assert (event.actor, event.ground) == (desk.assessor.actor, "Awb 4:17 lid 6")
        assert self.url(notice) not in text(office.get(clock))

    @pytest.mark.parametrize(
        ("posted", "field"),
        [
            ({"no_penalty": "", "no_penalty_reason": "Zomaar."}, "no_penalty"),
            ({"no_penalty": "because", "no_penalty_reason": "Zomaar."}, "no_penalty"),
            ({"no_penalty": "manifest", "no_penalty_reason": " "}, "no_penalty_reason"),
            ({"no_penalty": "manifest", "no_penalty_reason": "x" * 2001}, "no_penalty_reason"),
        ],
    )
    def test_not_without_an_exception_of_the_law_and_a_reason(
        self, desk: Desk, notice: NoticeOfDefault, posted: dict[str, str], field: str
    ) -> None:
        refused = sign_in(Client(), desk.assessor).post(self.url(notice), posted)
        assert refused.status_code == 422
        assert at_field(refused, field)
        notice.refresh_from_db()
        assert notice.no_penalty == ""
        assert not AuditEvent.objects.filter(event="application.penalty_waived").exists()

    def test_not_twice(self, desk: Desk, notice: NoticeOfDefault) -> None:
        office = sign_in(Client(), desk.assessor)
        office.post(self.url(notice), {"no_penalty": "manifest", "no_penalty_reason": "Eerst."})
        refused = office.post(self.url(notice), {"no_penalty": "not_interested", "no_penalty_reason": "Daarna."})
        assert refused.status_code == 422
        assert "kost al niets" in text(refused)
        notice.refresh_from_db()
        assert notice.no_penalty_reason == "Eerst."

    def test_not_of_another_case_and_not_by_who_only_reads(self, desk: Desk, notice: NoticeOfDefault) -> None:
        other = desk.another_case()
        posted = {"no_penalty": "manifest", "no_penalty_reason": "Nee."}
        wrong = reverse("office_waive_penalty", args=[other.number, notice.pk])
        assert sign_in(Client(), desk.assessor).post(wrong, posted).status_code == 404
        reader = officer_with(Permission.READ_OFFICE, code=Role.Code.AUDITOR)
        assert sign_in(Client(), reader).post(self.url(notice), posted).status_code == 404
        notice.refresh_from_db()
        assert notice.no_penalty == ""


class TestOutageOver:
    @pytest.fixture
    def outage(self) -> Outage:
        return Outage.objects.create(
            channels=[Channel.WEBSITE],
            started_at=timezone.now() - timedelta(days=2),
            notice="De website werkt niet. Bel ons.",
        )

    def over(self, moment: datetime) -> dict[str, Any]:
        local = timezone.localtime(moment)
        return {**day("end_day", local.date()), "end_time": local.strftime("%H:%M")}

    def test_the_text_leaves_the_website(self, office: Client, outage: Outage) -> None:
        url = reverse("office_outage_end", args=[outage.pk])
        assert url in text(office.get(reverse("office_outages")))
        assert "De website werkt niet" in text(Client().get("/storingen/"))
        assert office.get(url).status_code == 200
        answer = office.post(url, self.over(timezone.now() - timedelta(hours=1)))
        assert answer["Location"] == reverse("office_outages")
        outage.refresh_from_db()
        assert outage.ended_at is not None
        assert "De website werkt niet" not in text(Client().get(reverse("plans")))
        assert AuditEvent.objects.filter(event="outage.ended").count() == 1
        assert url not in text(office.get(reverse("office_outages")))

    @pytest.mark.parametrize(
        ("ago", "words"), [(timedelta(days=3), "einde na het begin"), (-timedelta(days=1), "moet nog komen")]
    )
    def test_an_end_that_cannot_be_is_refused_at_its_day(
        self, office: Client, outage: Outage, ago: timedelta, words: str
    ) -> None:
        refused = office.post(reverse("office_outage_end", args=[outage.pk]), self.over(timezone.now() - ago))
        assert refused.status_code == 422
        assert words in text(refused)
        assert at_field(refused, "end_day")
        outage.refresh_from_db()
        assert outage.ended_at is None

    def test_nonsense_is_refused_and_kept(self, office: Client, outage: Outage) -> None:
        posted = {"end_day_day": "45", "end_day_month": "13", "end_day_year": "later", "end_time": "straks"}
        refused = office.post(reverse("office_outage_end", args=[outage.pk]), posted)
        assert refused.status_code == 422
        assert "straks" in text(refused)
        outage.refresh_from_db()
        assert outage.ended_at is None

    def test_not_twice(self, office: Client, outage: Outage) -> None:
        url = reverse("office_outage_end", args=[outage.pk])
        office.post(url, self.over(timezone.now() - timedelta(hours=2)))
        first = Outage.objects.get().ended_at
        refused = office.post(url, self.over(timezone.now() - timedelta(hours=1)))
        assert refused.status_code == 422
        assert "al voorbij" in text(refused)
        assert Outage.objects.get().ended_at == first


class TestChannel:
    def wish(self, **changes: Any) -> dict[str, Any]:
        return {
            "kind": MessageKind.APPLICATION,
            "channel": Channel.EMAIL,
            "address": "post@voorbeeld.nl",
            **day("designated_from", timezone.localdate()),
            "decision": "Aanwijzingsbesluit 2026",
        } | changes

    def test_a_way_is_designated_and_told_to_everybody(self, office: Client) -> None:
        url = reverse("office_channel_add")
        assert office.get(url).status_code == 200
        assert office.post(url, self.wish())["Location"] == reverse("office_outages")
        row = OfficialChannel.objects.get()
        assert (row.kind, row.channel, row.address) == ("application", "email", "post@voorbeeld.nl")
        assert "post@voorbeeld.nl" in text(Client().get(reverse("digital_message")))
        assert AuditEvent.objects.get(event="official_channel.designated").ground == "Awb 2:13"

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"kind": "love_letter"}, "kind"),
            ({"channel": "pigeon"}, "channel"),
            ({"address": "geen adres"}, "address"),
            ({"channel": Channel.WEBSITE, "address": "javascript:alert(1)"}, "address"),
            ({"address": ""}, "address"),
            ({"decision": " "}, "decision"),
            ({"designated_from_month": "0"}, "designated_from"),
        ],
    )
    def test_a_wrong_way_is_refused_at_its_field(self, office: Client, changes: dict[str, Any], field: str) -> None:
        refused = office.post(reverse("office_channel_add"), self.wish(**changes))
        assert refused.status_code == 422
        assert at_field(refused, field)
        assert not OfficialChannel.objects.exists()

    def test_not_twice(self, office: Client) -> None:
        office.post(reverse("office_channel_add"), self.wish())
        refused = office.post(reverse("office_channel_add"), self.wish())
        assert refused.status_code == 422
        assert at_field(refused, "address")
        assert OfficialChannel.objects.count() == 1

    def test_it_ends_today_at_the_earliest(self, office: Client) -> None:
        office.post(reverse("office_channel_add"), self.wish())
        row, today = OfficialChannel.objects.get(), timezone.localdate()
        url = reverse("office_channel_end", args=[row.pk])
        refused = office.post(url, day("last_day", today - timedelta(days=1)))
        assert refused.status_code == 422
        assert at_field(refused, "last_day")
        assert office.post(url, day("last_day", today)).status_code == 302
        row.refresh_from_db()
        assert row.designated_until == today


class TestFreeDay:
    def wish(self, found: date, **changes: Any) -> dict[str, Any]:
        return {**day("day", found), "name": "Extra vrije dag", "decree": "Stb. 2026, 123"} | changes

    def test_a_day_is_added_and_stands_in_the_register(self, office: Client) -> None:
        coming = timezone.localdate() + timedelta(days=30)
        assert office.get(reverse("office_equated_day_add")).status_code == 200
        assert office.post(reverse("office_equated_day_add"), self.wish(coming)).status_code == 302
        assert EquatedDay.objects.get().day == coming
        assert "Extra vrije dag" in text(office.get(reverse("office_outages")))
        assert AuditEvent.objects.get(event="equated_day.registered").ground == "Stb. 2026, 123"

    @pytest.mark.parametrize(
        ("days", "changes", "field"),
        [
            (-1, {}, "day"),
            (30, {"name": " "}, "name"),
            (30, {"decree": ""}, "decree"),
            (30, {"day_day": "31", "day_month": "2"}, "day"),
        ],
    )
    def test_a_wrong_day_is_refused_at_its_field(
        self, office: Client, days: int, changes: dict[str, str], field: str
    ) -> None:
        posted = self.wish(timezone.localdate() + timedelta(days=days), **changes)
        refused = office.post(reverse("office_equated_day_add"), posted)
        assert refused.status_code == 422
        assert at_field(refused, field)
        assert not EquatedDay.objects.exists()

    def test_not_twice(self, office: Client) -> None:
        posted = self.wish(timezone.localdate() + timedelta(days=30))
        office.post(reverse("office_equated_day_add"), posted)
        refused = office.post(reverse("office_equated_day_add"), posted)
        assert refused.status_code == 422
        assert "staat er al" in text(refused)
        assert EquatedDay.objects.count() == 1


@pytest.mark.parametrize("name", ["office_channel_add", "office_equated_day_add", "office_outage_add"])
def test_only_who_manages_legal_settings(name: str) -> None:
    reader = sign_in(Client(), officer_with(Permission.READ_OFFICE, code=Role.Code.AUDITOR))
    assert reader.post(reverse(name), {}).status_code == 404


def test_all_settings_are_read_with_one_question(
    office: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    """Session, account, second step, rights, menu, outages and the settings: not one for each setting."""
    with django_assert_max_num_queries(12):
        answer = office.get(reverse("office_legal_settings"))
    assert "Bezwaar en beroep" in text(answer)
    assert "Awb 4:87 lid 1" in text(answer)
