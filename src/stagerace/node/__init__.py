"""The one place where parts meet: a race folder, its log, its vault, the clock and the files that come in."""
