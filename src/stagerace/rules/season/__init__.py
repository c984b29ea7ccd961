"""A season: races that fill slots, titles over the slots, and who completed, is still in, or is out."""
