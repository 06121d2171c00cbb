"""Every address, asked by everybody. How to add one: see `route_matrix.py`."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import uuid4

from django.conf import settings
from django.db import connection
from django.test import TestCase, override_settings
from django.urls import reverse

from kernkracht.community.people.models import Role
from tests.architecture.routes import all_routes
from tests.factories.people import sign_in

from .route_matrix import LOGIN, MATRIX, Answer, Row
from .route_world import EVERYBODY, STAFF, World


def test_every_route_stands_in_the_matrix_once() -> None:
    names = [row.name for row in MATRIX]
    routes = {route.full_name for route in all_routes()}
    assert not routes - set(names), "add these to tests/web/route_matrix.py (its head says how)"
    assert not set(names) - routes, "these routes are gone: take their rows out"
    assert len(names) == len(set(names))


def test_every_role_stands_in_the_matrix() -> None:
    assert set(STAFF.values()) == set(Role.Code)
    for row in MATRIX:
        assert set(row.expected) == set(EVERYBODY), row.name


@override_settings(STAFF_SECOND_FACTOR=True, DEMO=False)
class TestMatrix(TestCase):
    """One world, all rows: everything that differs is told at once."""

    world: World

    @classmethod
    def setUpTestData(cls) -> None:
        cls.world = World.build()

    def test_each_address_answers_each_role_as_agreed(self) -> None:
        routes = {route.full_name for route in all_routes()}
        wrong = [
            f"{row.name} for {role}: {got!r}, expected {row.expected[role]!r}"
            for row in MATRIX
            if row.name in routes
            for role in self.roles_to_ask(row)
            if not agrees(row.expected[role], got := self.ask(row, role))
        ]
        assert not wrong, "\n" + "\n".join(wrong)

    def roles_to_ask(self, row: Row) -> Sequence[str]:
        """Everybody; on PostgreSQL one who gets in, since who may is no question of the database but its SQL is."""
        if connection.vendor == "sqlite":
            return EVERYBODY
        return [next((role for role in EVERYBODY if row.expected[role] == 200), EVERYBODY[0])]

    def ask(self, row: Row, role: str) -> Answer:
        answer = self.world.client(role).get(reverse(row.name, kwargs=row.arguments(self.world)))
        if answer.status_code not in (301, 302):
            return answer.status_code
        where = answer.headers["Location"]
        return LOGIN if where.startswith(str(reverse(settings.LOGIN_URL))) else where

    def test_what_is_not_there_or_not_public_is_unknown_to_everybody(self) -> None:
        key, case = {"key": uuid4()}, self.world.case
        wide = {"scheme": case.scheme.slug, "code": "granted"}
        unknown = [
            reverse("plan", kwargs={"number": case.number}),  # not granted, so no plan
            *(reverse(name, kwargs=key) for name in ("attachment", "letter", "letter_page")),
            reverse("council_letter", kwargs={"year": 2022}),
            reverse("council_letter_download", kwargs={"year": 2022, "kind": "pdf"}),
            reverse("council_letter_cases", kwargs={"year": 2022, "figure_year": 2022, **wide}),
            reverse("council_letter_cases", kwargs={"year": 2026, "figure_year": 1999, **wide}),
        ]
        for address in unknown:
            assert {self.world.client(role).get(address).status_code for role in EVERYBODY} == {404}, address

    def test_staff_without_a_second_step_never_get_in(self) -> None:
        officer = self.world.staff["administrator"]
        client = sign_in(self.client, officer, "password")
        for row in MATRIX:
            if row.name.startswith("office_"):
                answer = client.get(reverse(row.name, kwargs=row.arguments(self.world)))
                assert answer.status_code == 302, row.name
                assert answer.headers["Location"].startswith("/account/"), row.name


def agrees(expected: Answer, got: Answer) -> bool:
    """Statuses must be equal, or one of two; a redirect must lead under the expected address (“/” is only itself)."""
    if expected == got:
        return True
    if isinstance(expected, str) and isinstance(got, str):
        return expected not in (LOGIN, "/") and got.startswith(expected)
    return isinstance(expected, str) and str(got) in expected.split(" or ")
