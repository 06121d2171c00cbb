"""The life cycles of a report, a settlement, a recovery and a story."""

from kernkracht.community.people.permission_codes import Permission
from kernkracht.foundation.workflow import Transition, Workflow

from .models import RecoveryState, ReportState, SettlementState, StoryState

R, S, B, T = ReportState, SettlementState, RecoveryState, StoryState

REPORT_WORKFLOW = Workflow(
    "state",
    ReportState,
    [
        Transition("hand_in", [R.EXPECTED], R.RECEIVED),
        Transition("send_back", [R.RECEIVED], R.EXPECTED, Permission.SETTLE_GRANT),
        Transition("approve", [R.RECEIVED], R.APPROVED, Permission.SETTLE_GRANT),
        Transition("call_off", [R.NOT_NEEDED, R.EXPECTED], R.CALLED_OFF),
    ],
)

SETTLEMENT_WORKFLOW = Workflow(
    "state",
    SettlementState,
    [
        Transition("decide", [S.PROPOSED], S.DECIDED),
        Transition("return", [S.PROPOSED], S.RETURNED, Permission.DECIDE_APPLICATION),
        Transition("replace", [S.DECIDED], S.REPLACED),
    ],
)

RECOVERY_WORKFLOW = Workflow(
    "state",
    RecoveryState,
    [
        Transition("close", [B.OPEN], B.REPAID),
        Transition("write_off", [B.OPEN], B.WRITTEN_OFF, Permission.DECIDE_APPLICATION),
        Transition("annul", [B.OPEN, B.REPAID], B.ANNULLED),
    ],
)

STORY_WORKFLOW = Workflow(
    "state",
    StoryState,
    [
        Transition("ask", [T.DECLINED, T.WITHDRAWN], T.ASKED, Permission.SETTLE_GRANT),
        Transition("agree", [T.ASKED], T.PUBLISHED),
        Transition("decline", [T.ASKED], T.DECLINED),
        Transition("withdraw", [T.ASKED, T.PUBLISHED], T.WITHDRAWN),
    ],
)
