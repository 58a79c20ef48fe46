"""The search over what members decide: motions and their discussions, and what became of them.

*Subject*: what is found and opened, of a *kind*: a motion, a draft, a resolution. *Part*: what of
it the words stand in: its own words, a comment, a file. *Contributor*: the feature whose subjects
they are. It says who may find which, tells the facts they are filtered by and how they are shown;
its services keep the words up to date, in the transaction in which they change.
"""
