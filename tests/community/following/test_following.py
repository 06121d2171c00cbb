"""Beginning to follow, by mailed link or signed in, and stopping; nobody learns whether an address is known."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from kernkracht.community.following.actions import (
    SignUpToFollow,
    UnableToFollow,
    change_rhythm,
    confirm_following,
    follow,
    follow_with_account,
    forget_stale,
    resume_mail,
    stop_all,
    stop_following,
)
from kernkracht.community.following.models import Follower, Following, Rhythm
from kernkracht.community.following.queries import followed_by, follower_by_token, sign_up_of
from kernkracht.community.people.queries import subject_of
from kernkracht.community.villages.models import Village
from kernkracht.foundation.audit.models import Actor, AuditEvent
from kernkracht.foundation.notices.models import OutboxMessage
from kernkracht.foundation.retention.queries import held_about
from tests.factories.following import MORNING, FollowerFactory, follows, village_thing
from tests.factories.gatherings import EveningFactory, GatheringFactory
from tests.factories.people import UserFactory, with_password
from tests.factories.themes import ThemeFactory
from tests.factories.villages import VillageFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def zoelen() -> Village:
    return VillageFactory(name="Zoelen", slug="zoelen")


def ask(*things: Any, email: str = "Robin@Example.org", at: Any = MORNING, rhythm: str = Rhythm.DAILY) -> None:
    follow(email=email, wanted=SignUpToFollow(tuple(things), rhythm), at=at)


def mails() -> list[str]:
    return list(OutboxMessage.objects.order_by("pk").values_list("kind", flat=True))


def confirmed(at: Any = MORNING) -> Follower:
    key = Following.objects.exclude(confirm_key="").order_by("-pk").values_list("confirm_key", flat=True)[0]
    follower = confirm_following(key=key, at=at)
    assert follower is not None
    return follower


def test_one_mail_confirms_everything_of_one_sign_up(zoelen: Village) -> None:
    theme = ThemeFactory(code="verkeer", label="Verkeer")
    ask(village_thing(zoelen), ("theme", theme.code), ("everything", ""))
    [mail] = OutboxMessage.objects.all()
    assert mail.recipient_email == "robin@example.org"
    assert "- Zoelen" in mail.body_text
    assert "- Verkeer" in mail.body_text
    assert mail.lane == OutboxMessage.Lane.PERSONAL
    [key] = set(Following.objects.values_list("confirm_key", flat=True))
    assert f"/volgen/bevestigen/{key}/" in mail.body_text
    assert "na 7 dagen" in mail.body_text
    assert not Following.objects.filter(confirmed_at__isnull=False).exists()
    assert len(sign_up_of(key)) == 3
    follower = confirmed()
    assert {row.named.name for row in followed_by(follower) if row.named} == {"alle dorpen", "Verkeer", "Zoelen"}
    assert sign_up_of(key) == []
    assert confirm_following(key=key, at=MORNING) is None, "a link works once"
    assert confirm_following(key="", at=MORNING) is None
    assert set(AuditEvent.objects.values_list("event", flat=True)) == {"following.asked", "following.confirmed"}
    assert "robin" not in str(list(AuditEvent.objects.values_list("data", flat=True)))


def test_signing_up_again_is_told_kindly_by_mail_and_changes_nothing(zoelen: Village) -> None:
    ask(village_thing(zoelen))
    confirmed()
    ask(village_thing(zoelen), rhythm=Rhythm.AT_ONCE)
    assert mails() == ["follow_confirm", "follow_known"]
    known = OutboxMessage.objects.get(kind="follow_known")
    assert "Dat volgt u al" in known.body_text
    assert Follower.objects.get().token in known.body_text
    assert Following.objects.get().rhythm == Rhythm.DAILY, "a stranger changes nothing"


def test_asking_again_before_confirming_mails_a_new_link_and_the_old_one_ends(zoelen: Village) -> None:
    ask(village_thing(zoelen))
    first = Following.objects.get().confirm_key
    ask(village_thing(zoelen), rhythm=Rhythm.WEEKLY)
    assert confirm_following(key=first, at=MORNING) is None
    confirmed()
    assert Following.objects.get().rhythm == Rhythm.WEEKLY


def test_nobody_fills_a_mailbox(zoelen: Village) -> None:
    villages = VillageFactory.create_batch(5)
    for village in villages:
        ask(village_thing(village))
    assert mails() == ["follow_confirm"] * 3
    ask(village_thing(zoelen), at=MORNING + DAY + timedelta(minutes=1))
    assert len(mails()) == 4


@pytest.mark.parametrize(
    ("email", "things", "rhythm", "field"),
    [
        ("robin", [("everything", "")], "daily", "email"),
        ("", [("everything", "")], "daily", "email"),
        ("r@example.org\nBcc: x@example.org", [("everything", "")], "daily", "email"),
        ("r@example.org", [], "daily", "things"),
        ("r@example.org", [("village", "999999")], "daily", "things"),
        ("r@example.org", [("village", "1 OR 1=1")], "daily", "things"),
        ("r@example.org", [("moon", "1")], "daily", "things"),
        ("r@example.org", [("theme", "x")] * 3 + [("theme", str(n)) for n in range(50)], "daily", "things"),
        ("r@example.org", [("everything", "")], "hourly", "rhythm"),
    ],
)
def test_what_cannot_be_followed_is_refused_with_place_and_remedy(
    email: str, things: list[Any], rhythm: str, field: str
) -> None:
    with pytest.raises(UnableToFollow) as refusal:
        follow(email=email, wanted=SignUpToFollow(tuple(things), rhythm), at=MORNING)
    assert refusal.value.field == field
    assert not Follower.objects.exists()
    assert not OutboxMessage.objects.exists()


def test_a_gathering_is_followed_only_while_it_is_public() -> None:
    public, hearing = EveningFactory(), GatheringFactory(is_public=False)
    ask(("gathering", str(public.pk)))
    with pytest.raises(UnableToFollow):
        ask(("gathering", str(hearing.pk)))


def test_an_ended_village_is_not_offered_any_more(zoelen: Village) -> None:
    following = follows(village_thing(zoelen))
    zoelen.status = Village.Status.ENDED
    zoelen.save()
    with pytest.raises(UnableToFollow):
        ask(village_thing(zoelen))
    assert [row.named for row in followed_by(following.follower)] == [None]


def test_an_account_follows_at_once_and_takes_over_what_its_address_followed(zoelen: Village) -> None:
    user = with_password(UserFactory(email="robin@example.org"))
    ask(village_thing(zoelen))
    wanted = SignUpToFollow((village_thing(zoelen), ("everything", "")), Rhythm.WEEKLY)
    assert follow_with_account(user=user, wanted=wanted, at=MORNING) == 2
    follower = Follower.objects.get()
    assert follower.user == user
    assert {row.following.rhythm for row in followed_by(follower)} == {Rhythm.WEEKLY}
    assert mails() == ["follow_confirm"], "the account needs no mail"
    assert follow_with_account(user=user, wanted=wanted, at=MORNING) == 0


def test_an_account_without_a_proven_address_confirms_it_first(zoelen: Village) -> None:
    with pytest.raises(UnableToFollow):
        follow_with_account(user=UserFactory(), wanted=SignUpToFollow((village_thing(zoelen),)), at=MORNING)


def test_stopping_the_last_one_erases_everything_with_the_mail_that_waits(zoelen: Village) -> None:
    ask(village_thing(zoelen), ("everything", ""))
    follower = confirmed()
    first, second = (row.following for row in followed_by(follower))
    assert stop_following(following=first, at=MORNING)
    assert stop_following(following=first, at=MORNING), "twice is harmless"
    assert not stop_following(following=second, at=MORNING)
    assert not stop_following(following=second, at=MORNING)
    assert not Follower.objects.exists()
    assert not OutboxMessage.objects.exists()
    stop_all(follower=follower, at=MORNING)


def test_stop_all_and_the_rhythm(zoelen: Village) -> None:
    following = follows(village_thing(zoelen))
    change_rhythm(following=following, rhythm=Rhythm.DAILY, at=MORNING)
    following.refresh_from_db()
    assert following.rhythm == Rhythm.DAILY
    with pytest.raises(UnableToFollow):
        change_rhythm(following=following, rhythm="hourly", at=MORNING)
    token = following.follower.token
    assert follower_by_token(token) == following.follower
    stop_all(follower=following.follower, at=MORNING)
    assert follower_by_token(token) is None
    with pytest.raises(UnableToFollow):
        change_rhythm(following=following, rhythm=Rhythm.DAILY, at=MORNING)


@pytest.mark.parametrize("token", ["", "x" * 65, "a\x00b", "onbekend"])
def test_a_link_that_leads_nowhere(token: str) -> None:
    assert follower_by_token(token) is None
    assert sign_up_of(token) == []


def test_what_nobody_confirmed_goes_after_the_days_of_the_setting(zoelen: Village) -> None:
    ask(village_thing(zoelen))
    ask(village_thing(zoelen), email="ander@example.org", at=MORNING + 2 * DAY)
    kept = follows(village_thing(zoelen))
    by = Actor.system("worker")
    assert forget_stale(by=by, at=MORNING + 7 * DAY) == 0
    assert forget_stale(by=by, at=MORNING + 8 * DAY) == 1
    assert set(Follower.objects.values_list("email", flat=True)) == {"ander@example.org", kept.follower.email}
    assert AuditEvent.objects.filter(event="following.forgotten").count() == 1
    assert OutboxMessage.objects.get().recipient_email == "ander@example.org"
    assert forget_stale(by=by, at=MORNING + 8 * DAY) == 0
    Follower.objects.filter(pk=kept.follower_id).update(paused_at=MORNING)
    forget_stale(by=by, at=MORNING + 180 * DAY)
    assert Follower.objects.filter(pk=kept.follower_id).exists()
    forget_stale(by=by, at=MORNING + 181 * DAY)
    assert not Follower.objects.filter(pk=kept.follower_id).exists(), "no mail arrives there for half a year"


def test_what_is_held_about_a_follower_is_shown_without_its_links(zoelen: Village) -> None:
    user = with_password(UserFactory())
    follow_with_account(user=user, wanted=SignUpToFollow((village_thing(zoelen),)), at=MORNING)
    held = str([section.rows for section in held_about(subject_of(user)) if "following" in section.model.lower()])
    assert user.email in held
    assert Follower.objects.get().token not in held


def test_the_database_says_no_too(zoelen: Village) -> None:
    following = follows(village_thing(zoelen))
    with pytest.raises(IntegrityError), transaction.atomic():
        follows(village_thing(zoelen), follower=following.follower)
    with pytest.raises(IntegrityError), transaction.atomic():
        FollowerFactory(email=following.follower.email)
    with pytest.raises(IntegrityError), transaction.atomic():
        Following.objects.update(confirm_key="x")


def test_who_resumes_hears_from_then_on(zoelen: Village) -> None:
    following = follows(village_thing(zoelen))
    Follower.objects.update(paused_at=MORNING, bounces=3, bounced_at=MORNING)
    later = MORNING + 5 * DAY
    resumed = resume_mail(follower=following.follower, at=later)
    assert (resumed.paused_at, resumed.bounces) == (None, 0)
    following.refresh_from_db()
    assert following.confirmed_at == later
    assert resume_mail(follower=following.follower, at=later + DAY) is not None
