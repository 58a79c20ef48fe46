"""Signing in, and who holds which role.

*Account*: the means by which a party signs in: an e-mail address and a password (later
passkeys, one-time codes and single sign-on, each a file beside passwords.py). *Invitation*: a
signed, expiring link, usable once, by which a person sets their first password. *Reset*: the
same for a forgotten one. *Epoch*: a number in every session; raising it signs the person out
everywhere. *Pause*: how long a password may not be tried after too many wrong ones. *Role*:
given and withdrawn on the record; *member* is not given but follows from the register.
*Belonging*: being a member, employed or the holder of a role; whoever is none of these any more
cannot sign in.
"""
