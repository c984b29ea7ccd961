"""The course: a recorded line on the ground, cleaned, measured, told by kilometre."""
