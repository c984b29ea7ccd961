"""Courses of deserts that nobody has walked: for examples and demos, always marked as invented."""
