"""Every screen walked as someone who listens, tabs, touches or reads large letters."""
