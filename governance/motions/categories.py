"""What a motion is about: one closed list, for the question, the filter and the tag."""

from enum import StrEnum


class Category(StrEnum):
    """What a motion is about; how each is called is in presentation/words.py."""

    SERVICE = "service"
    CONDITIONS = "conditions"
    RULES = "rules"
    SURPLUS = "surplus"
    MEMBERSHIP = "membership"
    OTHER = "other"


CATEGORIES = tuple(Category)
