"""How the documentation is built."""

import sys
from pathlib import Path

import matplotlib as mpl

sys.path.insert(0, str(Path(__file__).parent))
mpl.use("Agg")

project = "StageRace"
author = "The StageRace contributors"
copyright = "The StageRace contributors, Apache License 2.0"

extensions = ["myst_parser", "matplotlib.sphinxext.plot_directive", "model_pages", "plain_math"]
myst_enable_extensions = ["deflist", "dollarmath"]
myst_heading_anchors = 3

exclude_patterns = ["_build"]

# The plots of the models: drawn at every build, the same everywhere, on white so that they stay legible in the dark.
plot_formats = ["svg"]
plot_html_show_formats = False
plot_html_show_source_link = False
plot_include_source = False
plot_pre_code = ""
plot_rcparams = {
    "axes.grid": True,
    "axes.prop_cycle": mpl.cycler(color=["#9a3b12", "#0e6f73", "#6a4c93", "#8a6d00", "#4a4a4a"]),
    "axes.spines.right": False,
    "axes.spines.top": False,
    "figure.facecolor": "#ffffff",
    "font.family": "DejaVu Sans",
    "font.size": 9.0,
    "grid.alpha": 0.35,
    "legend.frameon": False,
    "svg.fonttype": "path",
    "svg.hashsalt": "stagerace",
}

html_math_renderer = "mathml"
html_theme = "furo"
html_title = "StageRace"
html_show_sphinx = False
