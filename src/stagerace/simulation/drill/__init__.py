"""A stage invented for a dress rehearsal: who really was where, what was planted, what was seen of it, who answers."""
