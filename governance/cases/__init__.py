"""Cases: joining, leaving, withdrawing shares and the like, from the wish to the entry.

*Case*: one matter about one party, with its states, the board's decision and the links that it
ended in; a party has at most one open case of a kind. *Minute*: where the board's decision stands.
*Nomination*: to whom a member's property in the society is to go on their death.
"""
