"""What a decision does once it is carried: named beforehand, shown to voters, done once.

*Effect*: a kind of doing, one file in `kinds/`. *Payload*: what it is to do, as JSON.
*Consequence*: one line of "if carried, then": what it is now and what it would be. An effect is
checked when it is proposed and once more when it is *enacted*, in the transaction of the
declaration.
"""
