"""Cases: joining, leaving, withdrawing and passing on shares, from the wish to the entry.

*Case*: one matter about one party and one legal entity; a party has at most one open case of a kind
there, and one withdrawal of each class. *Step*: what was done in a case, a link of the record.
*Minute*: where the board's decision stands. *Notice date*: when somebody says that they leave;
*effect date*: the first day on which they have left. *Queue*: withdrawals in the order in which
they were asked for. *Run*: the withdrawals that the board pays at once, with the *statement* of
solvency that lets it. *Suspension of withdrawals*: the board lets none be paid. *Nomination*: to
whom a member's property in the society is to go on their death, kept in the *nominations book*.
"""
