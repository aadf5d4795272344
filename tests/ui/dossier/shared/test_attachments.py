"""*Bijlagen* by keys and mouse: add, open, fetch, save; in the open nowhere but on the screen."""

from __future__ import annotations

import os
from concurrent.futures import Future
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pypdfium2
import pytest
from PySide6.QtCore import QBuffer, QIODevice, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDropEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel

from app.services import attachments
from app.services import session as sessions
from app.ui import worker
from app.ui.dossier.attachment_pages import MOST_PAGES
from app.ui.dossier.attachment_view import MOST_PIXELS
from app.ui.dossier.controls import WordsControl
from app.ui.kit import Field
from tests.helpers.vaults import PASSPHRASE
from tests.sync.rounds.conftest import CANARY, HOUSEHOLD
from tests.ui.dossier.shared.conftest import PATIENCE_MS, Laptops, until_shown

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.services.patient_share import Pause
    from app.services.session import Session
    from app.services.sharing_jobs import Tell
    from app.ui.dossier.attachments import AttachmentsTab
    from tests.ui.dossier.conftest import Desk

SECOND_MS = 1000


def words(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def a_photo(wide: int = 3000, tall: int = 2000) -> bytes:
    image = QImage(wide, tall, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "JPG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def a_pdf(pages: int = 2, tall: int = 842) -> bytes:
    document = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        document.new_page(595, tall)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def add(session: Session, name: str, data: bytes) -> str:
    return attachments.add_content(session, HOUSEHOLD, name, data)


def page(desk: Desk) -> AttachmentsTab:
    return cast("AttachmentsTab", desk.tab("attachments"))


def until_pages(desk: Desk, number: int) -> None:
    desk.until(lambda: len(desk.screen.attachment.pages) == number)


def states(desk: Desk) -> list[str]:
    return [row.state.text() for row in page(desk).rows]  # type: ignore[attr-defined]


def test_that_a_dropped_file_is_sealed_shared_and_shown_as_such(
    laptops: Laptops, tmp_path: Path
) -> None:
    file = tmp_path / f"{CANARY}.jpg"
    file.write_bytes(a_photo(60, 40))
    desk = laptops.open_on(laptops.first)
    tab = page(desk)
    assert "Sleep een bestand hierheen" in words(tab)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    drop = QDropEvent(
        QPointF(40, 40), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    tab.dropEvent(drop)
    until_shown(desk, lambda: states(desk) == ["nog niet gedeeld"])
    assert desk.screen.tabs.button("attachments").text() == "Bijlagen 1"
    assert file.exists()
    laptops.share(desk)
    desk.screen.refresh()
    until_shown(desk, lambda: states(desk) == ["staat op deze laptop"])


def test_that_a_file_is_chosen_with_the_button(
    laptops: Laptops, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "brief.pdf"
    file.write_bytes(a_pdf())
    chosen = ([str(file)], "")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_some, **_more: chosen)
    desk = laptops.open_on(laptops.first)
    button = page(desk).add_button
    assert button is not None
    with desk.qtbot.waitSignal(desk.screen.undoable):
        QTest.keyClick(button, Qt.Key.Key_Space)
    until_shown(desk, lambda: page(desk).rows[0].line.name == "brief.pdf")


def test_that_what_another_added_is_fetched_when_it_is_opened(laptops: Laptops) -> None:
    add(laptops.second, "gang.jpg", a_photo())
    laptops.office.level()
    desk = laptops.open_on(laptops.first)
    until_shown(desk, lambda: states(desk) == ["nog ophalen"])
    row = page(desk).rows[0].open
    row.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(row, Qt.Key.Key_Return)
    view = desk.screen.attachment
    until_shown(desk, lambda: len(view.pages) == 1)
    picture = view.pages[0].pixmap()
    assert picture.width() <= view.width()
    assert view.pages[0].accessibleName() == "Foto gang.jpg"
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert not view.isVisible()
    assert view.pages == []
    desk.screen.refresh()
    until_shown(desk, lambda: states(desk) == ["staat op deze laptop"])


def test_that_every_page_of_a_pdf_is_shown_inside_the_program(laptops: Laptops) -> None:
    add(laptops.first, "besluit.pdf", a_pdf(3))
    desk = laptops.open_on(laptops.first)
    until_shown(desk, lambda: page(desk).rows)
    page(desk).rows[0].open.click()
    view = desk.screen.attachment
    until_shown(desk, lambda: len(view.pages) == 3)
    assert view.pages[2].accessibleName() == "Bladzijde 3 van 3"


def test_that_a_page_of_a_mile_and_a_book_of_pages_take_no_more_room_than_others(
    laptops: Laptops,
) -> None:
    add(laptops.first, "hoog.pdf", a_pdf(1, 100_000))
    add(laptops.first, "boek.pdf", a_pdf(MOST_PAGES + 5, 60))
    desk = laptops.open_on(laptops.first)
    until_shown(desk, lambda: page(desk).rows)
    view = desk.screen.attachment
    for row in page(desk).rows:
        row.open.click()
        high = row.line.name == "hoog.pdf"
        until_pages(desk, 1 if high else MOST_PAGES)
        assert all(one.pixmap().height() <= MOST_PIXELS for one in view.pages)
        if not high:
            desk.until(lambda: f"de eerste {MOST_PAGES} van {MOST_PAGES + 5}" in words(view))
        view.close_view()


def test_that_a_wrong_file_in_the_share_is_said_and_nothing_is_kept(laptops: Laptops) -> None:
    add(laptops.second, "gang.jpg", a_photo(30, 20))
    laptops.office.level()
    (path,) = laptops.office.files("blob/*")
    path.write_bytes(b"DRB1 iets anders" * 9)
    desk = laptops.open_on(laptops.first)
    until_shown(desk, lambda: page(desk).rows)
    page(desk).rows[0].open.click()
    view = desk.screen.attachment
    until_shown(desk, lambda: "niet heel, of niet de juiste" in words(view))
    assert not view.save_button.isVisible()


@pytest.mark.parametrize("name", ["brief.docx", "kapot.pdf", "tekening.svg"])
def test_that_what_cannot_be_shown_can_be_saved_and_the_loss_of_protection_is_said(
    laptops: Laptops, tmp_path: Path, name: str
) -> None:
    data = {"brief.docx": b"PK\3\4 iets", "kapot.pdf": b"%PDF-1.7 kapot", "tekening.svg": b"<svg/>"}
    add(laptops.first, name, data[name])
    desk = laptops.open_on(laptops.first)
    until_shown(desk, lambda: page(desk).rows)
    page(desk).rows[0].open.click()
    view = desk.screen.attachment
    desk.until(view.save_button.isVisible)
    assert "hier niet te tonen" in words(view)
    view.save_button.click()
    assert "niet meer beveiligd" in words(view.warning)
    with desk.qtbot.waitSignal(view.said):
        view.save_to(tmp_path / name)
    assert (tmp_path / name).read_bytes() == data[name]


def test_that_opening_leaves_the_file_in_the_open_nowhere(laptops: Laptops) -> None:
    letter = f"%PDF- {CANARY}".encode() * 30
    add(laptops.second, "brief.pdf", letter)
    laptops.office.level()
    desk = laptops.open_on(laptops.first)
    until_shown(desk, lambda: page(desk).rows)
    page(desk).rows[0].open.click()
    view = desk.screen.attachment
    desk.until(view.save_button.isVisible)
    for path in laptops.office.work.rglob("*"):
        if path.is_file():
            assert CANARY.encode() not in path.read_bytes(), path.name


def test_that_locking_forgets_what_is_on_the_screen(laptops: Laptops) -> None:
    add(laptops.first, "gang.jpg", a_photo(30, 20))
    desk = laptops.open_on(laptops.first)
    until_shown(desk, lambda: page(desk).rows)
    page(desk).rows[0].open.click()
    view = desk.screen.attachment
    until_shown(desk, lambda: len(view.pages) == 1)
    desk.worker.lock()
    desk.until(lambda: not view.isVisible())
    assert view.pages == []
    assert view.title.text() == ""


@pytest.mark.parametrize("leave", ["open_household", "forget"])
def test_that_an_attachment_left_open_lies_over_nothing_that_comes_after(
    laptops: Laptops, leave: str
) -> None:
    add(laptops.first, "gang.jpg", a_photo(30, 20))
    desk = laptops.open_on(laptops.first)
    until_shown(desk, lambda: page(desk).rows)
    page(desk).rows[0].open.click()
    view = desk.screen.attachment
    until_shown(desk, lambda: len(view.pages) == 1)
    desk.screen.hide()  # another screen is in sight
    if leave == "forget":
        desk.screen.forget()
    else:
        desk.screen.open_household(HOUSEHOLD)
    desk.screen.show()
    assert not view.isVisible()
    assert view.pages == []
    assert view.title.text() == ""


def test_that_a_name_is_changed_and_a_file_taken_away_and_brought_back(laptops: Laptops) -> None:
    entity = add(laptops.first, "IMG_2031.jpg", a_photo(30, 20))
    desk = laptops.open_on(laptops.first)
    until_shown(desk, lambda: page(desk).rows)
    page(desk).rows[0].edit.click()
    panel = desk.screen.panel
    until_shown(desk, lambda: panel.controls["name"].field.text() == "IMG_2031.jpg")  # type: ignore[attr-defined]
    line = panel.controls["name"].field.line  # type: ignore[attr-defined]
    line.selectAll()
    QTest.keyClicks(line, "Schimmel in de gang")
    assert panel.remove is not None
    panel.close_panel()
    until_shown(desk, lambda: page(desk).rows[0].line.name == "Schimmel in de gang")
    page(desk).rows[0].edit.click()
    until_shown(desk, lambda: panel.remove and panel.remove.isVisible())
    panel.remove.click()
    until_shown(desk, lambda: not page(desk).rows)
    details = desk.tab("details")
    until_shown(desk, lambda: "Schimmel in de gang" in words(details))
    details.bring_back[0].click()
    until_shown(desk, lambda: page(desk).rows[0].line.id == entity)


def test_that_words_typed_while_a_large_file_comes_in_are_on_the_disk_before_it(
    laptops: Laptops, tmp_path: Path
) -> None:
    file = tmp_path / "film.mov"
    file.write_bytes(bytes(attachments.MOST_BYTES))
    desk = laptops.open_on(laptops.first)
    tab = page(desk)
    desk.screen.desk.edit("household", HOUSEHOLD, "Familie Şahin")
    panel = desk.screen.panel
    desk.until(lambda: "neighbourhood" in panel.controls)
    control = panel.controls["neighbourhood"]
    assert isinstance(control, WordsControl)
    assert isinstance(control.field, Field)
    line = control.field.line
    line.setFocus()
    desk.until(line.hasFocus)
    tab.add_files([file])
    assert "Komt erbij: film.mov" in words(tab)
    QTest.keyClicks(line, "Korenwijk")
    desk.qtbot.waitUntil(lambda: desk.ask(_typed) == ["Korenwijk"], timeout=SECOND_MS)
    assert desk.ask(attachments.of, HOUSEHOLD) == ()
    until_shown(desk, lambda: [row.line.name for row in page(desk).rows] == ["film.mov"])
    desk.until(lambda: "Komt erbij" not in words(tab))
    line_id = page(desk).rows[0].line.id
    found = desk.ask(attachments.read, line_id)
    assert found.data == bytes(attachments.MOST_BYTES)


def test_that_a_file_that_comes_in_is_whole_when_the_vault_closes_meanwhile(
    laptops: Laptops, tmp_path: Path
) -> None:
    file = tmp_path / "film.mov"
    file.write_bytes(bytes(attachments.MOST_BYTES))
    path, clock = laptops.first.vault.path, laptops.first.clock
    desk = laptops.open_on(laptops.first)
    offered: list[str] = []
    desk.screen.undoable.connect(lambda said, *_back: offered.append(said))
    page(desk).add_files([file])
    with desk.qtbot.waitSignal(desk.worker.locked, timeout=PATIENCE_MS):
        desk.worker.lock()
    assert offered == []
    again = sessions.unlock(path, PASSPHRASE, clock)
    (kept,) = attachments.of(again, HOUSEHOLD)
    content = attachments.read(again, kept.id)
    again.lock()
    assert content is not None
    assert content.data == bytes(attachments.MOST_BYTES)


@pytest.mark.parametrize("close", ["lock", "stop"])
@pytest.mark.parametrize("before", ["another file", "a round"])
def test_that_files_that_wait_their_turn_are_in_the_dossier_before_the_vault_closes(
    laptops: Laptops, tmp_path: Path, before: str, close: str
) -> None:
    files = [tmp_path / f"gang{number}.jpg" for number in range(4)]
    for number, file in enumerate(files):
        file.write_bytes(bytes(attachments.MOST_BYTES) if number == 0 else b"foto")
    path, clock = laptops.first.vault.path, laptops.first.clock
    desk = laptops.open_on(laptops.first)
    said: list[str] = []
    desk.screen.said.connect(said.append)
    if before == "a round":
        desk.worker.run_long(_a_round_that_lasts, failed=lambda _stopped: None)
    page(desk).add_files(files)
    if close == "stop":
        desk.worker.stop()
    else:
        with desk.qtbot.waitSignal(desk.worker.locked, timeout=PATIENCE_MS):
            desk.worker.lock()
    again = sessions.unlock(path, PASSPHRASE, clock)
    kept = {line.name for line in attachments.of(again, HOUSEHOLD)}
    again.lock()
    assert kept == {file.name for file in files}
    assert said == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a file that never comes is a pipe here")
def test_that_a_file_that_never_comes_keeps_no_vault_open_and_takes_no_other_with_it(
    laptops: Laptops, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "PATIENCE", 0.3)
    silent, file = tmp_path / "stil.jpg", tmp_path / "gang.jpg"
    os.mkfifo(silent)
    file.write_bytes(b"foto")
    path, clock = laptops.first.vault.path, laptops.first.clock
    desk = laptops.open_on(laptops.first)
    said: list[str] = []
    desk.screen.said.connect(said.append)
    page(desk).add_files([silent, file])
    try:
        with desk.qtbot.waitSignal(desk.worker.locked, timeout=PATIENCE_MS):
            desk.worker.lock()
    finally:
        with suppress(OSError):
            os.close(os.open(silent, os.O_WRONLY | os.O_NONBLOCK))
    desk.until(lambda: said)
    again = sessions.unlock(path, PASSPHRASE, clock)
    kept = [line.name for line in attachments.of(again, HOUSEHOLD)]
    again.lock()
    assert kept == ["gang.jpg"]
    assert len(said) == 1
    assert "niet toegevoegd" in said[0]
    assert "stil" not in said[0]


def _a_round_that_lasts(_session: Session, pause: Pause, _tell: Tell) -> None:
    pause.wait(Future())


def _typed(session: Session) -> list[object]:
    return [draft.value for draft in session.vault.drafts()]
