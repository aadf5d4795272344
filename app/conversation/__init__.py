"""The conversation as data and pure functions; a screen only draws it."""
