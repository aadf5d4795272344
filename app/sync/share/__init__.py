"""Where sealed files are kept: a folder or a server, trusted with nothing but keeping them."""
