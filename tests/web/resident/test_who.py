"""The page “Wie vraagt aan?”: it offers what the rules leave, and people who apply together."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
import time_machine
from django.test import Client

from kernkracht.grants.applications.models import Companion, GrantApplication
from tests.grants.applications.scene import scheme_version, village_with_coordinator

from .steps import begin, fill_in

pytestmark = pytest.mark.django_db
SENTENCE = "Deze regeling is voor een inwoner of een groep inwoners."
KIM = {"co_applicants-companion_name": "Kim", "co_applicants-companion_email": "kim@example.org"}


@pytest.fixture(autouse=True)
def _march() -> object:
    with time_machine.travel(datetime.fromisoformat("2026-03-03T10:00:00+01:00"), tick=False):
        yield


def draft_for(client: Client, *allowed: str, **parameters: Any) -> GrantApplication:
    rules = [("applicant_type", {"allowed_types": list(allowed), **parameters})] if allowed else []
    return begin(client, scheme_version(rules))


def url(draft: GrantApplication, step: str = "aanvrager") -> str:
    return f"/aanvraag/{draft.token}/{step}/"


def shown(client: Client, draft: GrantApplication, step: str = "aanvrager") -> str:
    return " ".join(client.get(url(draft, step)).content.decode().split())


def kind_of(draft: GrantApplication) -> str:
    return GrantApplication.objects.get(pk=draft.pk).applicant_kind


class TestKinds:
    def test_without_a_rule_every_kind_is_offered(self, client: Client) -> None:
        page = shown(client, draft_for(client))
        assert page.count('type="radio"') == len(GrantApplication.ApplicantKind)
        assert "Vraagt u aan als iemand anders?" not in page

    def test_only_the_kinds_of_the_scheme_are_offered_with_who_may_apply(self, client: Client) -> None:
        page = shown(client, draft_for(client, "resident", "residents_group"))
        assert page.count('type="radio"') == 2
        assert SENTENCE in page
        assert 'href="/aanvragen/"' in page
        assert 'name="organisation"' not in page

    def test_another_kind_is_refused_with_who_may_and_where_else(self, client: Client) -> None:
        draft = draft_for(client, "resident", "residents_group")
        answer = client.post(url(draft), {"applicant_kind": "foundation"})
        page = answer.content.decode()
        assert answer.status_code == 422
        assert f"{SENTENCE} Zoek bij ‘Geld voor plannen’ wat wel bij u past, of bel ons." in page
        assert kind_of(draft) == ""

    def test_an_allowed_kind_is_kept(self, client: Client) -> None:
        draft = draft_for(client, "resident", "residents_group")
        assert client.post(url(draft), {"applicant_kind": "residents_group"}).status_code == 302
        assert kind_of(draft) == "residents_group"

    def test_the_words_of_the_scheme_and_what_hides_under_a_kind(self, client: Client) -> None:
        draft = begin(
            client,
            scheme_version([
                ("applicant_type", {"allowed_types": [{"code": "resident", "label": "een jongere"}, "community_house"]})
            ]),
        )  # fmt: skip
        page = shown(client, draft)
        assert "Een jongere" in page
        assert "Ook voor een dorpshuis of buurthuis." in page


class TestOneKind:
    def test_one_kind_is_said_and_not_asked(self, client: Client) -> None:
        draft = draft_for(client, "resident")
        page = shown(client, draft)
        assert 'type="radio"' not in page
        assert "Deze regeling is voor een inwoner. U vraagt dus aan als <strong>inwoner</strong>." in page
        assert client.post(url(draft), {}).status_code == 302
        assert kind_of(draft) == "resident"

    def test_another_kind_is_refused_all_the_same(self, client: Client) -> None:
        draft = draft_for(client, "resident")
        answer = client.post(url(draft), {"applicant_kind": "business"})
        assert answer.status_code == 422
        assert "Deze regeling is voor een inwoner. Zoek bij" in answer.content.decode()
        assert kind_of(draft) == ""

    def test_an_organisation_still_gives_its_name_unless_it_stops_here(self, client: Client) -> None:
        draft = draft_for(client, "association")
        assert client.post(url(draft), {}).status_code == 422
        assert client.post(url(draft), {"do": "stop"}).status_code == 302
        assert client.post(url(draft), {"organisation": "Dorpsbelang"}).status_code == 302


class TestKeptOtherwise:
    @pytest.fixture
    def draft(self, client: Client) -> GrantApplication:
        draft = draft_for(client, "resident", "residents_group")
        fill_in(client, draft, village_with_coordinator())
        GrantApplication.objects.filter(pk=draft.pk).update(applicant_kind="foundation", organisation="Stichting Proef")
        return draft

    def test_the_page_gives_the_reason_and_asks_again(self, client: Client, draft: GrantApplication) -> None:
        page = shown(client, draft)
        assert f"U koos eerder ‘Stichting’. {SENTENCE} Kies hieronder opnieuw." in page
        assert "checked" not in page

    def test_stopping_keeps_what_was_chosen(self, client: Client, draft: GrantApplication) -> None:
        assert client.post(url(draft), {"do": "stop"}).status_code == 302
        assert kind_of(draft) == "foundation"

    def test_the_check_still_works_names_it_and_says_why_it_does_not_fit(
        self, client: Client, draft: GrantApplication
    ) -> None:
        page = shown(client, draft, "nakijken")
        assert "Stichting" in page
        assert "U vraagt aan als stichting. Deze regeling is voor een inwoner of een groep inwoners." in page


class TestTogether:
    def test_a_resident_may_invite_somebody_where_no_rule_asks_it(self, client: Client) -> None:
        draft = draft_for(client, "resident", "association")
        assert "Vraagt u samen met anderen aan? (niet verplicht)" in shown(client, draft)
        data = {"applicant_kind": "resident", "do": "invite-co_applicants", **KIM}
        assert client.post(url(draft), data).status_code == 302
        assert Companion.objects.get().kind == Companion.Kind.CO_APPLICANT
        assert "Kim" in shown(client, draft)

    def test_nobody_is_asked_for_supporters_that_no_rule_counts(self, client: Client) -> None:
        draft = draft_for(client)
        assert "invite-supporters" not in shown(client, draft)
        client.post(url(draft), {"do": "invite-supporters", "applicant_kind": "resident"})
        assert not Companion.objects.exists()

    def test_an_organisation_applies_alone(self, client: Client) -> None:
        draft = draft_for(client)
        data = {"applicant_kind": "association", "organisation": "Dorpsbelang", "do": "invite-co_applicants", **KIM}
        answer = client.post(url(draft), data)
        assert answer.status_code == 422
        assert "Dan vraagt u niet samen met anderen aan." in answer.content.decode()
        assert not Companion.objects.exists()
        client.post(url(draft), {"applicant_kind": "association", "organisation": "Dorpsbelang"})
        assert "samen met anderen" not in shown(client, draft)

    def test_who_was_invited_before_can_still_be_taken_away(self, client: Client) -> None:
        draft = draft_for(client)
        client.post(url(draft), {"applicant_kind": "resident", "do": "invite-co_applicants", **KIM})
        client.post(url(draft), {"applicant_kind": "association", "organisation": "Dorpsbelang"})
        assert "Haal Kim weg" in shown(client, draft)

    def test_where_a_rule_counts_them_an_organisation_invites_too(self, client: Client) -> None:
        draft = begin(client, scheme_version([("min_co_applicants", {"count": 3})]))
        data = {"applicant_kind": "association", "organisation": "Dorpsbelang", "do": "invite-co_applicants", **KIM}
        assert client.post(url(draft), data).status_code == 302
        assert Companion.objects.count() == 1
