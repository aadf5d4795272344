"""Qt's own words (menus of a text field, file and print dialogs) in the language of the screens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator

from app.ui.text import language

if TYPE_CHECKING:
    from PySide6.QtCore import QCoreApplication

_LOCALES = {
    "nl": QLocale(QLocale.Language.Dutch, QLocale.Country.Netherlands),
    "en": QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom),
}


def speak(app: QCoreApplication) -> None:
    """From now on Qt says its own words in the language that `set_language` chose.

    Where the translation is not there, Qt's English stays.
    """
    code = language()
    QLocale.setDefault(_LOCALES.get(code, _LOCALES["en"]))
    translator = app.findChild(QTranslator) or QTranslator(app)
    app.removeTranslator(translator)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(f"qtbase_{code}", folder):
        app.installTranslator(translator)
