"""Putting a question to the members, and what they answered.

*Ballot*: the process, from its setting up to its declaration. *Ballot paper*: one vote. *Roll*:
who may vote, as entitled at the *record date*, frozen with its hash when the ballot opens.
*Mark*: that a person on the roll has voted. *Open* ballot: the name stands with the vote.
*Secret, simple* ballot: the paper goes into the *box*, a database of its own, with nothing
stored that joins it to a name. *Tracker*: the code by which a voter finds their own paper.
*Turnout*: how many have voted; all that anyone may know before the close. *Declaration*: the
result, with the rule that decided it.
"""
