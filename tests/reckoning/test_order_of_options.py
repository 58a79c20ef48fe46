"""The order of options drawn for one paper."""

from collections import Counter

from governance.reckoning.papers.order import drawn_order_of


def test_the_same_form_has_the_same_order_and_each_question_its_own() -> None:
    drawn = drawn_order_of(range(1, 11), question=1, nonce="ab" * 16)

    assert sorted(drawn) == list(range(1, 11))
    assert drawn == drawn_order_of(range(10, 0, -1), question=1, nonce="ab" * 16)
    assert drawn != drawn_order_of(range(1, 11), question=2, nonce="ab" * 16)


def test_everybody_is_on_top_about_as_often() -> None:
    tops = Counter(
        drawn_order_of((1, 2, 3, 4), question=1, nonce=f"{n:032x}")[0] for n in range(2_000)
    )

    assert set(tops) == {1, 2, 3, 4}
    assert min(tops.values()) > 420
