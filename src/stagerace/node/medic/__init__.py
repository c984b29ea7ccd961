"""The medical desk: what medics keep for themselves, and the words they say to everybody else."""
