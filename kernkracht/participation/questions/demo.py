"""Questions in the demo: invented askers, and the case of the containers in Kerk-Avezaath (R237)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import yaml
from django.conf import settings
from django.db.models import F
from django.utils.timezone import localdate

from kernkracht.community.people.models import User
from kernkracht.community.people.queries import duties_of
from kernkracht.community.themes.queries import theme
from kernkracht.community.villages.models import Village
from kernkracht.foundation.audit.models import Actor
from kernkracht.foundation.notices.models import OutboxMessage

from . import actions
from .models import Question, ThemeOwner


def load(at: datetime) -> None:
    """Put the demo's questions in an empty register, by the same verbs as people use."""
    seed = yaml.safe_load((settings.DEMO_SEED_DIR / "questions.yaml").read_text(encoding="utf-8"))
    for row in seed["owners"]:
        _add_owner(row, at)
    for row in sorted(seed["questions"], key=lambda row: -row["days_ago"]):
        _add_question(row, at)
    for row in seed["polls"]:
        facts = actions.PollFacts(
            village=_village(row["village"]),
            text=row["text"],
            options=tuple(row["options"]),
            closes_on=localdate(at) + timedelta(days=row["closes_in"]),
        )
        poll = actions.open_poll(facts=facts, by=Actor.system("demo"), at=at)
        for option, votes in zip(poll.options.all(), row["votes"], strict=True):
            for number in range(votes):
                actions.vote(poll=poll, option=option, voter=f"demo {option.pk} {number}", at=at)
    _let_mail_rest()


def _let_mail_rest() -> None:
    """What was said about these questions counts as sent, so that a newcomer's own mail comes first."""
    waiting = OutboxMessage.objects.filter(state=OutboxMessage.State.QUEUED, kind__startswith="question_")
    waiting.update(state=OutboxMessage.State.SENT, attempts=1, sent_at=F("created_at"), next_attempt_at=None)


def _add_owner(row: dict[str, Any], at: datetime) -> None:
    officer = _user(row["officer"])
    duty = duties_of(officer, localdate(at)).select_related("team").first()
    found = theme(row["theme"])
    if duty is not None and found is not None:
        ThemeOwner.objects.create(theme=found, officer=officer, department=duty.team, valid_from=row["since"])


def _add_question(row: dict[str, Any], at: datetime) -> Question:
    asked = at - timedelta(days=row["days_ago"])
    facts = actions.QuestionFacts(
        text=row["text"],
        name=row["name"],
        village=_village(row["village"]),
        email=row.get("email", ""),
        phone=row.get("phone", ""),
        theme=theme(row["theme"]) if "theme" in row else None,
        street=row.get("street", ""),
        may_publish=row.get("may_publish", False),
    )
    if "channel" in row:
        question = actions.enter_question(
            facts=facts,
            channel=Question.Channel(row["channel"]),
            asked_on=localdate(asked),
            by=Actor.system("demo"),
            at=asked,
        )
    else:
        question = actions.ask_question(facts=facts, at=asked)
    for step in row.get("steps", []):
        _take(question, step, at - timedelta(days=step["days_ago"]), at)
    return question


def _take(question: Question, step: dict[str, Any], when: datetime, now: datetime) -> None:
    """One step of a story; `do` names it."""
    who: dict[str, Any] = {"by": _user(step["by"]).actor if "by" in step else Actor.system("demo"), "at": when}
    words = {name: step[name] for name in ("text", "possible", "not_possible", "to_find_out") if name in step}
    match step["do"]:
        case "route":
            found = theme(step["theme"])
            if found is not None:
                actions.route_question(question=question, theme=found, officer=_user(step["officer"]), **who)
        case "progress":
            next_on = localdate(now) + timedelta(days=step["next_in"])
            facts = actions.AnswerFacts(**words)
            actions.answer_in_process(question=question, facts=facts, next_on=next_on, **who)
        case "answer":
            facts = actions.AnswerFacts(**words, told_by_voice=not question.email)
            actions.answer_in_content(question=question, facts=facts, **who)
        case "draw_in":
            colleague = _user(step["colleague"])
            drawn = actions.draw_in(question=question, asked=step["asked"], colleague=colleague, **who)
            if "reply" in step:
                actions.reply_when_drawn_in(drawn=drawn, reply=step["reply"], by=colleague.actor, at=when)
        case "helped":
            actions.say_whether_it_helped(question=question, helped=step["helped"], why=step.get("why", ""), at=when)
        case "publish":
            actions.publish_answer(question=question, question_text=step["question"], answer_text=step["answer"], **who)


def _user(email: str) -> User:
    return User.objects.get(email=email)


def _village(slug: str) -> Village:
    return Village.objects.get(slug=slug)
