"""Rows that the database itself refuses to change or delete: an operation for migrations, on both databases."""

from .operation import never_changes

__all__ = ["never_changes"]
