"""How the documentation is built."""

project = "StageRace"
author = "The StageRace contributors"
copyright = "The StageRace contributors, Apache License 2.0"

extensions = ["myst_parser"]
myst_enable_extensions = ["deflist"]
myst_heading_anchors = 3

exclude_patterns = ["_build"]

html_theme = "furo"
html_title = "StageRace"
html_show_sphinx = False
