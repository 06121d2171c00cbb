"""The life cycles of help, offers, nominations and prize rounds."""

from kernkracht.community.people.permission_codes import Permission
from kernkracht.foundation.workflow import Transition, Workflow

from .models import HelpWanted, Nomination, PrizeRound, VolunteerOffer

H, V, N, R = HelpWanted.State, VolunteerOffer.State, Nomination.State, PrizeRound.State
MANAGE = Permission.MANAGE_VOLUNTEERS

HELP_WORKFLOW = Workflow(
    "state",
    HelpWanted.State,
    [
        Transition("open", [H.DRAFT, H.CLOSED], H.OPEN, MANAGE),
        Transition("close", [H.OPEN], H.CLOSED, MANAGE),
    ],
)

OFFER_WORKFLOW = Workflow(
    "state",
    VolunteerOffer.State,
    [
        Transition("confirm", [V.UNCONFIRMED], V.NEW),
        Transition("hand_over", [V.NEW], V.HANDED_OVER, MANAGE),
        Transition("close", [V.NEW, V.HANDED_OVER], V.CLOSED, MANAGE),
    ],
)

NOMINATION_WORKFLOW = Workflow(
    "state",
    Nomination.State,
    [
        Transition("confirm", [N.UNCONFIRMED], N.ASKED),
        Transition("agree", [N.ASKED], N.AGREED),
    ],
)

PRIZE_WORKFLOW = Workflow(
    "state",
    PrizeRound.State,
    [
        Transition("open", [R.DRAFT], R.OPEN, MANAGE),
        Transition("judge", [R.OPEN], R.JUDGING, MANAGE),
        Transition("reopen", [R.JUDGING], R.OPEN, MANAGE),
        Transition("announce", [R.JUDGING], R.ANNOUNCED, MANAGE),
    ],
)
