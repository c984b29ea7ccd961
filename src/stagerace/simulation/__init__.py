"""An invented season: what really happened, and what people and machines saw of it. No rule is known here."""
