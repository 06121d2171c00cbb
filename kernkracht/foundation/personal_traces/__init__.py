"""Finds what points at a person in a text that must not: numbers, addresses, days of birth, names."""

from .traces import Trace, TraceKind, explain, explained, traces_of

__all__ = ["Trace", "TraceKind", "explain", "explained", "traces_of"]
