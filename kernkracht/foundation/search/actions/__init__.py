"""Keeping what can be found true: after changes, from scratch, and by comparing."""

from .indexing import Difference, refresh, take_in
from .rebuilding import ask_rebuild, check_all, continue_rebuild, rebuild_all

__all__ = ["Difference", "ask_rebuild", "check_all", "continue_rebuild", "rebuild_all", "refresh", "take_in"]
