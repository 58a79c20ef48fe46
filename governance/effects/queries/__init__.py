"""Reads of what decisions did: policies, and what was authorised."""
