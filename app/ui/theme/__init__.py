"""The look: tokens, one stylesheet, light and dark, icons."""

from app.ui.theme.apply import apply_theme
from app.ui.theme.current import Theme, mix, theme
from app.ui.theme.icons import icon, paint_icon

__all__ = ["Theme", "apply_theme", "icon", "mix", "paint_icon", "theme"]
