"""StageRace: race headquarters for self-supported multi-stage ultramarathons."""

__version__ = "0.1.0"
