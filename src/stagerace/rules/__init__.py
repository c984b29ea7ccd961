"""The law of the race: pure functions from records to readings, results and standings, in whole milliseconds."""
