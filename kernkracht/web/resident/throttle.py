"""A brake on what can be misused: counts per address and act, in the cache."""

from __future__ import annotations

from django.core.cache import cache
from django.http import HttpRequest


def too_often(request: HttpRequest, act: str, limit: int, seconds: int = 3600) -> bool:
    """Count one try of `act` from this address; True above `limit` in the window. Fails open without a cache."""
    key = f"throttle:{act}:{request.META.get('REMOTE_ADDR', '')}"
    cache.add(key, 0, seconds)
    try:
        return int(cache.incr(key)) > limit
    except ValueError:  # the entry went away between the two calls
        return False
