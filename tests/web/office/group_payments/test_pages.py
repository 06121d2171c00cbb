"""Claims on paper: typed in, corrected, thrown away; and the same for a group itself."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from kernkracht.foundation.documents.models import StoredDocument
from kernkracht.grants.group_payments.actions import file_claim
from kernkracht.grants.group_payments.models import ClaimState, ExpenseClaim
from tests.factories.people import UserFactory, sign_in
from tests.grants.group_payments.scene import NOON, Scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return Scene()


@pytest.fixture
def office(scene: Scene) -> Client:
    return sign_in(Client(), scene.handler)


@pytest.fixture
def group(scene: Scene) -> Client:
    return sign_in(Client(), scene.speaker)


class TestOnPaper:
    def test_a_receipt_is_taken_out_after_a_question(self, office: Client, scene: Scene) -> None:
        claim = scene.paper(10_00, 20_00)
        line = claim.lines.order_by("position")[0]
        page = reverse("office_claim_draft", args=[claim.pk])
        url = reverse("office_claim_draft_receipt_remove", args=[claim.pk, line.pk])
        assert url in office.get(page).content.decode()
        asked = office.get(url).content.decode()
        assert "Hesjes" in asked
        assert "€\xa010" in asked
        assert claim.lines.count() == 2
        assert office.post(url)["Location"] == page
        assert [row.amount_cents for row in claim.lines.all()] == [20_00]
        assert StoredDocument.objects.count() == 1
        assert office.post(url).status_code == 404

    def test_a_draft_is_thrown_away_after_a_question(self, office: Client, scene: Scene) -> None:
        claim = scene.paper(10_00)
        url = reverse("office_claim_draft_discard", args=[claim.pk])
        assert url in office.get(reverse("office_claim_draft", args=[claim.pk])).content.decode()
        assert scene.group.name in office.get(url).content.decode()
        assert ExpenseClaim.objects.exists()
        assert office.post(url)["Location"] == reverse("office_claims")
        assert not ExpenseClaim.objects.exists()
        assert not StoredDocument.objects.exists()

    def test_what_was_entered_is_kept(self, office: Client, scene: Scene) -> None:
        claim = file_claim(claim=scene.paper(10_00), by=scene.handler.actor, at=NOON)
        assert office.post(reverse("office_claim_draft_discard", args=[claim.pk])).status_code == 404
        line = claim.lines.get().pk
        refused = office.post(reverse("office_claim_draft_receipt_remove", args=[claim.pk, line]))
        assert refused.status_code == 422
        assert "al verstuurd" in refused.content.decode()
        assert claim.lines.count() == 1

    def test_a_draft_of_the_group_itself_is_not_the_offices(self, office: Client, scene: Scene) -> None:
        claim = scene.draft(10_00)
        assert office.post(reverse("office_claim_draft_discard", args=[claim.pk])).status_code == 404
        line = claim.lines.get().pk
        assert office.post(reverse("office_claim_draft_receipt_remove", args=[claim.pk, line])).status_code == 404
        assert claim.lines.count() == 1

    def test_the_file_of_a_draft_opens(self, office: Client, scene: Scene) -> None:
        claim = scene.paper(10_00)
        answer = office.get(reverse("office_claim_draft_receipt", args=[claim.pk, claim.lines.get().pk]))
        assert answer["Content-Type"] == "image/jpeg"

    def test_the_list_says_until_when_a_draft_is_kept(self, office: Client, scene: Scene) -> None:
        scene.paper(10_00)
        assert "31 januari 2027" in office.get(reverse("office_claims")).content.decode()


class TestOfTheGroup:
    def test_a_receipt_is_taken_out_after_a_question(self, group: Client, scene: Scene) -> None:
        claim = scene.draft(10_00, 20_00)
        line = claim.lines.order_by("position")[0]
        url = reverse("resident:my_claim_remove", args=[scene.group.slug, claim.pk, line.pk])
        assert url in group.get(reverse("resident:my_claim", args=[scene.group.slug, claim.pk])).content.decode()
        assert "Hesjes" in group.get(url).content.decode()
        assert claim.lines.count() == 2
        assert group.post(url).status_code == 302
        assert [row.amount_cents for row in claim.lines.all()] == [20_00]

    def test_a_receipt_of_a_sent_claim_stays(self, group: Client, scene: Scene) -> None:
        claim = scene.filed(10_00)
        url = reverse("resident:my_claim_remove", args=[scene.group.slug, claim.pk, claim.lines.get().pk])
        refused = group.post(url)
        assert refused.status_code == 422
        assert "al verstuurd" in refused.content.decode()
        assert claim.lines.count() == 1

    def test_a_draft_is_thrown_away(self, group: Client, scene: Scene) -> None:
        claim = scene.draft(10_00)
        url = reverse("resident:my_claim_withdraw", args=[scene.group.slug, claim.pk])
        assert "weggooien" in group.get(url).content.decode()
        assert ExpenseClaim.objects.exists()
        group.post(url)
        assert not ExpenseClaim.objects.exists()

    def test_a_sent_claim_is_taken_back_and_an_approved_one_is_not(self, group: Client, scene: Scene) -> None:
        claim = scene.filed(10_00)
        url = reverse("resident:my_claim_withdraw", args=[scene.group.slug, claim.pk])
        assert "intrekken" in group.get(url).content.decode()
        group.post(url)
        claim.refresh_from_db()
        assert claim.state == ClaimState.WITHDRAWN
        refused = group.post(url)
        assert refused.status_code == 422
        assert "iemand was u voor" in refused.content.decode()

    def test_a_stranger_finds_nothing(self, scene: Scene) -> None:
        claim = scene.draft(10_00)
        stranger = sign_in(Client(), UserFactory())
        for name, more in (("my_claim_withdraw", []), ("my_claim_remove", [claim.lines.get().pk])):
            url = reverse(f"resident:{name}", args=[scene.group.slug, claim.pk, *more])
            assert stranger.post(url).status_code == 404
        assert ExpenseClaim.objects.get().lines.count() == 1
