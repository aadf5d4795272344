"""Verschillen: what people wrote apart, side by side, to settle once for the whole team."""
