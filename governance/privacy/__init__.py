"""Privacy: what is held on a person, for them to take away, to put right and to have erased.

*Held*: everything stored about one party, feature by feature. *Retention*: for how long the law or
the rules have it kept. *Erasure*: words and their salts go; days, digests and the chain stay.
"""
