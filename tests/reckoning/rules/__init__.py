"""The society's rules as data: every kind of rule, and what can be done with any of them."""
