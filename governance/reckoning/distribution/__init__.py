"""Splitting a sum of money so that the pennies add up.

*Distribution*: a sum split among recipients by a *method*, one file each in `methods/`. *Pot*: the
sum where it is given; *declared rate*: where the sum follows from it. *Recipient*: who takes part.
*Basis*: what a method weighs (heads, paid minutes, pay, service, shares, a holding, a balance over
days). *Element*: a separate entitlement by one basis; a recipient's *line* is the sum of theirs,
never a product. *Rounding*: how exact shares become whole pence. *Residue*: pence that rounding
down leaves over, and where they go.

All sums are in whole numbers and exact fractions. See docs/rules-of-the-distribution.md.
"""
