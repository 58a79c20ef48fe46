"""What every room stands on: the database, events, the clock, who acts, refusals, ids, paths."""
