"""A brake on what can be misused: counts per address and act, in the cache."""

from __future__ import annotations

from django.core.cache import cache
from django.http import HttpRequest

from kernkracht.web.accounts.lockout import address_of

LONGEST_ADDRESS = 64


def too_often(request: HttpRequest, act: str, limit: int, seconds: int = 3600) -> bool:
    """Count one try of `act` from this visitor's address; True above `limit` in the window.

    Behind a proxy that is the address which the proxy names (`TRUSTED_PROXY_HEADER`), or all visitors would share one
    count. Fails open without a cache.
    """
    key = f"throttle:{act}:{address_of(request)[:LONGEST_ADDRESS]}"
    cache.add(key, 0, seconds)
    try:
        return int(cache.incr(key)) > limit
    except ValueError:  # the entry went away between the two calls
        return False
