"""The nouns of a race: names, instants, the plan, records. Standard library and msgspec only."""
