"""The ledger: who holds what, and what each legal entity did with its money; append-only.

*Book*: one legal entity's ledger; the society's own has the key "", a joint venture beside it
another. *Unit*: what is counted, in whole numbers: pence (GBP), shares of a class (SHR:3), minutes
of leave (LEAVE). *Account*: a place where units of one kind stand. *Transfer*: units going from one
account to another. *Transaction*: transfers that stand or fall together, one link of the record.
*Share class*: shares that carry the same rights. *Terms*: those rights, from a day on. *Holding*:
the shares of a class that a party has. *Period*: the days up to a close, to which nothing is added.
"""
