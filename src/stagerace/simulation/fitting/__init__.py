"""Fitting the free numbers: what may be turned how far, what is held against what, a search that needs no slopes."""
