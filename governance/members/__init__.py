"""The register of members and stakeholders.

*Party*: a person, trust, government, partner or body known to the society; it never goes away.
*Member number*: given once to a party, for ever. *Spell*: a fact about a party that holds from one
day to before another (half-open), as it was recorded at a link of the record; a correction
supersedes, it does not overwrite. Kinds of spell: *membership*, *employment*, *contact*,
*restriction* (a suspension), *office*. *Register*: who is a member on a day. *Register entry*: the
present state of one party, kept beside the spells so that 80,000 can be searched. *Import*: staff
read from the HR system's file. *Inspection*: somebody's right to see the register.
"""
