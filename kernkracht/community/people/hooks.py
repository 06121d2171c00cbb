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
"""Called inside the transaction that removes an account: erase what need not be kept under the Archiefwet."""

export_parts: dict[str, Callable[[User], object]] = {}
"""Further parts of “my data”, by heading; each value must be plain JSON."""
