"""The register of resolutions: what was decided, by whom, and what became of it.

*Resolution*: a motion that the members carried, by ballot or at a meeting, under its number,
"Resolution 2026/3". *Board decision*: what the board decided within the limits that the rulebook
sets it, numbered by itself, "Board decision 2026/5". *Standing*: how what it does stands on a day;
it is reckoned when it is asked for and stored nowhere. What was lost is with the motion only.
"""
