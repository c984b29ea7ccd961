"""Nodes and devices together: what they say to each other when they meet."""
