"""Attachments for the demo team, made up on the spot: for pictures and the walk along screens."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QBuffer, QIODevice, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter, QRadialGradient
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from app.services import attachments, session
from app.services.demo.make import PASSPHRASE, vault_file

if TYPE_CHECKING:
    from pathlib import Path

    from app.clock import Clock

HOUSEHOLD: Final = "Familie Yıldırım-Bakker"
LETTER: Final = (
    "Woningstichting De Zilverlinde", "", "Betreft: vocht in de badkamer", "",
    "Geachte mevrouw Bakker, geachte heer Yıldırım,", "",
    "Op donderdag 19 maart komt onze opzichter langs om de afzuiging",
    "te bekijken. Hij belt aan tussen negen en elf uur.", "",
    "Met vriendelijke groet,", "Oyelaran Adeyemi, wijkbeheer",
)  # fmt: skip


def write_attachments(folder: Path, clock: Clock) -> None:
    """Sanne adds a letter and a photo."""
    opened = session.unlock(vault_file(folder, "sanne"), PASSPHRASE, clock)
    home = opened.vault.query("SELECT id FROM v_household WHERE name = ?", (HOUSEHOLD,))[0]["id"]
    attachments.add_content(opened, home, "Brief woningstichting.pdf", _letter())
    attachments.add_content(opened, home, "Schimmel badkamer.jpg", _photo())
    opened.lock()


def _letter() -> bytes:
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=True)
    canvas.setFont("Helvetica", 12)
    for number, line in enumerate(LETTER):
        canvas.drawString(80, 740 - 18 * number, line.replace("ı", "i"))
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def _photo() -> bytes:
    image = QImage(1600, 1200, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    wall = QLinearGradient(QPointF(0, 0), QPointF(1600, 1200))
    wall.setColorAt(0, QColor(226, 224, 214))
    wall.setColorAt(1, QColor(186, 186, 178))
    painter.fillRect(image.rect(), wall)
    painter.setPen(Qt.PenStyle.NoPen)
    for place in range(40):
        middle = QPointF(1050 + (place * 137) % 480, 60 + (place * 89) % 420)
        spot = QRadialGradient(middle, 30 + place)
        spot.setColorAt(0, QColor(48, 56, 44, 150))
        spot.setColorAt(1, QColor(48, 56, 44, 0))
        painter.setBrush(spot)
        painter.drawEllipse(middle, 70, 60)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "JPG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())
