"""Where higher rooms attach themselves to the roll-out.

A room above registers in its `AppConfig.ready`. Each check runs inside the transaction in which a village enters a
phase, and answers with the sentence why the village is not ready for it, or with nothing. A recorded reason overrules
it: the municipality decides, and says why (R41).
"""

from __future__ import annotations

from collections.abc import Callable

from .models import RolloutStep, Village

PhaseCheck = Callable[[Village, RolloutStep.Phase], str]

phase_checks: list[PhaseCheck] = []
