"""The vault: encrypted database, history and current rows, all behind one worker."""
