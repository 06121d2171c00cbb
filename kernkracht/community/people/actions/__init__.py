"""The verbs about people. They own their transaction; each checks the right to act itself and leaves one record."""

from ._guard import LastManagerWouldGo, NotAllowedToManagePeople, UnableToManagePeople
from .accounts import (
    UnableToCreateAccount,
    UnableToRemoveAccount,
    change_contact_card,
    change_details,
    create_account,
    deactivate_account,
    note_verified_email,
    reactivate_account,
    remove_account,
)
from .hours import UnableToSetHours, set_formation, set_working_time
from .posts import (
    UnableToAssignRole,
    UnableToEndAssignment,
    UnableToFillVacancy,
    UnableToSetStandIn,
    assign_role,
    change_villages,
    end_absence,
    end_assignment,
    fill_vacancy,
    mark_absent,
    open_vacancy,
    set_stand_in,
)
from .provider_groups import follow_provider_groups
from .reference_data import UnusableRoles, load_roles
from .roles import UnableToRenameRole, UnableToSetPermissions, rename_role, set_permissions

__all__ = [
    "LastManagerWouldGo",
    "NotAllowedToManagePeople",
    "UnableToAssignRole",
    "UnableToCreateAccount",
    "UnableToEndAssignment",
    "UnableToFillVacancy",
    "UnableToManagePeople",
    "UnableToRemoveAccount",
    "UnableToRenameRole",
    "UnableToSetHours",
    "UnableToSetPermissions",
    "UnableToSetStandIn",
    "UnusableRoles",
    "assign_role",
    "change_contact_card",
    "change_details",
    "change_villages",
    "create_account",
    "deactivate_account",
    "end_absence",
    "end_assignment",
    "fill_vacancy",
    "follow_provider_groups",
    "load_roles",
    "mark_absent",
    "note_verified_email",
    "open_vacancy",
    "reactivate_account",
    "remove_account",
    "rename_role",
    "set_formation",
    "set_permissions",
    "set_stand_in",
    "set_working_time",
]
