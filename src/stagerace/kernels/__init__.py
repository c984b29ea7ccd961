"""Arithmetic on arrays that knows nothing of races: what a model is, and the fast lanes in which models run."""
