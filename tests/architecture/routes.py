"""All addresses the application answers, for tests that must not forget one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True)
class Route:
    """One address: `pattern` as written in urls.py, joined from the root, such as `werk/aanvragen/<number>/`."""

    pattern: str
    name: str
    namespace: str
    view: Callable[..., Any]

    @property
    def full_name(self) -> str:
        """What `reverse` takes: `namespace:name`, or the name alone."""
        return f"{self.namespace}:{self.name}" if self.namespace else self.name

    @property
    def is_ours(self) -> bool:
        """False for views that a library brings, such as the login pages."""
        view = getattr(self.view, "view_class", self.view)
        return str(getattr(view, "__module__", "")).startswith("kernkracht.")


def all_routes(resolver: URLResolver | None = None, prefix: str = "", namespace: str = "") -> Iterator[Route]:
    """Every route of the project, in the order in which Django tries them."""
    for entry in (resolver or get_resolver()).url_patterns:
        pattern = f"{prefix}{entry.pattern}"
        if isinstance(entry, URLResolver):
            inner = ":".join(part for part in (namespace, entry.namespace) if part)
            yield from all_routes(entry, pattern, inner)
        elif isinstance(entry, URLPattern):
            yield Route(pattern, entry.name or "", namespace, entry.callback)
