"""Sharing: sealed files that go to and come from the team's share."""
