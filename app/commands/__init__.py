"""The headless commands: arguments in, one JSON document or one plain sentence out."""
