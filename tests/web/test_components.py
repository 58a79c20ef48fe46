"""The parts that pages are made of: strictly well formed, named for those who cannot see them."""

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import pytest
from flask import Flask, flash
from flask_babel import Babel
from flask_wtf import CSRFProtect, FlaskForm
from jinja2 import ChoiceLoader, FileSystemLoader, PackageLoader, PrefixLoader

from governance.infrastructure.paths import folder
from governance.web.widgets import FileField, RadiosField, Submit, TextField

LAYOUTS = ("page", "question", "office", "blank")
BARS = [
    {"label": "For", "value": "297", "width": 823, "tone": "for"},
    {"label": "Against", "value": "64", "width": 177, "tone": "against"},
    {"label": "Abstained", "value": "0", "width": 0, "tone": "abstained"},
]
PARTS = [
    {"label": "protected", "value": "210", "width": 800, "tone": "green"},
    {"label": "free", "value": "37.5", "width": 143, "tone": "gold"},
]
COLUMNS = [
    {"title": "Name", "heading": True, "href": "?sort=name", "sorted": "ascending"},
    {"title": "Number", "numeric": True, "href": "?sort=number"},
    {"title": "Actions", "hidden": True},
]
ITEMS = [{"label": "One", "href": "/1", "current": True}, {"label": "Two", "href": "/2"}]
OWNERS = {
    "columns": [
        {
            "x": 0,
            "width": 1000,
            "parts": [
                {"y": 0, "height": 250, "tone": "green"},
                {"y": 250, "height": 750, "tone": "gold"},
            ],
        }
    ],
    "years": [{"label": "2018", "x": 0}],
    "legend": [{"label": "Trust", "tone": "green"}, {"label": "Partner", "tone": "gold"}],
}
CLAUSE = {
    "key": "motions.seconders",
    "number": "7.1",
    "label": "Seconders",
    "text": "A motion needs 2 members.",
    "help": "Enough, and few enough.",
    "source": "Practice [J]",
    "who": "The members.",
    "bounds": "From 0 members to 20 members.",
    "law": ["A company needs 75%."],
    "unusual": "Usual is: 2 members.",
    "ahead": [{"when": "From 1 April 2027", "text": "It needs 3.", "by": "", "adoption_id": None}],
}
DIFFERENCE = {
    "section": "Motions",
    "label": "Seconders",
    "before": "2 members",
    "after": "3 members",
    "clauses": [
        {
            "pieces": [
                {"fate": "same", "words": "It needs "},
                {"fate": "removed", "words": "2"},
                {"fate": "inserted", "words": "3"},
            ]
        }
    ],
}
TEXT_DIFFERENCE = [
    {"summary": "2 paragraphs are the same", "paragraphs": [{"label": "1", "fate": "same"}]},
    {
        "paragraphs": [
            {
                "label": "Paragraph 3, changed",
                "fate": "changed",
                "pieces": [
                    {"fate": "same", "words": "We buy "},
                    {"fate": "removed", "words": "two"},
                    {"fate": "inserted", "words": "three <b>"},
                ],
            }
        ]
    },
]
STAGE_TABLE = {
    "heads": [
        {"number": 1, "action": "First preferences"},
        {"number": 2, "action": "Surplus of Ada"},
    ],
    "rows": (
        {
            "name": "Ada <b>",
            "cells": (("", "18"), ("−5", "13")),
            "status": "Elected at stage 1",
            "is_elected": True,
        },
    ),
    "lost": {"name": "Not transferable", "cells": (("", "0"), ("", "0")), "status": ""},
    "sums": ("37", "37"),
    "quotas": (),
}
STAGE_BARS = [
    {"name": "Ada", "value": "13", "own": 722, "received": 0, "gone": 278, "is_elected": True},
    {"name": "Bo <b>", "value": "7.5", "own": 277, "received": 139, "gone": 0},
]
FLOW = {
    "width": "300.0",
    "height": "200.0",
    "node_width": "12.0",
    "bands": [{"path": "M0 0L1 1Z", "tone": "green", "is_moved": True}],
    "nodes": [{"x": "1.0", "y": "1.0", "height": "9.0", "tone": "green"}],
    "labels": [{"x": "1.0", "y": "1.0", "text": "Ada <b>", "anchor": "end"}],
}
EVERY_COMPONENT: dict[str, tuple[Any, ...]] = {
    "bar_chart": ("fall", "How the votes fell", "297, 64, 0", BARS, {"at": 750}, "The gold line"),
    "card": ("A ballot", "Closes today", "Secret.", "/vote", "Vote", "", True),
    "clause": (CLAUSE,),
    "comment": ("Ada", "today", "Yes", "c1"),
    "data_table": ("People", COLUMNS, [["Ada", 217, ""], ["Jo <b>", 218, ""]], "cards", True),
    "details": ("Who can see?", "Nobody."),
    "differences": ([DIFFERENCE],),
    "downloads": ([{"label": "List", "href": "/list.csv", "kind": "CSV", "size": "4 KB"}], "Files"),
    "empty_state": ("Nobody yet", "Import them.", "/import", "Import"),
    "figures": ([{"value": "71%", "label": "took part", "note": "of all", "href": "/"}],),
    "flow": ("flow", "Votes from stage to stage", "As the table beneath", FLOW),
    "found": ([SimpleNamespace(text="house <b>", is_found=True)],),
    "if_carried": (
        [
            {
                "what": "Seconders",
                "before": "2 members",
                "after": "4 members",
                "when": "from May",
                "text": "All **of** it.",
            }
        ],
        "If carried, then",
    ),
    "import_state": ({"state": "tried", "summary": {"errors": 2}},),
    "note": ("It needs 75 of every 100.", "now"),
    "ownership_chart": ("owners", "Who owned how much", "Trust 25%, partner 75%", OWNERS),
    "pagination": (4, 9, "?page=", "Showing 1 to 50"),
    "person": ("Ada", "Home care", "/ada"),
    "post_button": ("/second", "Second", "warning", "this motion", "act", "second"),
    "progress": ("import", "Importing", 5, 10, "5 of 10"),
    "receipt": ("In the box", "K7PM4RXT9Q", "Kept."),
    "share_bar": ("leave", "Your leave", "210 and 37.5", PARTS),
    "stage_bars": ("s2", "Votes after stage 2", "Ada 13, Bo 7.5", STAGE_BARS, 722),
    "stage_table": ("stages", "The count, stage by stage", STAGE_TABLE),
    "status": ("Open", "now"),
    "sub_navigation": (ITEMS, "This motion"),
    "summary": ([{"key": "Name", "value": "Ada", "action": {"text": "Change", "href": "/"}}],),
    "text_difference": (TEXT_DIFFERENCE,),
    "timeline": ([{"title": "Proposed", "when": "today", "state": "now", "href": "/"}],),
    "verdict": ("lost", "Not carried", "112 for, 131 against."),
}


class Answer(FlaskForm):
    """A form with something to attach."""

    title = TextField("Title", required="Enter a title")
    how = RadiosField("How?", choices={"a": "A"}, required="Select how")
    papers = FileField("Papers")
    submit = Submit("Send")


@pytest.fixture
def pages() -> Iterator[Flask]:
    """An application with our templates, a society and someone signed in, in a request."""
    app = Flask(__name__)
    app.secret_key = "a key for tests, which keeps nothing"
    app.jinja_loader = ChoiceLoader(  # type: ignore[assignment]
        [
            FileSystemLoader(folder("templates")),
            PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
        ]
    )
    app.jinja_env.filters["count"] = "{:,}".format
    app.context_processor(_given)
    for page in ("secret_ballots", "accessibility"):  # where the footer leads
        app.add_url_rule(f"/{page}", endpoint=f"home.{page}")
    Babel(app)
    CSRFProtect(app)
    with app.test_request_context(method="POST"):
        yield app


def _given() -> dict[str, Any]:
    items = [SimpleNamespace(**{"current": False, **item}) for item in ITEMS]
    return {
        "society": SimpleNamespace(
            name="Tame Valley Care", legal_name="Tame Valley Care Limited", member_count=1483
        ),
        "actor": SimpleNamespace(is_signed_in=True, name="Ada <Okonkwo>"),
        "navigation": items,
        "office_navigation": items,
        "asset_url": "/static/{}".format,
        "csp_nonce": lambda: "a-nonce",
    }


Shown = Callable[..., Element]


@pytest.fixture
def shown(pages: Flask) -> Shown:
    """Render a page from its source and parse it strictly."""

    def show(source: str, **context: Any) -> Element:
        template = pages.jinja_env.from_string(source)
        pages.update_template_context(context)
        parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
        parsed: Element = parser.parse(template.render(context))
        return parsed

    return show


@pytest.fixture
def part(shown: Shown) -> Shown:
    """Show one component in a bare page."""

    def show(name: str, *given: Any) -> Element:
        source = (
            f'{{% from "components/{name}.html" import {name} %}}'
            f"<!doctype html><title>A part</title><main>{{{{ {name}(*given) }}}}</main>"
        )
        return shown(source, given=given or EVERY_COMPONENT[name])

    return show


def words_of(page: Element) -> str:
    return " ".join("".join(page.itertext()).split())


def test_no_component_is_left_out_of_these_tests() -> None:
    # Two are printed by the layouts, and one must be called with its fields.
    tried_elsewhere = {"error_summary", "flashes", "filter_panel"}
    there = {path.stem for path in (folder("templates") / "components").glob("*.html")}

    assert there == set(EVERY_COMPONENT) | tried_elsewhere


@pytest.mark.parametrize("name", EVERY_COMPONENT)
def test_a_component_is_strictly_well_formed_and_carries_no_style(part: Shown, name: str) -> None:
    page = part(name)
    identities = [element.get("id") for element in page.iter() if element.get("id")]

    assert len(identities) == len(set(identities))
    assert not [element for element in page.iter() if element.get("style") is not None]
    assert not list(page.iter("script"))


@pytest.mark.parametrize(
    "name", ["bar_chart", "share_bar", "ownership_chart", "stage_bars", "flow"]
)
def test_a_picture_has_a_name_and_a_description(part: Shown, name: str) -> None:
    page = part(name)
    (picture,) = [e for e in page.iter() if e.get("role") == "img"]
    there = {element.get("id") for element in page.iter()}

    assert set(picture.get("aria-labelledby", "").split()) <= there
    assert EVERY_COMPONENT[name][2] in words_of(page)


def test_bars_are_as_long_as_their_widths_in_thousandths(part: Shown) -> None:
    lengths = [bar.get("width") for bar in part("bar_chart").iter() if "fill" in _classes(bar)]

    assert lengths == ["82.3%", "17.7%"]


def test_parts_of_a_bar_follow_one_another(part: Shown) -> None:
    starts = [piece.get("x") for piece in part("share_bar").iter() if "part " in _classes(piece)]

    assert starts == ["0.0%", "80.0%"]


def test_a_difference_says_what_went_and_what_is_new_to_who_cannot_see_it(part: Shown) -> None:
    page = part("text_difference")
    (gone,), (new,) = (list(page.iter(tag)) for tag in ("del", "ins"))

    assert words_of(gone) == "[removed: two]"
    assert words_of(new) == "[inserted: three <b>]"
    assert "2 paragraphs are the same" in words_of(page)


def test_a_tracker_is_shown_in_fours_and_copied_whole(part: Shown) -> None:
    page = part("receipt")
    (code,) = [e for e in page.iter() if "moot-receipt__code" in _classes(e)]

    assert [four.text for four in code] == ["K7PM", "4RXT", "9Q"]
    assert "".join(code.itertext()) == "K7PM4RXT9Q"


def test_a_list_of_one_page_has_no_links_to_pages(part: Shown) -> None:
    assert not list(part("pagination", 1, 1, "?page=").iter("nav"))


def test_a_long_list_links_its_ends_and_its_neighbours(part: Shown) -> None:
    links = [link.get("href") for link in part("pagination").iter("a")]

    assert links == ["?page=3", "?page=1", "?page=3", "?page=4", "?page=5", "?page=9", "?page=5"]


def test_a_table_says_how_it_is_sorted(part: Shown) -> None:
    heads = [head.get("aria-sort") for head in part("data_table").iter("th") if head.get("scope")]

    assert heads[:3] == ["ascending", "none", None]


@pytest.mark.parametrize(("columns", "is_reached"), [(4, False), (5, True)])
def test_a_table_of_many_columns_is_reached_by_keyboard_to_be_scrolled(
    shown: Shown, columns: int, is_reached: bool
) -> None:
    heads = [{"title": f"Column {n}"} for n in range(columns)]
    page = shown(
        '{% from "components/data_table.html" import data_table %}'
        "<!doctype html><title>A part</title><main>"
        f'{{{{ data_table("People", {heads}, []) }}}}</main>'
    )
    box = next(each for each in page.iter("div") if "moot-table" in each.get("class", ""))

    assert (box.get("tabindex"), box.get("role")) == (
        ("0", "region") if is_reached else (None,) * 2
    )
    assert (box.get("aria-labelledby") == "table-people") is is_reached


def test_filters_are_sent_by_get_and_can_be_taken_off(shown: Shown) -> None:
    page = shown(
        '{% from "components/filter_panel.html" import filter_panel %}'
        "<!doctype html><title>A part</title><main>"
        '{% call filter_panel("Find", applied=[{"label": "Tipton", "href": "?"}], clear="/") %}'
        '<label for="q">Name</label><input id="q" name="q">{% endcall %}</main>'
    )
    (form,) = page.iter("form")

    assert form.get("method") == "get"
    assert "csrf_token" not in [field.get("name") for field in form.iter("input")]
    assert [link.get("href") for link in form.iter("a")] == ["?", "/"]


def test_a_button_that_acts_carries_the_token(part: Shown) -> None:
    names = [field.get("name") for field in part("post_button").iter("input")]

    assert names == ["csrf_token"]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_layout_has_one_heading_one_main_and_the_society(shown: Shown, layout: str) -> None:
    page = shown(
        f'{{% extends "layouts/{layout}.html" %}}{{% set back = "/" %}}'
        "{% block title %}A & B{% endblock %}{% block caption %}Special{% endblock %}"
        "{% block content %}<p>Here</p>{% endblock %}"
    )

    assert [words_of(heading) for heading in page.iter("h1")] == ["A & B"]
    assert len(list(page.iter("main"))) == 1
    assert "owned by the 1,483 of us" in words_of(page)
    assert "Special" in words_of(page)
    assert words_of(next(page.iter("title"))) == "A & B · Tame Valley Care"


@pytest.mark.parametrize("layout", LAYOUTS)
def test_scripts_carry_the_nonce_and_are_files(shown: Shown, layout: str) -> None:
    page = shown(f'{{% extends "layouts/{layout}.html" %}}{{% block title %}}A{{% endblock %}}')

    scripts = list(page.iter("script"))
    assert scripts
    assert all(script.get("nonce") == "a-nonce" for script in scripts)
    assert all(script.get("src") and not script.text for script in scripts)


def test_a_question_sends_files_with_the_token_and_says_what_is_wrong(shown: Shown) -> None:
    form = Answer(meta={"csrf": False})
    form.validate()
    page = shown(
        '{% extends "layouts/question.html" %}{% block title %}Propose{% endblock %}'
        "{% block question %}{{ form.title }}{{ form.how }}{{ form.submit }}{% endblock %}",
        form=form,
    )
    (sending,) = [e for e in page.iter("form") if not e.get("action")]

    assert sending.get("enctype") == "multipart/form-data"
    assert "csrf_token" in [field.get("name") for field in sending.iter("input")]
    assert words_of(next(page.iter("title"))).startswith("Error: Propose")
    assert {"#title", "#how"} <= {link.get("href") for link in page.iter("a")}


def test_a_field_that_is_the_heading_is_the_only_one(shown: Shown) -> None:
    page = shown(
        '{% extends "layouts/question.html" %}{% block title %}A longer title{% endblock %}'
        "{% block question %}{{ form.how(heading=true) }}{% endblock %}",
        form=Answer(meta={"csrf": False}),
    )

    assert [words_of(heading) for heading in page.iter("h1")] == ["How?"]


def test_what_was_just_done_is_said_once_each(shown: Shown) -> None:
    flash("Your vote is in the box.", "success")
    flash("It closes tomorrow.")
    page = shown('{% extends "layouts/page.html" %}{% block title %}A{% endblock %}')
    banners = [e for e in page.iter("div") if e.get("data-module") == "govuk-notification-banner"]

    assert [words_of(banner) for banner in banners] == [
        "Done Your vote is in the box.",
        "Please note It closes tomorrow.",
    ]


def test_the_page_for_our_own_faults_needs_nothing(pages: Flask) -> None:
    bare = pages.jinja_env.get_template("errors/500.html").render()

    assert "It is our fault, not yours" in bare


@pytest.mark.parametrize("page", ["400", "403", "404", "405", "413", "429", "refused"])
def test_no_error_is_a_dead_end(shown: Shown, page: str) -> None:
    refusal = SimpleNamespace(title="No", message="It has closed.", next_step="Wait.")
    parsed = shown(f'{{% extends "errors/{page}.html" %}}', refusal=refusal)

    assert "See what needs you" in words_of(next(parsed.iter("main")))


def _classes(element: Element) -> str:
    return element.get("class", "") + " "
