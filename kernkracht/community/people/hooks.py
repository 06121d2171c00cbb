"""Where higher rooms attach themselves to an account's life, in their `AppConfig.ready`; called blindly from here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from .models import User

verified_email: list[Callable[[User, str, datetime], None]] = []
"""Called when an account signs in with a proven address: link what was asked for with that address before."""

removal_objections: list[Callable[[User], str | None]] = []
"""Asked before an account is removed: a Dutch sentence why that cannot be done now, or None."""

removal: list[Callable[[User, datetime], None]] = []
"""Called inside the transaction that removes an account, for acts of a room such as ending a part somebody plays.

What is erased, what stays and what a person gets to see is no act: each room declares it in `keeping.py`.
"""
