"""Documents as bytes of PDF; the same input gives the same bytes."""
