"""A question with its promises and answers, who answers which theme, and what came of it."""

from .answers import Answer, DrawnIn, Promise, PromiseWarning, PublishedAnswer, QuestionNote
from .inbox import IncomingMail
from .polls import PollOption, PollVote, QuickPoll
from .question import OPEN_STATES, Question, QuestionState, new_token
from .routing import ThemeOwner
from .series import QuestionGram, QuestionSeries

__all__ = [
    "OPEN_STATES",
    "Answer",
    "DrawnIn",
    "IncomingMail",
    "PollOption",
    "PollVote",
    "Promise",
    "PromiseWarning",
    "PublishedAnswer",
    "Question",
    "QuestionGram",
    "QuestionNote",
    "QuestionSeries",
    "QuestionState",
    "QuickPoll",
    "ThemeOwner",
    "new_token",
]
