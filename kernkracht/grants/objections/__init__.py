"""Objections against decisions: received, heard, decided, within their own term."""
