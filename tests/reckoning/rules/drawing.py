"""Values for settings, and whole rulebooks, drawn by hypothesis within the bounds."""

from typing import Any

from hypothesis import strategies as st

from governance.reckoning.rules.registry import settings
from governance.reckoning.rules.rulebook import Rulebook
from governance.reckoning.rules.setting import NotPossible, Setting, Shape


def values_of(setting: Setting) -> st.SearchStrategy[Any]:
    """Draw what the setting allows, its bounds more often than others."""
    names = [name for name, _words in setting.options]
    if setting.shape is Shape.YES_NO:
        drawn: st.SearchStrategy[Any] = st.booleans()
    elif setting.shape is Shape.CHOICE:
        drawn = st.sampled_from(names)
    elif setting.shape is Shape.CHOICES:
        drawn = st.lists(st.sampled_from(names), unique=True)
    else:
        edges = st.sampled_from([setting.least, setting.most])
        drawn = edges | st.integers(setting.least, setting.most)
    return drawn | st.none() if setting.may_be_none else drawn


@st.composite
def changes(draw: st.DrawFn, *, most: int = 12) -> dict[str, Any]:
    """Draw values for some settings; together they may contradict each other."""
    keys = draw(st.lists(st.sampled_from(list(settings())), unique=True, max_size=most))
    return {key: draw(values_of(settings()[key])) for key in keys}


@st.composite
def rulebooks(draw: st.DrawFn) -> Rulebook:
    """Draw a rulebook that can stand: what would contradict the rest is left as usual."""
    rulebook = Rulebook.usual()
    for key, value in draw(changes()).items():
        try:
            rulebook = rulebook.changed({key: value})
        except NotPossible:
            continue
    return rulebook
