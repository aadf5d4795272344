"""Tests say the rule they hold; none sleeps and none retries."""
