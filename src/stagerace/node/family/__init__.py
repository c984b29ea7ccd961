"""Family links: opened and taken back at the race office, handed over as a code on paper."""
