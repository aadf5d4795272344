"""What the program leaves behind on a laptop, beside the vault."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
CHOOSES = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog
from app.bootstrap import build

home = Path(sys.argv[1])
program = build(home / "kluis.drempel", home / "instellingen.json")
def choose():
    dialog = next(one for one in QApplication.topLevelWidgets() if isinstance(one, QFileDialog))
    dialog.accept()
QTimer.singleShot(0, lambda: QTimer.singleShot(0, choose))
chosen, _kind = QFileDialog.getSaveFileName(None, "", str(home / "Familie Şahin" / "plan.pdf"))
program.close()
print(Path(chosen).name)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="other systems choose files in their own way")
def test_that_choosing_where_a_paper_goes_writes_down_no_folder(tmp_path: Path) -> None:
    """Folders are called after households."""
    home, config = tmp_path / "thuis", tmp_path / "config"
    (home / "Familie Şahin").mkdir(parents=True)
    config.mkdir()
    around = {"HOME": home, "XDG_CONFIG_HOME": config, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", CHOOSES, home], cwd=ROOT, check=False, capture_output=True,
        encoding="utf-8", env=os.environ | {name: str(value) for name, value in around.items()},
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (0, "plan.pdf\n"), done.stderr
    assert list(config.rglob("*")) == []
