"""Reads of the ledger, as at a day and as known at a link of the record."""
