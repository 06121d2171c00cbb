"""Appointments as a file for somebody's own calendar (iCalendar, RFC 5545)."""

from .appointments import Appointment, calendar_file

__all__ = ["Appointment", "calendar_file"]
