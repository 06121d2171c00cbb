"""The verbs about following.

`tell_followers` and `tell_colleagues` are parts of the act that something happened in, and refuse to run outside its
transaction. All others own theirs.
"""

from .bounces import hear_of_bounce, resume_mail
from .digests import send_digests
from .following import (
    SignUpToFollow,
    UnableToFollow,
    change_rhythm,
    confirm_following,
    follow,
    follow_with_account,
    stop_all,
    stop_following,
)
from .forgetting import forget_stale
from .office import choice_of, choose_office_digest, send_office_digests
from .telling import About, ToldOutsideTransaction, tell_colleagues, tell_followers

__all__ = [
    "About",
    "SignUpToFollow",
    "ToldOutsideTransaction",
    "UnableToFollow",
    "change_rhythm",
    "choice_of",
    "choose_office_digest",
    "confirm_following",
    "follow",
    "follow_with_account",
    "forget_stale",
    "hear_of_bounce",
    "resume_mail",
    "send_digests",
    "send_office_digests",
    "stop_all",
    "stop_following",
    "tell_colleagues",
    "tell_followers",
]
