"""Windows without a Windows computer: its Python and its packages, played by Wine."""
