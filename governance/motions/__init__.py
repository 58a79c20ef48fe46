"""From an idea to a question that can be voted on.

*Motion*: what a member puts to the others. *Mover*: who proposed it; *seconder*: who supports that
it be decided (the rule says how many are needed). *Draft*: a motion its mover is still writing.
*Comment*: a word in its discussion. A motion is *proposed*, *seconded*, *balloted* and then
*carried*, *lost* or *inquorate*; until it is balloted its mover may *withdraw* it.
"""
