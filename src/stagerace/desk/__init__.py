"""The desk: what is printed."""
