"""`flask record`: what holds, what does not and where, and the exit status for scripts."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from click.testing import Result
from flask import Flask

from governance.infrastructure.database import db
from governance.record.verify import Fact, Fault, compared
from tests.factories.record import make_links, tamper


class Cups:
    """A seal for these tests: the cups that there are, by link."""

    title = "Cups of tea"
    kinds = frozenset({"tea made"})

    def __init__(self, kept: dict[int, int]) -> None:
        self.kept = kept

    def check(self, facts: Iterator[Fact]) -> Iterator[Fault]:
        return compared(
            facts,
            what="cup",
            sealed=lambda fact: [(fact.seq, fact.payload["cups"])],
            rows=lambda keys: {key: self.kept[key] for key in keys if key in self.kept},
            total=lambda: len(self.kept),
        )


def run(app: Flask, *words: str) -> Result:
    db.session.commit()
    return app.test_cli_runner().invoke(args=["record", *words])


@pytest.fixture(autouse=True)
def no_seals(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Links of tea seal no rows of the features."""
    monkeypatch.setitem(app.extensions, "folkmoot_seals", ())


def test_a_record_that_holds_ends_with_status_0(app: Flask) -> None:
    links = make_links(3)

    result = run(app, "verify")

    assert result.exit_code == 0
    assert f"3 links follow one another. Head: 3:{links[-1].hash}" in result.output
    assert "The record holds." in result.output


def test_a_changed_link_is_named_and_ends_with_status_1(app: Flask) -> None:
    make_links(4)
    tamper("UPDATE link SET kind = 'coffee made' WHERE seq = 2")

    result = run(app, "verify")

    assert result.exit_code == 1
    assert "Link 2:" in result.output
    assert "Links 1 to 1 follow one another." in result.output
    assert "The record does NOT hold." in result.output


def test_an_anchor_that_the_record_does_not_have_ends_with_status_1(app: Flask) -> None:
    links = make_links(2)

    good = run(app, "verify", "--anchor", f"1:{links[0].hash}", "--anchor", f"2:{links[1].hash}")
    bad = run(app, "verify", "--anchor", f"2:{links[1].hash}", "--anchor", f"3:{'a' * 64}")

    assert (good.exit_code, bad.exit_code) == (0, 1)
    assert "It agrees with 2 anchors." in good.output
    assert "Link 3: an anchor names it" in bad.output


@pytest.mark.parametrize("anchor", ["3", "x:y", f"0:{'a' * 64}", f"3:{'a' * 63}"])
def test_an_anchor_that_is_none_is_refused_with_status_2(app: Flask, anchor: str) -> None:
    result = run(app, "verify", "--anchor", anchor)

    assert result.exit_code == 2
    assert "is not a link's number" in result.output


def test_head_is_an_anchor(app: Flask) -> None:
    links = make_links(2)

    assert run(app, "head").output.strip() == f"2:{links[1].hash}"


def test_an_empty_record_has_no_head(app: Flask) -> None:
    assert run(app, "head").exit_code == 1
    assert run(app, "verify").exit_code == 0


def test_export_is_a_line_of_json_for_each_link(app: Flask) -> None:
    make_links(3)

    lines = [json.loads(line) for line in run(app, "export").output.splitlines()]

    assert [(line["seq"], line["kind"], line["payload"]) for line in lines] == [
        (1, "tea made", '{"cups":1}'),
        (2, "tea made", '{"cups":2}'),
        (3, "tea made", '{"cups":3}'),
    ]


@pytest.mark.parametrize(
    ("kept", "said"),
    [
        ({1: 1, 2: 2, 3: 3}, "Cups of tea: as recorded."),
        ({1: 1, 2: 9, 3: 3}, "Link 2: the cup 2 is not as it was recorded."),
        ({1: 1, 3: 3}, "Link 2: the cup 2 that it covers is not there."),
        ({1: 1, 2: 2, 3: 3, 4: 4}, "There are rows that no link knows of: cup, 1 too many."),
    ],
    ids=["whole", "changed", "deleted", "put in"],
)
def test_what_links_seal_is_compared_with_its_rows(
    app: Flask, monkeypatch: pytest.MonkeyPatch, kept: dict[int, int], said: str
) -> None:
    make_links(3)
    monkeypatch.setitem(app.extensions, "folkmoot_seals", (Cups(kept),))

    result = run(app, "verify")

    assert said in result.output
    assert result.exit_code == (0 if kept == {1: 1, 2: 2, 3: 3} else 1)


def test_a_page_of_faults_is_cut_short(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    make_links(50)
    none_there: dict[int, Any] = {}
    monkeypatch.setitem(app.extensions, "folkmoot_seals", (Cups(none_there),))

    assert "… and 30 more." in run(app, "verify").output
