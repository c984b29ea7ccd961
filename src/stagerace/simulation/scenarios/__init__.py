"""Invented races that resemble those of studies, so that the simulation can be held against what was measured there."""
