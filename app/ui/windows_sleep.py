"""Windows says beforehand that the laptop is about to sleep, on a thread of its own."""

from __future__ import annotations

import ctypes
import sys
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

ABOUT_TO_SLEEP: Final = 4
"""PBT_APMSUSPEND; Windows sleeps once everybody who was told has returned, or after two seconds."""
_BY_CALL: Final = 2
"""DEVICE_NOTIFY_CALLBACK: laptops that only doze tell windows nothing, and this way all do."""
_kept: list[object] = []
"""What Windows goes on calling."""


class _Subscription(ctypes.Structure):
    _fields_ = (("call", ctypes.c_void_p), ("context", ctypes.c_void_p))


def hear(before: Callable[[], object]) -> None:
    """From now on `before` is called before each sleep; on other systems nothing happens."""
    if sys.platform == "win32":
        shape = ctypes.WINFUNCTYPE(ctypes.c_ulong, ctypes.c_void_p, ctypes.c_ulong, ctypes.c_void_p)
        call = shape(lambda _context, what, _setting: told(what, before))
        asked = _Subscription(ctypes.cast(call, ctypes.c_void_p), None)
        handle = ctypes.c_void_p()
        _kept.extend((call, asked, handle))
        register = ctypes.WinDLL("powrprof").PowerRegisterSuspendResumeNotification
        register.argtypes = (ctypes.c_ulong, ctypes.c_void_p, ctypes.c_void_p)
        register.restype = ctypes.c_ulong
        register(_BY_CALL, ctypes.byref(asked), ctypes.byref(handle))


def told(what: int, before: Callable[[], object]) -> int:
    """Hears what Windows says of its power; 0 means: heard."""
    if what == ABOUT_TO_SLEEP:
        before()
    return 0
