"""Files with rows that somebody gives us: how a CSV is read, and how a fault in one is told."""

from .reading import BrokenFile, FileFault, rows_of_csv

__all__ = ["BrokenFile", "FileFault", "rows_of_csv"]
