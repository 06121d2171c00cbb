"""What others may read of reports, settlements, recoveries and stories."""

from ..actions.gate import paid_cents
from ..letters import payment_term
from ..notices import case_link
from .reports import (
    VIEWS,
    View,
    case_report,
    cost_kinds_of,
    counts,
    open_recoveries,
    report_by_token,
    report_duties,
    report_duty,
    reports_in,
    set_off_candidates,
    spent_cents,
)
from .stories import (
    public_stories,
    public_story,
    public_story_photo,
    stories_for,
    story_of,
    story_of_number,
    story_photo_for,
)

__all__ = [
    "VIEWS",
    "View",
    "case_link",
    "case_report",
    "cost_kinds_of",
    "counts",
    "open_recoveries",
    "paid_cents",
    "payment_term",
    "public_stories",
    "public_story",
    "public_story_photo",
    "report_by_token",
    "report_duties",
    "report_duty",
    "reports_in",
    "set_off_candidates",
    "spent_cents",
    "stories_for",
    "story_of",
    "story_of_number",
    "story_photo_for",
]
