"""Phones without keys of their own: the camp node takes them in by a pass, and writes for them."""
