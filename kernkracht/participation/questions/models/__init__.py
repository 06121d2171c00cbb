"""A question with its promises and answers, who answers which theme, and what came of it."""

from .answers import Answer, DrawnIn, Promise, PromiseWarning, PublishedAnswer, QuestionNote
from .grams import QuestionGram
from .inbox import IncomingMail
from .polls import PollOption, PollVote, QuickPoll
from .question import OPEN_STATES, Question, QuestionState, new_token
from .routing import ThemeOwner

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
    "QuestionState",
    "QuickPoll",
    "ThemeOwner",
    "new_token",
]
