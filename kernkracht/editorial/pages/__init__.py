"""Texts that editors write: their versions, their pictures, and when which version is on the website."""
