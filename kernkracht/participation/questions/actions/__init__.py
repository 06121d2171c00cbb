"""The verbs about questions. Each owns its transaction and leaves one record."""

from ._guard import NotAllowedToHandleQuestions, UnableToHandleQuestion
from .answering import AnswerFacts, UnableToAnswer, answer_in_content, answer_in_process
from .asking import QuestionFacts, UnableToAsk, ask_question, enter_question
from .following import UnableToFollowUp, add_to_question, change_consent, reopen_question, say_whether_it_helped
from .joining import UnableToMerge, merge_question, separate_question
from .mail import Incoming, UnableToSortMail, forget_mail, leave_mail, receive_mail, take_mail, village_in
from .polling import PollFacts, UnableToPoll, open_poll, stop_poll, vote
from .publishing import UnableToPublish, publish_answer, unpublish_answer
from .routing import (
    ThemeOwnerFacts,
    UnableToRoute,
    draw_in,
    note_question,
    reply_when_drawn_in,
    route_question,
    save_theme_owner,
)
from .warning import warn_of_promises

__all__ = [
    "AnswerFacts",
    "Incoming",
    "NotAllowedToHandleQuestions",
    "PollFacts",
    "QuestionFacts",
    "ThemeOwnerFacts",
    "UnableToAnswer",
    "UnableToAsk",
    "UnableToFollowUp",
    "UnableToHandleQuestion",
    "UnableToMerge",
    "UnableToPoll",
    "UnableToPublish",
    "UnableToRoute",
    "UnableToSortMail",
    "add_to_question",
    "answer_in_content",
    "answer_in_process",
    "ask_question",
    "change_consent",
    "draw_in",
    "enter_question",
    "forget_mail",
    "leave_mail",
    "merge_question",
    "note_question",
    "open_poll",
    "publish_answer",
    "receive_mail",
    "reopen_question",
    "reply_when_drawn_in",
    "route_question",
    "save_theme_owner",
    "say_whether_it_helped",
    "separate_question",
    "stop_poll",
    "take_mail",
    "unpublish_answer",
    "village_in",
    "vote",
    "warn_of_promises",
]
