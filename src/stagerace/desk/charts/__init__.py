"""The charts of the public pages: pure functions from what is drawn to SVG text, a title, a description and a table."""
