"""One function for each thing a person does; each returns what changed."""
