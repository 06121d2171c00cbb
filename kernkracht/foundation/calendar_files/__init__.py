"""Appointments as a file for somebody's own calendar (iCalendar, RFC 5545), and files that somebody gives us."""

from .appointments import Appointment, calendar_file
from .reading import CalendarFault, ReadAppointment, ReadCalendar, UnreadableCalendar, read_appointments

__all__ = [
    "Appointment",
    "CalendarFault",
    "ReadAppointment",
    "ReadCalendar",
    "UnreadableCalendar",
    "calendar_file",
    "read_appointments",
]
