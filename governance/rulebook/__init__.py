"""The society's rules as the platform obeys them: which held when, and by what decision.

*Rulebook*: every rule as it stands on a day. *Adoption*: settings changed together from a day, by
one decision; the *founding* adoption sets all of them. A change of a registered rule may be
*passed, pending registration*: it holds from the day on which the registrar registers it.
"""
