"""The society's rules as data: what a rule may say, what law allows, and what held on a day.

*Setting*: one figure or choice, with its bounds and where they come from. *Kind of rule*: settings
that belong together, one file in `kinds/`. *Rulebook*: every kind, as it stands. *Adoption*:
settings changed together from a day, by one decision. *Preset*: what is usual for a legal form.
"""
