"""Counting ranked papers.

*Paper*: one vote, a ranking of candidates numbered from 1, best first. *Valid*: papers that rank
somebody who stands; a *blank* paper ranks nobody, is in the turnout and not in the count.
*Quota*: the votes that elect. *Stage*: one step of the count, with the votes of each candidate
after it. *Surplus votes*: what an elected candidate has beyond the quota. *Vote transfer*: papers
moving to their next preference. *Value*: what one paper is worth, 1.00000 at first.
*Non-transferable*: votes whose papers name nobody further, and what truncation loses.
*Continuing*: neither elected nor excluded. *Lot order*: one order of all candidates that decides
every tie the rules leave to lot: of those tied, the one earlier in it stands higher.

Votes are whole numbers of hundred-thousandths: 1.00000 is 100,000. See docs/rules-of-the-count.md.
"""
