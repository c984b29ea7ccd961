"""The climate: sun, air and wind at a place by the hour, and what they do to a body in the open."""
