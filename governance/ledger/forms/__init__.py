"""What is typed about the ledger: which day to read, what to post, what to close."""
