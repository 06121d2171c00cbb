"""Two habits that every test enforces: a page prints only what it was given, and a slice has an order."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

from django.db.models import QuerySet

ROOT = Path(__file__).resolve().parents[1]
PRODUCT = f"{ROOT / 'kernkracht'}/"


class UndefinedTemplateVariable(AssertionError):
    """A template of ours prints, or passes on, a variable that its view did not give."""


class UnorderedSlice(AssertionError):
    """Code of ours takes the first rows of a query that has no order, so that chance decides which."""


class StringIfInvalid:
    """Put in place of `string_if_invalid`: raises for our templates, stays empty for those of libraries.

    Django asks for it when a variable is printed, filtered or handed to a tag; `{% if undefined %}` and
    `{% for x in undefined %}` never ask, so asking whether something is there stays allowed.
    """

    def __contains__(self, item: object) -> bool:
        return item == "%s"

    def __mod__(self, variable: object) -> str:
        template = _template_being_rendered(sys._getframe(1))
        if template and template.startswith(PRODUCT):
            raise UndefinedTemplateVariable(f"{template.removeprefix(PRODUCT)} uses {variable}, which is not defined")
        return ""

    def __bool__(self) -> bool:
        return True

    def __str__(self) -> str:
        return ""


def _template_being_rendered(frame: FrameType | None) -> str:
    """The file of the innermost template on the call stack: the origin of the node that Django renders."""
    while frame is not None:
        if frame.f_code.co_name == "render_annotated":
            origin = getattr(frame.f_locals.get("self"), "origin", None)
            return str(getattr(origin, "name", "") or "")
        frame = frame.f_back
    return ""


def ordered_getitem(original: Callable[..., Any]) -> Callable[..., Any]:
    """`QuerySet.__getitem__`, but refusing our own code a slice of something without an order."""

    def getitem(self: QuerySet[Any], key: int | slice) -> Any:
        caller = sys._getframe(1).f_code.co_filename
        if caller.startswith(PRODUCT) and self._result_cache is None and not self.ordered:
            raise UnorderedSlice(f"{caller.removeprefix(PRODUCT)} slices {self.model.__name__} without an order")
        return original(self, key)

    return getitem
