"""Tame Valley Care Limited: an invented mutual with a believable past, for trying the platform.

Nothing in here writes a table: people come in through the import, motions are proposed, seconded
and discussed, ballots opened, voted in and declared by the very services that members use, each at
its instant in the past. *Cast* (of the demonstration): the people with a part in it, some of whom
one may sign in as. The same seed, staff number and instant make the same society: the same people,
dates, words, votes and outcomes. What the services draw by themselves (salts of the register and of
open papers, password hashes) differs every time, as it should.
"""
