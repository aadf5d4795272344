"""What an attacker tries on a real team in a real folder."""
