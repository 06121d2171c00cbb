"""The verbs about groups and covenants: the only writer."""

from ._guard import NotAllowedToManageGroups, UnableToManageGroups
from .bank_accounts import confirm_account, propose_account, turn_down_account
from .contacts import ContactFacts, add_contact, change_contact, end_contact
from .covenants import (
    INTERVALS,
    CovenantFacts,
    DutyFacts,
    EvidenceFacts,
    Upload,
    VersionFacts,
    add_covenant,
    add_duty,
    add_version,
    change_covenant,
    change_duty,
    end_covenant,
    keep_duty,
)
from .importing import UnableToImportGroups, import_groups
from .kinds import add_kind, change_kind, rename_kind
from .pages import (
    GIVES_FEEDBACK,
    approve_page,
    change_page,
    publish_feedback,
    turn_down_feedback,
    turn_down_page,
    write_feedback,
)
from .reference_data import UnusableKinds, load_kinds
from .register import (
    GroupFacts,
    add_group,
    approve_group,
    change_group,
    end_group,
    propose_group,
    reopen_group,
    turn_down_group,
)
from .reminding import remind_of_duties

__all__ = [
    "GIVES_FEEDBACK",
    "INTERVALS",
    "ContactFacts",
    "CovenantFacts",
    "DutyFacts",
    "EvidenceFacts",
    "GroupFacts",
    "NotAllowedToManageGroups",
    "UnableToImportGroups",
    "UnableToManageGroups",
    "UnusableKinds",
    "Upload",
    "VersionFacts",
    "add_contact",
    "add_covenant",
    "add_duty",
    "add_group",
    "add_kind",
    "add_version",
    "approve_group",
    "approve_page",
    "change_contact",
    "change_covenant",
    "change_duty",
    "change_group",
    "change_kind",
    "change_page",
    "confirm_account",
    "end_contact",
    "end_covenant",
    "end_group",
    "import_groups",
    "keep_duty",
    "load_kinds",
    "propose_account",
    "propose_group",
    "publish_feedback",
    "remind_of_duties",
    "rename_kind",
    "reopen_group",
    "turn_down_account",
    "turn_down_feedback",
    "turn_down_group",
    "turn_down_page",
    "write_feedback",
]
