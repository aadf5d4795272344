"""Looking at a paper before it is one, printing it, and keeping it as a file."""

from app.ui.printing.preview import PrintJob, PrintView

__all__ = ["PrintJob", "PrintView"]
