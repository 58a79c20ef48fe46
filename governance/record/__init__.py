"""The society's book: one append-only hash chain.

*Link*: one fact, with its sequence number, the hash of the link before it and its own. The sequence
number is the platform's transaction time: "as known at 1204" means by the links up to 1204.
*Head*: the newest link. *Anchor*: a head that was published, so that a chain rebuilt from scratch
can be told from the true one. *Seal*: a digest carried by a link that covers rows of other tables.
"""
