"""Every effect that a decision can have: one file each, found by looking here."""
