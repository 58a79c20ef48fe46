"""Files that people attach: what they are by their content, made safe to keep and to hand on.

A *kind* of file is one of those in kinds.py; its name says nothing about it. What is taken is what
it says it is and nothing besides: no second file inside, no macros, no password, no bomb. A
picture's particulars (where and when it was taken, with what) are cut out; its pixels are as sent.
"""

from governance.infrastructure.files.kinds import KINDS, FileKind, kind_named
from governance.infrastructure.files.refusing import NotTaken
from governance.infrastructure.files.taking import Taken, take

__all__ = ["KINDS", "FileKind", "NotTaken", "Taken", "kind_named", "take"]
