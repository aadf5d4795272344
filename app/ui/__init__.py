"""Qt screens, widgets and theme; everything that people see."""
