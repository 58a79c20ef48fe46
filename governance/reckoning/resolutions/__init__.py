"""Deciding a resolution from its votes, in exact whole numbers.

*For*, *against*, *abstained*: papers, or votes where a vote has weight. *Entitled*: those on the
roll. *Cast*: for and against; an abstention is not a vote. *Taking part*: cast, and abstained
where the rule says so. *Carried*, *lost*, *inquorate*: the three outcomes; an inquorate vote
decides nothing. *Quorum*: how many must take part, or must be for, before a vote decides.
*Kind*: ordinary, special, ...: what a resolution needs, one file each in `kinds/`.
"""
