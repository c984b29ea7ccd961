"""Alerts: what somebody must look at, one kind a file."""
