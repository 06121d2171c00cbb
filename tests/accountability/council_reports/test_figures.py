"""The letter about 2022 must come out of the cases, figure by figure (requirements R149–R161, R304)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernkracht.accountability.council_reports.figures import CaseLine, Status, figures_of
from kernkracht.accountability.council_reports.letters import figures_now
from kernkracht.accountability.council_reports.queries import council_figures, same_day_a_year_earlier
from kernkracht.accountability.council_reports.rounding import rounded_euro
from kernkracht.foundation.audit.actions import record
from kernkracht.foundation.audit.models import Actor
from kernkracht.grants.applications.models import ApplicationState, GrantApplication

from .conftest import NOW, take_in, version

TODAY = NOW.date()
LETTER_2022 = {
    "received": 47,
    "granted": 40,
    "withdrawn": 2,
    "carried_over": 1,
    "refused": 4,
    "open": 0,
    "assessed": 45,
    "granted_total_eur": 26985,
    "ceiling_eur": 30000,
    "max_eur": 750,
    "granted_at_max": 31,
    "at_max_asked_considerably_more": 15,
    "granted_below_max": 9,
    "requested_total_eur": 57205,
}


@pytest.mark.usefixtures("registers")
def test_the_letter_about_2022() -> None:
    scheme = figures_now(2022, TODAY)["schemes"]["leefbaarheidsbudget"]
    assert {code: scheme[code] for code in LETTER_2022} == LETTER_2022
    assert scheme["rounded"]["granted_total_eur"] == "circa €\u00a027.000"
    assert scheme["rounded"]["requested_total_eur"] == "ruim €\u00a057.000"


@pytest.mark.usefixtures("registers")
def test_neighbourhood_gatherings_of_2022_were_all_granted() -> None:
    scheme = figures_now(2022, TODAY)["schemes"]["buurtbijeenkomsten"]
    assert (scheme["received"], scheme["granted"], scheme["refused"]) == (3, 3, 0)


@pytest.mark.usefixtures("registers")
def test_2023_so_far_counts_what_came_in_that_year_and_nothing_carried_into_it() -> None:
    following = figures_now(2022, TODAY)["next_year"]["schemes"]["leefbaarheidsbudget"]
    assert (following["received"], following["granted"], following["granted_total_eur"]) == (11, 10, 7120)
    assert following["rounded"]["granted_total_eur"] == "ruim €\u00a07.000"


@pytest.mark.usefixtures("registers")
def test_villages_add_up_to_the_scheme_and_none_is_left_out() -> None:
    scheme = figures_now(2022, TODAY)["schemes"]["leefbaarheidsbudget"]
    assert len(scheme["villages"]) == 15
    for code in ("received", "granted", "withdrawn", "refused", "granted_total_eur", "requested_total_eur"):
        assert sum(village[code] for village in scheme["villages"].values()) == scheme[code]
    assert scheme["villages"]["Lienden"]["received"] > 0


@pytest.mark.usefixtures("registers")
def test_each_count_names_the_cases_behind_it() -> None:
    scheme = figures_now(2022, TODAY)["schemes"]["leefbaarheidsbudget"]
    for code, numbers in scheme["cases"].items():
        if not code.endswith("_eur"):
            assert len(numbers) == scheme[code]
    granted = GrantApplication.objects.filter(number__in=scheme["cases"]["granted_total_eur"])
    assert sum(case.granted_cents or 0 for case in granted) == 26985_00


@pytest.mark.usefixtures("registers")
def test_as_of_counts_only_what_had_happened() -> None:
    june = figures_now(2022, date(2022, 6, 30))["schemes"]["leefbaarheidsbudget"]
    assert 0 < june["received"] < 47
    assert june["carried_over"] == 0
    ended = ("granted", "refused", "withdrawn", "carried_over", "not_treated", "referred", "open")
    assert sum(june[code] for code in ended) == june["received"]
    granted = GrantApplication.objects.filter(received_on__year=2022, decided_on__lte=date(2022, 6, 30))
    assert june["granted"] == granted.filter(state="granted", scheme__slug="leefbaarheidsbudget").count()


@pytest.mark.usefixtures("buren")
def test_another_year_with_another_maximum_gives_that_registers_figures() -> None:
    version("dorpsgeld", maximum=1_200, ceiling=9_000, year=2024)
    take_in(
        b"case,scheme,received_on,village,title,applicant_kind,requested_eur,outcome,decided_on,granted_eur,ground,carried_to\n"
        b"D-1,dorpsgeld,2024-02-01,Asch,Bankje,resident,1800,granted,2024-03-01,1200,,\n"
        b"D-2,dorpsgeld,2024-02-02,Asch,Feest,resident,1799.99,granted,2024-03-01,1200,,\n"
        b"D-3,dorpsgeld,2024-02-03,Buren,Boom,foundation,300.50,granted,2024-03-02,300.50,,\n"
        b"D-4,dorpsgeld,2024-02-04,Buren,Hek,association,900,open,,,,\n"
    )
    scheme = figures_now(2024, TODAY)["schemes"]["dorpsgeld"]
    assert scheme["granted_total_eur"] == 2700.5
    assert scheme["max_eur"] == 1200
    assert scheme["granted_at_max"] == 2
    assert scheme["at_max_asked_considerably_more"] == 1
    assert scheme["granted_below_max"] == 1
    assert scheme["requested_total_eur"] == 4800.49
    assert scheme["open"] == 1


@pytest.mark.usefixtures("registers")
def test_a_carried_over_case_counts_once_and_its_money_in_the_later_year() -> None:
    case = GrantApplication.objects.get(number="LE-2022-027")
    case.state, case.granted_cents, case.decided_on = ApplicationState.GRANTED, 750_00, date(2023, 5, 1)
    case.save()
    scheme_2022 = figures_now(2022, TODAY)["schemes"]["leefbaarheidsbudget"]
    scheme_2023 = figures_now(2023, TODAY)["schemes"]["leefbaarheidsbudget"]
    assert (scheme_2022["carried_over"], scheme_2022["granted"]) == (1, 40)
    assert (scheme_2023["received"], scheme_2023["granted"], scheme_2023["granted_total_eur"]) == (11, 10, 7120)
    assert scheme_2023["carried_in_granted_eur"] == 750
    assert scheme_2023["cases"]["carried_in_granted_eur"] == ["LE-2022-027"]


@pytest.mark.usefixtures("registers")
def test_a_withdrawal_counts_from_its_own_day(django_capture_on_commit_callbacks: Callable[..., object]) -> None:
    case = GrantApplication.objects.get(number="LE-2023-008")
    case.state = ApplicationState.WITHDRAWN
    case.save()
    record("application.withdrawn", case, by=Actor.system(), at=NOW)
    before = figures_now(2023, date(2026, 11, 21))["schemes"]["leefbaarheidsbudget"]
    after = figures_now(2023, date(2026, 11, 22))["schemes"]["leefbaarheidsbudget"]
    assert (before["withdrawn"], before["open"]) == (0, 1)
    assert (after["withdrawn"], after["open"]) == (1, 0)


@pytest.mark.usefixtures("registers")
def test_queries_do_not_grow_with_cases(django_assert_max_num_queries: Callable[[int], object]) -> None:
    with django_assert_max_num_queries(14):  # type: ignore[attr-defined]
        council_figures(2022, TODAY)


@pytest.mark.parametrize(
    ("day", "expected"), [(date(2024, 2, 29), date(2023, 2, 28)), (date(2023, 3, 31), date(2022, 3, 31))]
)
def test_the_day_to_compare_with(day: date, expected: date) -> None:
    assert same_day_a_year_earlier(day) == expected


@pytest.mark.parametrize(
    ("cents", "text"),
    [
        (26_985_00, "circa €\u00a027.000"),
        (57_205_00, "ruim €\u00a057.000"),
        (30_000_00, "€\u00a030.000"),
        (1_249_00, "ruim €\u00a01.200"),
        (999_99, "€\u00a0999,99"),
        (0, "€\u00a00"),
    ],
)
def test_rounding_says_on_which_side_the_sum_lies(cents: int, text: str) -> None:
    assert rounded_euro(cents) == text


lines = st.builds(
    CaseLine,
    number=st.uuids().map(str),
    village=st.sampled_from(["Asch", "Buren"]),
    received_on=st.just(date(2024, 5, 5)),
    status=st.sampled_from(list(Status)),
    requested_cents=st.integers(1, 10**7),
    granted_cents=st.integers(1, 10**7),
    max_cents=st.none() | st.integers(1, 10**7),
)


@given(st.lists(lines, max_size=40))
def test_every_received_case_has_exactly_one_status(cases: list[CaseLine]) -> None:
    values = figures_of(cases).values
    assert sum(values[status.value] or 0 for status in Status) == values["received"] == len(cases)
    assert values["assessed"] == len(cases) - (values["withdrawn"] or 0)
    assert (values["granted_at_max"] or 0) + (values["granted_below_max"] or 0) <= (values["granted"] or 0)
    assert (values["at_max_asked_considerably_more"] or 0) <= (values["granted_at_max"] or 0)
