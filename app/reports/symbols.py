"""Signs drawn as shapes: tick boxes and the four states of a leefgebied, as on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.reports.style import ACCENT, ZRM

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

    from app.reports.text import Look

BOX, TICKED, RING, DOT, DIAMOND, DASH, BULLET = (
    "box", "ticked", "ring", "dot", "diamond", "dash", "bullet",
)  # fmt: skip
NOW, FIRST, SWATCH = "now", "first", "zrm"
"""Line samples of the spider's legend, and the colour of a ZRM level (followed by the level)."""


def draw(canvas: Canvas, name: str, x: float, baseline: float, look: Look) -> None:
    """Draw a sign on the baseline, about as high as a capital letter."""
    size = look.size * 0.72
    canvas.setStrokeColorRGB(*look.colour)
    canvas.setFillColorRGB(*look.colour)
    canvas.setLineWidth(max(0.9, look.size * 0.075))
    middle_x, middle_y, half = x + size / 2, baseline + size * 0.46, size / 2
    if name in {BOX, TICKED}:
        canvas.roundRect(x, middle_y - half, size, size, size * 0.14, stroke=1, fill=0)
    if name == TICKED:
        canvas.line(x + size * 0.2, middle_y, x + size * 0.42, middle_y - size * 0.26)
        canvas.line(x + size * 0.42, middle_y - size * 0.26, x + size * 0.8, middle_y + size * 0.28)
    elif name in {RING, DOT}:
        canvas.circle(middle_x, middle_y, half * 0.86, stroke=1, fill=int(name == DOT))
    elif name == BULLET:
        canvas.circle(x + size * 0.3, middle_y, look.size * 0.14, stroke=0, fill=1)
    elif name == DIAMOND:
        path = canvas.beginPath()
        path.moveTo(middle_x, middle_y + half)
        path.lineTo(middle_x + half, middle_y)
        path.lineTo(middle_x, middle_y - half)
        path.lineTo(middle_x - half, middle_y)
        path.close()
        canvas.drawPath(path, stroke=1, fill=0)
    elif name.startswith(SWATCH):
        canvas.setFillColorRGB(*ZRM[int(name[len(SWATCH) :])])
        canvas.roundRect(x, middle_y - half, size, size, size * 0.25, stroke=1, fill=1)
    elif name == NOW:
        canvas.setStrokeColorRGB(*ACCENT)
        canvas.setLineWidth(1.9)
        canvas.line(x, middle_y, x + size * 1.25, middle_y)
    elif name == FIRST:
        canvas.saveState()
        canvas.setDash(3, 2.5)
        canvas.line(x, middle_y, x + size * 1.25, middle_y)
        canvas.restoreState()
    elif name == DASH:
        canvas.line(x, middle_y, x + size, middle_y)
