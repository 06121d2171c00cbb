"""Questions: asked and followed by anybody, handled by who may, overdue ones for who manages."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from kernkracht.foundation.audit.models import Actor
from kernkracht.participation.questions.actions import PollFacts, draw_in, open_poll
from kernkracht.participation.questions.models import IncomingMail
from tests.factories.questions import ThemeOwnerFactory, asked

from ..route_answers import Row, everybody, only
from ..route_world import ADMINISTRATOR, COORDINATOR, MANAGER, POLICY, World

HANDLERS = (COORDINATOR, POLICY, MANAGER)
KEEPERS = (MANAGER, ADMINISTRATOR)


def build(world: World) -> dict[str, Any]:
    who: dict[str, Any] = {"by": Actor.system("test"), "at": timezone.now()}
    question = asked(timezone.now(), village=world.village)
    poll = open_poll(facts=PollFacts(world.village, "Wilt u dit?", ("Ja", "Nee"), _soon()), **who)
    return {
        "question": question,
        "drawn_in": draw_in(question=question, asked="Weet u dit?", colleague=world.staff[POLICY], **who),
        "poll": poll,
        "incoming_mail": IncomingMail.objects.create(
            message_key="matrix", state=IncomingMail.State.WAITING, subject="Vraag", received_at=timezone.now()
        ),
        "theme_owner": ThemeOwnerFactory(officer=world.staff[POLICY]),
    }


def _soon() -> date:
    today = timezone.localdate()
    return date.fromordinal(today.toordinal() + 10)


def _number(world: World) -> dict[str, Any]:
    return {"number": world.things["question"].number}


def _pk(name: str) -> Any:
    return lambda world: {"pk": world.things[name].pk}


ROWS = [
    Row("resident:ask", everybody(200), lambda world: {"slug": world.village.slug}),
    Row("resident:ask_alike", everybody(200), lambda world: {"slug": world.village.slug}),
    Row("resident:ask_pin", everybody(200), lambda world: {"slug": world.village.slug}),
    Row("resident:question", everybody(200), lambda world: {"token": world.things["question"].token}),
    Row("resident:poll", everybody(200), _pk("poll")),
    Row("answered_questions", everybody(200)),
    # The office
    Row("office_questions", {**only(*HANDLERS), ADMINISTRATOR: "/werk/vragen/achterstand/"}),
    Row("office_question_new", only(*HANDLERS)),
    Row("office_questions_overdue", only(*KEEPERS)),
    Row("office_theme_owners", only(*KEEPERS)),
    Row("office_theme_owner_add", only(*KEEPERS)),
    Row("office_theme_owner", only(*KEEPERS), _pk("theme_owner")),
    Row("office_question_mail", only(*HANDLERS)),
    Row("office_question_mail_take", only(*HANDLERS), _pk("incoming_mail")),
    Row("office_question_mail_leave", only(*HANDLERS), _pk("incoming_mail")),
    Row("office_polls", only(*HANDLERS)),
    Row("office_poll_add", only(*HANDLERS)),
    Row("office_poll_stop", only(*HANDLERS), _pk("poll")),
    Row("office_question", only(*HANDLERS), _number),
    Row("office_question_place", only(*HANDLERS), _number),
    Row("office_question_photo", only(), _number),  # this question has none
    Row("office_question_route", only(*HANDLERS), _number),
    Row("office_question_answer", only(*HANDLERS), _number),
    Row("office_question_progress", only(*HANDLERS), _number),
    Row("office_question_draw_in", only(*HANDLERS), _number),
    Row("office_question_reply", only(*HANDLERS), lambda w: _number(w) | {"pk": w.things["drawn_in"].pk}),
    Row("office_question_note", only(*HANDLERS), _number),
    Row("office_question_merge", only(*HANDLERS), _number),
    Row("office_question_separate", only(*HANDLERS), _number),
    Row("office_question_reopen", only(*HANDLERS), _number),
    Row("office_question_publish", only(*HANDLERS), _number),
    Row("office_question_unpublish", only(*HANDLERS), _number),
]
