"""The dossier of a race: plan against events, what headquarters knew when, who answered how soon, proved by the log."""
