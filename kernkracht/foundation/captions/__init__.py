"""Captions of a film: WebVTT (or SubRip) as somebody sends it, checked line by line and written anew. Pure."""

from .webvtt import MAX_BYTES, Captions, Cue, UnreadableCaptions, read_captions

__all__ = ["MAX_BYTES", "Captions", "Cue", "UnreadableCaptions", "read_captions"]
