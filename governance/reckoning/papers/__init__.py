"""Ballot papers: what may be marked on one, how it is written down, and how papers are counted."""
