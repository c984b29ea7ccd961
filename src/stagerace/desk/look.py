"""The colours and letters of pictures, as on the pages of results; on paper the ground stays white."""

from typing import Final

INK: Final = "#1f1b16"
PAPER: Final = "#fffdf8"
SOFT: Final = "#6d6353"
LINE: Final = "#dccfb2"
ACCENT: Final = "#9a3b12"

_SANS: Final = "system-ui,'Segoe UI',Roboto,'DejaVu Sans',sans-serif"
_RULES: Final = (
    f"{{font:12px {_SANS};fill:{INK}}}",
    f" .paper{{fill:{PAPER}}}",
    " .head{font:700 26px Georgia,'Times New Roman','DejaVu Serif',serif}",
    " .fact{font-size:17px;font-weight:700}",
    f" .soft{{fill:{SOFT}}}",
    f" .small{{font-size:11px;fill:{SOFT}}}",
    " .name{font-size:12px;font-weight:700}",
    f" .tick{{font-size:11px;fill:{SOFT}}}",
    f" .grid{{stroke:{LINE};fill:none}}",
    f" .axis{{stroke:{SOFT};fill:none}}",
    f" .way{{stroke:{INK};stroke-width:2;fill:none;stroke-linejoin:round;stroke-linecap:round}}",
    f" .halo{{stroke:{PAPER};stroke-width:6;fill:none;stroke-linejoin:round}}",
    f" .steep{{stroke:{ACCENT};stroke-width:7;fill:none;stroke-linejoin:round;stroke-linecap:round}}",
    f" .post{{stroke:{INK};stroke-width:1;fill:none}}",
    f" .dot{{fill:{PAPER};stroke:{INK};stroke-width:1.5}}",
    f" .sign{{fill:{ACCENT}}}",
    f" .on{{paint-order:stroke;stroke:{PAPER};stroke-width:4px;stroke-linejoin:round;font-weight:600;font-size:12px}}",
    f" .edge{{stroke:{INK};stroke-width:.7;stroke-opacity:.55;fill:none}}",
    f" .swatch{{stroke:{INK};stroke-width:.7}}",
    f" .frame{{fill:none;stroke:{LINE}}}",
    f" .mark{{font-size:13px;font-weight:700;letter-spacing:.08em;fill:{ACCENT}}}",
    f" .stamp{{fill:none;stroke:{ACCENT};stroke-width:1.5}}",
)


def style(extra: str = "", page: str = "") -> str:
    """The style sheet of a picture; `page` is its size on paper, as `A4 landscape`."""
    rules = "".join(f".stagerace{rule}" for rule in _RULES)
    paper = f"@page{{size:{page};margin:0}}" if page else ""
    return f"<style>{rules}{extra}{paper}@media print{{.stagerace .paper{{fill:#fff}}}}</style>"
