"""/werk/groepen/ and /mijn/groepen/ and /groepen/: the journeys of officers, groups and visitors."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from kernkracht.community.groups.actions import change_page, propose_account, write_feedback
from kernkracht.community.groups.models import (
    ChangeState,
    Covenant,
    CovenantDuty,
    DutyEvidence,
    Group,
    GroupContact,
    GroupKind,
    GroupState,
    Nature,
)
from tests.factories.documents import pdf_bytes
from tests.factories.groups import AT, IBAN, GroupFactory, Scene, build_scene, covenant_of, duty_of, kind_of, speaker
from tests.factories.people import UserFactory, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture(name="scene")
def _scene(db: None) -> Scene:
    return build_scene()


def office_of(client: Client, scene: Scene) -> Client:
    return sign_in(client, scene.coordinator)


def on(day: date, name: str) -> dict[str, Any]:
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def page(client: Client, route: str, *args: Any) -> str:
    answer = client.get(reverse(route, args=args))
    assert answer.status_code == 200, route
    return answer.content.decode()


class TestOffice:
    def test_a_group_is_added_and_shown_to_everybody(self, client: Client, scene: Scene) -> None:
        office = office_of(client, scene)
        kind = kind_of(Nature.SIGNALLING_GROUP)
        data = {"name": "Buurtgroep", "kind": kind.code, "villages": [scene.village.pk], "founded_precision": "day"}
        assert office.post(reverse("office_group_add"), data).status_code == 302
        assert "Buurtgroep" in page(office, "office_groups")
        assert "Buurtgroep" in page(Client(), "groups")
        assert "Bel 112" in page(Client(), "group", "buurtgroep")
        assert "Buurtgroep" in page(Client(), "village", scene.village.slug)

    def test_wrong_answers_stay_and_say_what_is_wrong(self, client: Client, scene: Scene) -> None:
        office = office_of(client, scene)
        data = {
            "name": scene.group.name,
            "kind": scene.group.kind.code,
            "website": "nergens",
            "founded_precision": "day",
        }
        answer = office.post(reverse("office_group_add"), data)
        text = answer.content.decode()
        assert answer.status_code == 422
        assert "Er is al een groep met deze naam." in text
        assert 'value="nergens"' in text
        assert Group.objects.count() == 1

    def test_a_group_of_another_village_is_read_but_not_changed(self, client: Client, scene: Scene) -> None:
        office = office_of(client, scene)
        theirs = GroupFactory(villages=[scene.elsewhere])
        speaker(theirs, name="Geheime Naam")
        assert "Geheime Naam" not in page(office, "office_group", theirs.slug)
        assert office.get(reverse("office_group_change", args=[theirs.slug])).status_code == 404

    def test_texts_of_a_group_are_seen_as_a_difference_and_approved(self, client: Client, scene: Scene) -> None:
        scene.group.purpose = "Oude zin.\nBlijft staan."
        scene.group.save()
        change = change_page(
            group=scene.group, texts={"purpose": "Nieuwe zin.\nBlijft staan."}, by=scene.member.actor, at=AT
        )
        office = office_of(client, scene)
        assert "Tekst voor de pagina" in page(office, "office_groups")
        shown = page(office, "office_group_page_change", change.pk)
        assert shown.count("<del>") == shown.count("<ins>") == 1
        url = reverse("office_group_page_change", args=[change.pk])
        scene.group.refresh_from_db()
        stale = office.post(url, {"seen_version": scene.group.text_version - 1})
        assert (stale.status_code, "intussen veranderd" in stale.content.decode()) == (422, True)
        assert office.post(url, {"seen_version": scene.group.text_version}).status_code == 302
        assert "Nieuwe zin." in page(Client(), "group", scene.group.slug)

    def test_an_account_is_confirmed_by_somebody_else(self, client: Client, scene: Scene) -> None:
        change = propose_account(
            group=scene.group, iban=IBAN, account_holder="Groep", by=scene.coordinator.actor, at=AT
        )
        url = reverse("office_group_account_change", args=[change.pk])
        assert office_of(client, scene).post(url).status_code == 422
        assert sign_in(Client(), scene.colleague).post(url).status_code == 302
        scene.group.refresh_from_db()
        assert scene.group.iban == IBAN
        assert IBAN not in page(Client(), "group", scene.group.slug)

    def test_people_are_written_down_with_what_is_public(self, client: Client, scene: Scene) -> None:
        office = office_of(client, scene)
        data = {"name": "Kim Voorbeeld", "email": "kim@example.org", "phone": "0612345678", "is_name_public": "on"}
        url = reverse("office_group_contact_add", args=[scene.group.slug])
        assert office.post(url, data | on(date(2026, 1, 1), "valid_from")).status_code == 302
        public = page(Client(), "group", scene.group.slug)
        assert "Kim Voorbeeld" in public
        assert "kim@example.org" not in public
        assert "0612345678" not in public
        contact = GroupContact.objects.get(name="Kim Voorbeeld")
        url = reverse("office_group_contact_end", args=[contact.pk])
        assert office.post(url, on(date(2026, 6, 1), "last_day")).status_code == 302
        assert "Kim Voorbeeld" not in page(Client(), "group", scene.group.slug)

    def test_a_covenant_with_document_duty_and_evidence(self, client: Client, scene: Scene) -> None:
        office = office_of(client, scene)
        data = {"title": "Convenant Dorp", "kind": "covenant", "groups": [scene.group.slug]}
        assert office.post(reverse("office_covenant_add"), data).status_code == 302
        covenant = Covenant.objects.get()
        file = SimpleUploadedFile("convenant.pdf", pdf_bytes())
        days = on(date(2025, 1, 1), "signed_on") | on(date(2025, 1, 1), "valid_from")
        url = reverse("office_covenant_version", args=[covenant.pk])
        assert office.post(url, days | {"document": file}).status_code == 302
        duty = {"kind": "meeting", "text": "Overleg", "interval_months": "6"} | on(date(2025, 1, 1), "counts_from")
        assert office.post(reverse("office_duty_add", args=[covenant.pk]), duty).status_code == 302
        assert "te laat" in page(office, "office_covenant", covenant.pk)
        url = reverse("office_duty_evidence", args=[CovenantDuty.objects.get().pk, "2025-07-01"])
        wrong = office.post(url, {"outcome": "done", "note": "Besproken"})
        assert (wrong.status_code, "Vul in op welke dag" in wrong.content.decode()) == (422, True)
        done = {"outcome": "done", "note": "Besproken"} | on(date(2025, 6, 20), "done_on")
        assert office.post(url, done).status_code == 302
        assert DutyEvidence.objects.get().note == "Besproken"
        assert "Convenant met de gemeente" in page(Client(), "group", scene.group.slug)

    def test_a_file_that_is_none_stands_beside_the_file(self, client: Client, scene: Scene) -> None:
        version = covenant_of(scene.group)
        url = reverse("office_covenant_version", args=[version.covenant_id])
        days = on(date(2026, 1, 1), "signed_on") | on(date(2026, 1, 1), "valid_from")
        answer = office_of(client, scene).post(url, days | {"document": SimpleUploadedFile("x.exe", b"MZ")})
        assert answer.status_code == 422
        assert answer.context["form"].errors["document"]
        assert version.covenant.versions.count() == 1

    @pytest.mark.parametrize("day", ["2022-07-02", "gisteren", "9999-99-99", "2022-01-01"])
    def test_a_day_that_is_no_date_of_the_duty_is_not_there(self, client: Client, scene: Scene, day: str) -> None:
        duty = duty_of(covenant_of(scene.group))
        url = reverse("office_duty_evidence", args=[duty.pk, day])
        assert office_of(client, scene).get(url).status_code == 404

    def test_kinds_are_added_renamed_and_closed(self, client: Client, scene: Scene) -> None:
        office = office_of(client, scene)
        data = {"label": "toneelclub", "plural": "toneelclubs", "nature": "other", "sort_order": "3"}
        assert office.post(reverse("office_group_kind_add"), data).status_code == 302
        kind = GroupKind.objects.get(code="toneelclub")
        new = {"label": "toneelgroep", "plural": "toneelgroepen"} | on(date(2026, 1, 1), "since")
        assert office.post(reverse("office_group_kind_rename", args=[kind.code]), new).status_code == 302
        closed = {"nature": "other", "sort_order": "4"} | on(date(2026, 1, 2), "valid_until")
        assert office.post(reverse("office_group_kind", args=[kind.code]), closed).status_code == 302
        assert "toneelgroep" in page(office, "office_group_kinds")
        assert "toneelgroep" not in page(office, "office_group_add").lower()

    def test_the_menu_counts_what_waits_and_what_is_late(self, client: Client, scene: Scene) -> None:
        change_page(group=scene.group, texts={"purpose": "Nieuw"}, by=scene.member.actor, at=AT)
        duty_of(covenant_of(scene.group, since=date(2025, 1, 1), until=date(2025, 12, 31)))
        duty_of(covenant_of(GroupFactory(villages=[scene.elsewhere]), since=date(2025, 1, 1)))
        answer = office_of(client, scene).get(reverse("office_groups"))
        entry = next(link for link in answer.context["office"]["nav"] if link.url == "/werk/groepen/")
        assert entry.count == 2
        assert len(answer.context["overdue"]) == 1


class TestOwnPeople:
    def test_a_group_writes_its_page_and_waits(self, client: Client, scene: Scene) -> None:
        own = sign_in(client, scene.member, "password")
        assert scene.group.name in page(own, "resident:my_groups")
        url = reverse("resident:my_group_page", args=[scene.group.slug])
        assert own.post(url, {"purpose": "Wij helpen.", "website": "nergens"}).status_code == 422
        assert own.post(url, {"purpose": "Wij helpen."}).status_code == 302
        assert "wacht op de gemeente" in page(own, "resident:my_group", scene.group.slug)
        assert "Wij helpen." in own.get(url).content.decode()
        assert "Wij helpen." not in page(Client(), "group", scene.group.slug)

    def test_a_group_sees_the_same_covenant_and_answers_for_its_own_duty(self, client: Client, scene: Scene) -> None:
        version = covenant_of(scene.group)
        municipal = duty_of(version)
        own_duty = duty_of(version, owed_by=scene.group, kind="information", text="De vereniging mailt.")
        own = sign_in(client, scene.member, "password")
        shown = page(own, "resident:my_group", scene.group.slug)
        assert "De vereniging mailt." in shown
        assert "Overleg met de wethouder." in shown
        url = reverse("resident:my_group_duty", args=[scene.group.slug, own_duty.pk, "2022-07-01"])
        assert own.post(url, {"outcome": "done"} | on(date(2022, 6, 20), "done_on")).status_code == 302
        assert DutyEvidence.objects.get().duty == own_duty
        url = reverse("resident:my_group_duty", args=[scene.group.slug, municipal.pk, "2022-07-01"])
        assert own.get(url).status_code == 404

    def test_a_wrong_account_is_refused_beside_the_number(self, client: Client, scene: Scene) -> None:
        own = sign_in(client, scene.member, "password")
        url = reverse("resident:my_group_account", args=[scene.group.slug])
        answer = own.post(url, {"iban": "NL00ABNA0417164300", "account_holder": "Groep"})
        assert answer.status_code == 422
        assert answer.context["form"].errors["iban"]
        assert own.post(url, {"iban": IBAN, "account_holder": "Groep"}).status_code == 302
        assert "kijken wij nog na" in page(own, "resident:my_group", scene.group.slug)

    def test_a_resident_proposes_a_group(self, client: Client, scene: Scene) -> None:
        resident = sign_in(client, UserFactory(), "password")
        kind = kind_of(Nature.OTHER)
        data = {"name": "Fanfare", "kind": kind.code, "villages": [scene.village.pk], "purpose": "Muziek"}
        url = reverse("resident:my_group_new")
        assert resident.post(url, data | {"villages": []}).status_code == 422
        assert resident.post(url, data).status_code == 302
        group = Group.objects.get(name="Fanfare")
        assert group.state == GroupState.PROPOSED
        assert Client().get(reverse("group", args=[group.slug])).status_code == 404
        office = sign_in(Client(), scene.coordinator)
        assert "Fanfare" in page(office, "office_groups")
        assert office.post(reverse("office_group_approve", args=[group.slug])).status_code == 302
        assert "Fanfare" in page(Client(), "group", group.slug)
        assert "Fanfare" in page(resident, "resident:my_group", group.slug)

    def test_monthly_feedback_reaches_the_public_page_after_a_look(self, client: Client, scene: Scene) -> None:
        group = GroupFactory(kind=kind_of(Nature.WHATSAPP_GROUP), villages=[scene.village])
        own = sign_in(client, speaker(group), "password")
        data = {"text": "Drie meldingen."} | on(date(2026, 1, 14), "month")
        assert own.post(reverse("resident:my_group_feedback", args=[group.slug]), data).status_code == 302
        assert "Drie meldingen." not in page(Client(), "group", group.slug)
        office = sign_in(Client(), scene.coordinator)
        row = group.feedback.get()
        assert office.post(reverse("office_group_feedback", args=[row.pk])).status_code == 302
        shown = page(Client(), "group", group.slug)
        assert "Drie meldingen." in shown
        assert "bewaart ze niet" in shown

    def test_turned_down_feedback_says_why(self, client: Client, scene: Scene) -> None:
        group = GroupFactory(kind=kind_of(Nature.SIGNALLING_GROUP), villages=[scene.village])
        member = speaker(group)
        row = write_feedback(group=group, month=date(2026, 1, 1), text="Jan deed het.", by=member.actor, at=AT)
        office = sign_in(Client(), scene.coordinator)
        url = reverse("office_group_feedback_down", args=[row.pk])
        assert office.post(url, {"reason": ""}).status_code == 422
        assert office.post(url, {"reason": "Noem geen namen."}).status_code == 302
        row.refresh_from_db()
        assert row.state == ChangeState.TURNED_DOWN
        assert "Noem geen namen." in page(sign_in(client, member, "password"), "resident:my_group", group.slug)


class TestPublic:
    def test_groups_are_found_and_a_strange_choice_is_no_error(self, client: Client, scene: Scene) -> None:
        url = reverse("groups")
        for query in ("?soort=bestaat-niet", "?dorp=%00", "?zoek=%00", "?pagina=99", "?pagina=x", "?zoek=" + "x" * 500):
            assert client.get(url + query).status_code == 200
        found = client.get(f"{url}?dorp={scene.village.slug}&zoek=groep").content.decode()
        assert scene.group.name in found
        part = client.get(url, headers={"HX-Request": "true"}).content.decode()
        assert "<html" not in part

    def test_a_group_that_stopped_keeps_its_page_without_people(self, client: Client, scene: Scene) -> None:
        GroupContact.objects.update(name="Amina Voorbeeld", is_name_public=True)
        assert "Amina Voorbeeld" in page(client, "group", scene.group.slug)
        Group.objects.update(state=GroupState.ENDED, ended_on=date(2026, 1, 1))
        shown = page(Client(), "group", scene.group.slug)
        assert "Deze groep is gestopt" in shown
        assert "Amina Voorbeeld" not in shown
        assert scene.group.name not in page(Client(), "groups")

    def test_markup_in_texts_is_text(self, client: Client, scene: Scene) -> None:
        Group.objects.update(purpose="<script>alert(1)</script>", rules="<b>vet</b>")
        shown = page(client, "group", scene.group.slug)
        assert "<script>alert" not in shown
        assert "&lt;b&gt;vet" in shown
