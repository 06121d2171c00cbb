"""/werk/kanalen/ and /werk/boodschappen/: the register, a message, the suggestions, groups, what works where."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kernkracht.community.channels.models import (
    Channel,
    ChannelContact,
    ChannelKind,
    ChannelUse,
    GroupDelivery,
    MessagePlan,
    TargetGroup,
)
from kernkracht.community.groups.models import GroupContact
from kernkracht.community.people.models import User
from kernkracht.community.people.permission_codes import Permission
from kernkracht.community.villages.models import Village
from kernkracht.foundation.notices.models import OutboxMessage
from tests.factories.channels import (
    ChannelFactory,
    ChannelKindFactory,
    ChannelUseFactory,
    MessagePlanFactory,
    TargetGroupFactory,
    TopicFactory,
    scored,
)
from tests.factories.groups import GroupFactory
from tests.factories.people import officer_with, sign_in
from tests.factories.villages import VillageFactory

pytestmark = pytest.mark.django_db
S = MessagePlan.State


@pytest.fixture
def manager(db: None) -> User:
    return officer_with(Permission.READ_OFFICE, Permission.MANAGE_CHANNELS, name="Fenna Voorbeeld")


@pytest.fixture
def office(client: Client, manager: User) -> Client:
    return sign_in(client, manager)


@pytest.fixture
def village(db: None) -> Village:
    return VillageFactory(name="Lienden", slug="lienden")


def ahead(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def dated(name: str, day: date) -> dict[str, object]:
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def page(office: Client, name: str, *args: object, **query: str) -> str:
    answer = office.get(reverse(name, args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_channel_is_added_and_a_wrong_one_keeps_what_was_typed(office: Client, village: Village) -> None:
    answers = {
        "name": "Lichtkrant Lienden",
        "kind": ChannelKindFactory().pk,
        "coverage": "villages",
        "owner_kind": "municipality",
        "lead_days": "3",
        "cost_cents": "12,50",
    }
    url = reverse("office_village_channel_add")
    wrong = office.post(url, answers)
    assert wrong.status_code == 422
    assert "Kies de dorpen" in wrong.content.decode()
    assert "Lichtkrant Lienden" in wrong.content.decode()
    right = office.post(url, answers | {"villages": [village.pk]})
    row = Channel.objects.get()
    assert right.headers["Location"] == reverse("office_village_channel", args=[row.pk])
    assert row.cost_cents == 1250
    text = page(office, "office_village_channel", row.pk)
    assert "3 dagen" in text
    assert "€\u00a012,50" in text


def test_filters_of_the_register(office: Client, village: Village) -> None:
    school, group = ChannelKindFactory(code="school"), TargetGroupFactory(code="ouders")
    ChannelFactory(name="Lichtkrant", villages=[village])
    ChannelFactory(name="Basisschool", kind=school, villages=[VillageFactory()], target_groups=[group])
    ChannelFactory(name="Nieuwsbrief")
    ChannelFactory(name="Oude krant", valid_until=ahead(-1))

    def listed(**query: str) -> set[str]:
        text = page(office, "office_village_channels", **query)
        return {name for name in ("Lichtkrant", "Basisschool", "Nieuwsbrief", "Oude krant") if f">{name}<" in text}

    assert listed() == {"Lichtkrant", "Basisschool", "Nieuwsbrief"}
    assert listed(dorp="lienden") == {"Lichtkrant", "Nieuwsbrief"}
    assert listed(soort="school") == {"Basisschool"}
    assert listed(doelgroep="ouders") == {"Lichtkrant", "Basisschool", "Nieuwsbrief"}
    assert listed(zoek="brief") == {"Nieuwsbrief"}
    assert listed(stand="gestopt") == {"Oude krant"}
    assert listed(dorp="nergens") == {"Nieuwsbrief"}


def test_who_only_reads_sees_scores_and_no_people(client: Client, village: Village) -> None:
    row = ChannelFactory(villages=[village])
    ChannelContact.objects.create(channel=row, name="Ria Voorbeeld", email="ria@example.org")
    scored(row, 4, on=ahead(-10), villages=[village])
    sign_in(client, officer_with(Permission.READ_OFFICE))
    text = page(client, "office_village_channel", row.pk)
    assert "4 van 5" in text
    assert "Ria" not in text
    assert "ria@example.org" not in text
    assert client.get(reverse("office_village_channel_change", args=[row.pk])).status_code == 404
    plan = MessagePlanFactory(villages=[village], state=S.PLANNED)
    GroupContact.objects.create(
        group=GroupFactory(villages=[village]), name="Robin", email="robin@example.org", valid_from=ahead(-9)
    )
    assert "robin@example.org" not in page(client, "office_message_plan_groups", plan.pk)
    posted = client.post(reverse("office_message_plan_groups", args=[plan.pk]), {"groups": []})
    assert posted.status_code == 422
    assert not OutboxMessage.objects.exists()


def test_end_resume_and_contact(office: Client) -> None:
    row = ChannelFactory()
    args = [row.pk]
    office.post(reverse("office_village_channel_contact", args=args), {"name": "Ria", "phone": "0344 12 34 56"})
    assert "Ria" in page(office, "office_village_channel", row.pk)
    office.post(reverse("office_village_channel_contact_remove", args=args))
    assert not ChannelContact.objects.exists()
    office.post(
        reverse("office_village_channel_end", args=args), dated("last_day", ahead(0)) | {"reason": "De krant stopt"}
    )
    assert "De krant stopt" in page(office, "office_village_channel", row.pk)
    office.post(reverse("office_village_channel_resume", args=args))
    row.refresh_from_db()
    assert row.valid_until is None


def test_kinds_and_target_groups_are_data(office: Client) -> None:
    first = dated("valid_from", ahead(0))
    office.post(
        reverse("office_village_channel_kind_add"), first | {"label": "Prikbord", "usual_lead_days": 2, "sort_order": 1}
    )
    assert "Prikbord" in page(office, "office_village_channel_kinds")
    kind = ChannelKind.objects.get(label="Prikbord")
    changed = first | {"label": "Raam", "usual_lead_days": 1, "sort_order": 1}
    office.post(reverse("office_village_channel_kind", args=[kind.pk]), changed)
    assert "Raam" in page(office, "office_village_channel_kinds")
    group = first | {"label": "Jongeren", "interests": "Een plek", "information_need": "Kort", "sort_order": 1}
    office.post(reverse("office_target_group_add"), group)
    made = TargetGroup.objects.get()
    office.post(reverse("office_target_group", args=[made.pk]), group | {"information_need": "Met beeld"})
    assert "Met beeld" in page(office, "office_target_groups")


def test_a_message_asks_for_the_next_thing_until_it_is_planned(office: Client, village: Village) -> None:
    group = TargetGroupFactory()
    answers = {"title": "De brug is dicht", "topic": TopicFactory().pk, "villages": [village.pk]}
    answers |= {"target_groups": [group.pk]} | dated("wanted_on", ahead(14))
    office.post(reverse("office_message_plan_add"), answers)
    plan = MessagePlan.objects.get()
    assert "Beantwoord de vragen van Factor C" in page(office, "office_message_plan", plan.pk)
    assert group.interests in page(office, "office_message_plan_factor_c", plan.pk)
    url = reverse("office_message_plan_factor_c", args=[plan.pk])
    half = {f"interests_{group.pk}": "Op tijd komen", f"need_{group.pk}": ""}
    wrong = office.post(url, half)
    assert wrong.status_code == 422
    assert "Op tijd komen" in wrong.content.decode()
    assert f"Vul dit in voor ‘{group.label}’." in wrong.content.decode()
    office.post(url, half | {f"need_{group.pk}": "De omleiding"})
    assert "Schrijf de tekst" in page(office, "office_message_plan", plan.pk)
    office.post(reverse("office_message_plan_change", args=[plan.pk]), answers | {"text": "Twee weken dicht."})
    assert "Kies de kanalen" in page(office, "office_message_plan", plan.pk)
    channel = ChannelFactory(villages=[village], lead_days=20)
    choose = reverse("office_message_plan_choose", args=[plan.pk, channel.pk])
    late = office.post(choose, dated("planned_on", ahead(14)))
    assert late.status_code == 422
    assert "op zijn vroegst" in late.content.decode()
    office.post(choose, dated("planned_on", ahead(20)))
    assert "Plan de boodschap" in page(office, "office_message_plan", plan.pk)
    office.post(reverse("office_message_plan_decide", args=[plan.pk]))
    plan.refresh_from_db()
    assert plan.state == S.PLANNED
    assert "De brug is dicht" in page(office, "office_message_plan_calendar", maand=f"{ahead(20):%Y-%m}")
    assert "Niets in deze maand" in page(office, "office_message_plan_calendar", maand="1999-01")
    assert page(office, "office_message_plan_calendar", maand="onzin")


def test_a_warning_is_passed_with_a_reason(office: Client, village: Village) -> None:
    other = MessagePlanFactory(title="Werk aan de weg", state=S.PLANNED, villages=[village])
    plan = MessagePlanFactory(villages=[village], groups=[TargetGroupFactory()], wanted_on=ahead(9))
    ChannelUseFactory(plan=plan)
    url = reverse("office_message_plan_decide", args=[plan.pk])
    assert other.title in office.get(url).content.decode()
    assert office.post(url).status_code == 422
    office.post(url, {"reason": "Het is hetzelfde werk."})
    text = page(office, "office_message_plan", plan.pk)
    assert "Het is hetzelfde werk." in text
    assert "naast een andere" in text


def test_a_warning_that_came_while_the_page_was_open(office: Client, village: Village) -> None:
    """The page asked for no reason; the act finds the other message, and the page then asks."""
    plan = MessagePlanFactory(villages=[village], groups=[TargetGroupFactory()], wanted_on=ahead(9))
    ChannelUseFactory(plan=plan)
    url = reverse("office_message_plan_decide", args=[plan.pk])
    assert "Er loopt niets anders" in office.get(url).content.decode()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kernkracht.web.office.message_plans.views.message.standing_beside_message", lambda *_: [])
        MessagePlanFactory(title="Werk aan de weg", state=S.PLANNED, villages=[village])
        late = office.post(url)
    assert late.status_code == 422
    assert "Werk aan de weg" in late.content.decode()
    assert 'name="reason"' in late.content.decode()


def test_suggestions_name_their_reasons_and_what_is_too_late(office: Client, village: Village) -> None:
    plan = MessagePlanFactory(villages=[village], groups=[TargetGroupFactory()], wanted_on=ahead(9))
    good, late = ChannelFactory(name="School", villages=[village]), ChannelFactory(name="Krant", lead_days=30)
    scored(good, 5, on=ahead(-30), villages=[village])
    text = page(office, "office_message_plan_channels", plan.pk)
    assert text.index("School") < text.index("Te laat voor deze dag") < text.index("Krant")
    assert "Gemiddeld cijfer 5,0, bij 1 keer gebruik." in text
    assert reverse("office_message_plan_choose", args=[plan.pk, late.pk]) in text


def test_what_became_of_a_channel(office: Client, village: Village) -> None:
    plan = MessagePlanFactory(state=S.PLANNED, villages=[village], groups=[TargetGroupFactory()], wanted_on=ahead(9))
    use, other = ChannelUseFactory(plan=plan), ChannelUseFactory(plan=plan)
    office.post(reverse("office_message_plan_use_move", args=[use.pk]), dated("planned_on", ahead(3)))
    office.post(reverse("office_message_plan_use_drop", args=[other.pk]), {"reason": "De krant is vol"})
    done = dated("done_on", ahead(0)) | {"cost_cents": "25"}
    office.post(reverse("office_message_plan_use_done", args=[use.pk]), done)
    assert "Sluit het versturen af" in page(office, "office_message_plan", plan.pk)
    office.post(reverse("office_message_plan_close", args=[plan.pk]))
    score = reverse("office_message_plan_use_score", args=[use.pk])
    assert office.post(score, {"reached": "12"}).status_code == 422
    office.post(score, {"score": "4", "reached": "1200", "remark": "Goed gelezen"})
    assert "Rond de boodschap af" in page(office, "office_message_plan", plan.pk)
    office.post(reverse("office_message_plan_evaluate", args=[plan.pk]), {"lesson": "Eerder beginnen."})
    use.refresh_from_db()
    assert (use.score, use.reached, use.cost_cents) == (4, 1200, 2500)
    learnt = page(office, "office_village_channel_effects", dorp=village.slug)
    assert "Eerder beginnen." in learnt
    assert use.channel.name in learnt
    assert "Nog geen cijfers" in page(office, "office_village_channel_effects", dorp=VillageFactory().slug)
    assert "De krant is vol" in page(office, "office_message_plan", plan.pk)
    assert "Eerder beginnen." in page(office, "office_message_plan", plan.pk)


def test_taking_back_and_calling_off(office: Client, village: Village) -> None:
    plan = MessagePlanFactory(state=S.PLANNED, villages=[village], groups=[TargetGroupFactory()])
    ChannelUseFactory(plan=plan)
    office.post(reverse("office_message_plan_take_back", args=[plan.pk]))
    office.post(reverse("office_message_plan_call_off", args=[plan.pk]), {"reason": "Het werk gaat niet door"})
    assert "Het werk gaat niet door" in page(office, "office_message_plan", plan.pk)
    assert plan.title in page(
        office, "office_message_plans", stand="afgezegd", dorp=village.slug, thema=plan.topic.code
    )
    assert plan.title not in page(office, "office_message_plans")
    assert ChannelUse.objects.get().state == ChannelUse.State.DROPPED


def test_one_act_to_all_groups_and_who_must_be_called(office: Client, village: Village) -> None:
    plan = MessagePlanFactory(state=S.PLANNED, villages=[village], groups=[TargetGroupFactory()])
    club, silent = GroupFactory(villages=[village]), GroupFactory(villages=[village])
    for group, more in ((club, {"email": "club@example.org"}), (silent, {"phone": "0344 12 34 56"})):
        GroupContact.objects.create(group=group, name="Robin", valid_from=ahead(-9), **more)
    url = reverse("office_message_plan_groups", args=[plan.pk])
    chosen = {"groups": [club.pk, silent.pk]}
    sent = office.post(url, chosen, follow=True).content.decode()
    assert "Gestuurd naar 1 groep." in sent
    assert "0344 12 34 56" in sent
    again = office.post(url, {"groups": [club.pk]}, follow=True).content.decode()
    assert "Er ging niets dubbel weg." in again
    assert office.post(url, {}).status_code == 422
    assert OutboxMessage.objects.filter(kind="message_to_group").count() == 1
    delivery = GroupDelivery.objects.get(group=silent)
    told = office.post(reverse("office_message_plan_group_told", args=[delivery.pk]), follow=True).content.decode()
    assert "weet het." in told
    assert "0344 12 34 56" not in told


def test_what_must_be_handed_over_this_week_stands_on_top(office: Client, village: Village) -> None:
    plan = MessagePlanFactory(state=S.PLANNED, villages=[village], groups=[TargetGroupFactory()], wanted_on=ahead(9))
    ChannelUseFactory(plan=plan, hand_over_by=ahead(6))
    assert "Deze week aanleveren" in page(office, "office_message_plans")
    ChannelUse.objects.update(hand_over_by=ahead(8))
    assert "Deze week aanleveren" not in page(office, "office_message_plans")
