"""Interest, dividends and bonuses: prepared from the register and the books, approved, posted.

*Plan*: what is to be shared, how, for which days and among whom. *Prepared*: worked out person by
person, to look at; nobody has anything yet. *Approved*: posted as one transaction, a transfer for
each person, with the minute of the board. *Cap*: the highest rate of interest that the rules allow
from a day on, with its source.
"""
