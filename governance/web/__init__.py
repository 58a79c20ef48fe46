"""What HTTP needs besides a feature's own views: access, transactions, templates, headers."""
