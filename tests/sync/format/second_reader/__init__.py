"""A reader of a share that was written from docs/sharing-format.md: nothing of app in it."""
