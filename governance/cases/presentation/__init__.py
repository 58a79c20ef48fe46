"""What the pages of cases show: their words, the way of a case, what comes next."""
