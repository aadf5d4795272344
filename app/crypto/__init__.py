"""Keys, sealing and signatures; nothing here knows what is sealed."""
