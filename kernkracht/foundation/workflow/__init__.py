"""Life cycles as data: a table of transitions, and the one function that moves state."""

from .transitions import IllegalTransition, Transition, Workflow

__all__ = ["IllegalTransition", "Transition", "Workflow"]
