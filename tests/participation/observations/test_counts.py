"""Counts of partners: whole or not at all, and never a person (R196, R198)."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kernkracht.community.people.permission_codes import Permission
from kernkracht.participation.observations import actions
from kernkracht.participation.observations.counts_file import MAX_BYTES, month_of, read_counts
from kernkracht.participation.observations.models import PartnerCount, ReportKind, TrendNote
from kernkracht.participation.observations.queries import counts_of, last_months, trends_of
from tests.factories.partners import PartnerFactory
from tests.factories.people import UserFactory, officer_with
from tests.factories.villages import VillageFactory

AT = datetime(2026, 11, 23, 10, tzinfo=UTC)
TODAY = date(2026, 11, 23)
GOOD = "dorp;soort;maand;aantal\nLienden;Afval;2026-10;12\nBuren;Afval;oktober 2026;1.003\n"


def read(text: str | bytes) -> tuple[list[Any], list[str]]:
    content = text if isinstance(text, bytes) else text.encode()
    rows, faults = read_counts(content, villages=("Lienden", "Buren"), kinds=("Afval", "Water"), today=TODAY)
    return rows, [str(fault) for fault in faults]


def test_a_good_file() -> None:
    rows, faults = read(GOOD)
    assert not faults
    assert [(row.village, row.kind, row.month, row.count) for row in rows] == [
        ("Lienden", "Afval", date(2026, 10, 1), 12),
        ("Buren", "Afval", date(2026, 10, 1), 1003),
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "De kop klopt niet."),
        ("dorp;soort;maand\nLienden;Afval;2026-10\n", "De kop klopt niet."),
        ("dorp;soort;maand;aantal;naam\nLienden;Afval;2026-10;1;Jan\n", "naam hoort er niet in"),
        ("dorp;soort;maand;aantal\n", "geen aantallen"),
        (
            "dorp;soort;maand;aantal\nLiende;Afval;2026-10;1\n",
            "Regel 2: Dit dorp kennen wij niet: “Liende”. Bedoelt",
        ),
        ("dorp;soort;maand;aantal\nLienden;Konijnen;2026-10;1\n", "Deze soort kennen wij niet"),
        ("dorp;soort;maand;aantal\nLienden;Afval;ooit;1\n", "“ooit” is geen maand."),
        ("dorp;soort;maand;aantal\nLienden;Afval;2027-01;1\n", "moet nog komen"),
        ("dorp;soort;maand;aantal\nLienden;Afval;2026-10;-1\n", "“-1” is geen aantal."),
        (
            "dorp;soort;maand;aantal\nLienden;Afval;2026-10;1\nLienden;afval;10-2026;2\n",
            "Regel 3: Dit staat ook in regel 2.",
        ),
        ("dorp;soort;maand;aantal\nLienden;Afval\n", "2 kolommen"),
        ('dorp;soort;maand;aantal\n"Lienden;Afval;2026-10;1\n', "geen CSV"),
        (b"dorp;soort\xff", "UTF-8"),
        ("dorp\0", "geen tekst"),
        (b"x" * (MAX_BYTES + 1), "groter dan 2 MB"),
    ],
)
def test_what_is_wrong_is_said_with_its_line_and_a_remedy(text: str | bytes, said: str) -> None:
    _rows, faults = read(text)
    assert any(said in fault for fault in faults), faults


@pytest.mark.parametrize(
    ("typed", "month"),
    [
        ("2026-1", date(2026, 1, 1)),
        ("12/2026", date(2026, 12, 1)),
        (" mrt. 2026", date(2026, 3, 1)),
        ("Maart 2026", date(2026, 3, 1)),
        ("2026-13", None),
        ("0026-01", None),
        ("herfst 2026", None),
        ("", None),
    ],
)
def test_months(typed: str, month: date | None) -> None:
    assert month_of(typed) == month


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=200))
def test_no_file_makes_it_fail(noise: str) -> None:
    for text in (noise, f"dorp;soort;maand;aantal\n{noise}"):
        rows, faults = read(text.encode("utf-8", "replace"))
        assert rows or faults


def test_the_last_months() -> None:
    assert last_months(date(2026, 2, 10), 3) == (date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1))


@pytest.mark.django_db
class TestTakingIn:
    @pytest.fixture
    def who(self) -> dict[str, Any]:
        return {"by": officer_with(Permission.MANAGE_PARTNERS, Permission.HANDLE_QUESTION).actor, "at": AT}

    @pytest.fixture
    def lienden(self) -> Any:
        VillageFactory(name="Buren", slug="buren")
        ReportKind.objects.create(label="Afval")
        return VillageFactory(name="Lienden", slug="lienden")

    def test_whole_and_a_later_file_corrects(self, who: dict[str, Any], lienden: Any) -> None:
        partner = PartnerFactory()
        assert actions.import_partner_counts(partner=partner, content=GOOD.encode(), **who) == 2
        later = GOOD.replace(";12", ";14").encode()
        actions.import_partner_counts(partner=partner, content=later, **who)
        actions.import_partner_counts(partner=PartnerFactory(), content=GOOD.encode(), **who)
        table = counts_of(lienden, TODAY)
        assert [count for _month, count in table.rows[0].cells] == [None, None, None, None, 26, None]
        assert table.rows[0].total == 26

    def test_or_not_at_all(self, who: dict[str, Any], lienden: Any) -> None:
        with pytest.raises(actions.UnableToImportCounts) as refusal:
            actions.import_partner_counts(partner=PartnerFactory(), content=(GOOD + "x;y;z;q\n").encode(), **who)
        assert len(refusal.value.faults) == 4
        assert not PartnerCount.objects.exists()

    def test_only_who_manages_partners(self, lienden: Any) -> None:
        by = officer_with(Permission.HANDLE_QUESTION).actor
        with pytest.raises(actions.UnableToObserve):
            actions.import_partner_counts(partner=PartnerFactory(), content=GOOD.encode(), by=by, at=AT)
        with pytest.raises(actions.UnableToObserve):
            actions.save_report_kind(label="Water", sort_order=1, is_active=True, by=by, at=AT)

    def test_kinds_are_data(self, who: dict[str, Any], lienden: Any) -> None:
        kind = actions.save_report_kind(label="Water", sort_order=1, is_active=True, **who)
        assert actions.save_report_kind(label="Wateroverlast", sort_order=1, is_active=True, kind=kind, **who) == kind
        for label in ("", "AFVAL"):
            with pytest.raises(actions.UnableToObserve):
                actions.save_report_kind(label=label, sort_order=1, is_active=True, **who)

    def test_a_trend_names_no_person(self, who: dict[str, Any], lienden: Any) -> None:
        note = actions.note_trend(village=lienden, text="Meer afval in de zomer.", **who)
        assert list(trends_of(lienden)) == [note]
        for text in ("", "Mevrouw De Vries klaagt vaak."):
            with pytest.raises(actions.UnableToObserve):
                actions.note_trend(village=lienden, text=text, **who)
        with pytest.raises(actions.UnableToObserve):
            actions.note_trend(village=lienden, text="Meer afval.", by=UserFactory().actor, at=AT)
        assert TrendNote.objects.count() == 1
