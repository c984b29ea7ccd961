"""Dates of a race for calendars: starts, cut-offs, and when somebody is expected."""
