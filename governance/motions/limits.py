"""How long the words of a motion and of its discussion may be; forms and services ask alike."""

SHORTEST_TITLE = 8
LONGEST_TITLE = 120
LONGEST_TEXT = 20_000
LONGEST_REASON = 20_000
LONGEST_COST = 4_000
LONGEST_COMMENT = 5_000
LONGEST_REMOVAL_REASON = 200
