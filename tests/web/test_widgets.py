"""Fields of forms: what they read, what they say when it cannot be read, and what they draw."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import pytest
from flask import Flask, render_template
from flask_babel import Babel
from flask_wtf import CSRFProtect, FlaskForm
from jinja2 import ChoiceLoader, DictLoader, FileSystemLoader, PackageLoader, PrefixLoader
from wtforms import Form
from wtforms.validators import ValidationError

from governance.infrastructure.paths import folder
from governance.web.widgets import (
    CheckboxesField,
    ConfirmField,
    DateField,
    EmailField,
    FileField,
    MomentField,
    MoneyField,
    NumberField,
    PasswordField,
    RadiosField,
    SelectField,
    Submit,
    TextAreaField,
    TextField,
    TimeField,
    choice,
)

PAGE = (
    '{% from "components/error_summary.html" import error_summary %}'
    "<!doctype html><title>A form</title><main>{{ error_summary(form) }}"
    "{% for field in form %}{{ field }}{% endfor %}</main>"
)


class Motion(Form):
    """One of every field that is not a file."""

    title = TextField("Title", hint="A few words", required="Enter a title", longest=20)
    text = TextAreaField("Text", longest=4000)
    cost = MoneyField("Cost", most=100_000_00)
    seconders = NumberField("Seconders", least=2, required="Enter how many second it")
    kind = SelectField("Kind", choices={"": "Choose…", "special": "Special"}, required="Choose one")
    how = RadiosField(
        "How",
        choices=[choice("for", "For"), choice("abstain", "Abstain", hint="No vote", divider="or")],
        required="Select how",
    )
    which = CheckboxesField("Which", choices={"a": "A", "b": "B"})
    closes = MomentField("When does it close?", called="Closing time", required="Enter when")
    record = DateField("Record date", required="Enter the record date")
    at = TimeField("Time of the meeting")
    email = EmailField("Email")
    secret = PasswordField("Password")
    agreed = ConfirmField("I agree", required="Tick to agree")
    submit = Submit("Send")


RIGHT = {
    "title": "  A respite\x00 house ",
    "text": "One\r\ntwo",
    "cost": "£96,000.50",
    "seconders": "1,200",
    "kind": "special",
    "how": "for",
    "which": ["a", "b"],
    "closes-day": "26",
    "closes-month": "Nov",
    "closes-year": "2026",
    "closes-time": "5pm",
    "record-day": "1",
    "record-month": "6",
    "record-year": "2026",
    "at": "9.30 AM",
    "email": "ada@example.org",
    "secret": " two spaces ",
    "agreed": "yes",
    "submit": "yes",
}

Filled = Callable[..., Any]


@pytest.fixture
def pages() -> Iterator[Flask]:
    """An application with our templates and nothing else, in a request."""
    app = Flask(__name__)
    app.secret_key = "a key for tests, which keeps nothing"
    app.jinja_loader = ChoiceLoader(  # type: ignore[assignment]
        [
            DictLoader({"form.html": PAGE}),
            FileSystemLoader(folder("templates")),
            PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
        ]
    )
    Babel(app)
    CSRFProtect(app)
    with app.test_request_context():
        yield app


@pytest.fixture
def filled(pages: Flask) -> Filled:
    """Fill the form with right answers but for those given, and validate it."""

    def fill(form: type[Form] = Motion, /, **changes: Any) -> Any:
        answers = {**RIGHT, **{name.replace("__", "-"): value for name, value in changes.items()}}
        kept = {name: value for name, value in answers.items() if value is not None}
        made = form(_Posted(kept))
        made.validate()
        return made

    return fill


class _Posted(dict[str, Any]):
    def getlist(self, name: str) -> list[Any]:
        value = self[name]
        return value if isinstance(value, list) else [value]


def drawn(form: Form) -> Element:
    """Parse the page strictly: a stray attribute or an unclosed tag raises."""
    page = render_template("form.html", form=form)
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    parsed: Element = parser.parse(page)
    return parsed


def with_id(page: Element, identity: str) -> Element:
    found = [element for element in page.iter() if element.get("id") == identity]
    assert len(found) == 1, f"{len(found)} elements have the id {identity}"
    return found[0]


def test_right_answers_are_read(filled: Filled) -> None:
    form = filled()

    assert form.errors == {}
    assert form.title.data == "A respite house"
    assert form.text.data == "One\ntwo"
    assert form.cost.data == 96_000_50
    assert form.seconders.data == 1200
    assert (form.kind.data, form.how.data, form.which.data) == ("special", "for", ["a", "b"])
    assert form.closes.data == datetime(2026, 11, 26, 17, tzinfo=UTC)
    assert form.record.data == date(2026, 6, 1)
    assert form.at.data == time(9, 30)
    assert form.secret.data == " two spaces "
    assert form.agreed.data is True


def test_a_blank_form_asks_for_each_thing_in_its_own_words(filled: Filled) -> None:
    form = filled(**dict.fromkeys(RIGHT))

    assert [field.errors for field in form if field.errors] == [
        ["Enter a title"],
        ["Enter how many second it"],
        ["Choose one"],
        ["Select how"],
        ["Enter when"],
        ["Enter the record date"],
        ["Tick to agree"],
    ]


def test_what_is_not_required_may_be_blank(filled: Filled) -> None:
    form = filled(text="", cost="", which=None, at=" ", email="", secret="")

    assert form.errors == {}
    assert (form.cost.data, form.at.data, form.which.data) == (None, None, [])


def test_the_empty_choice_of_a_list_is_no_answer(filled: Filled) -> None:
    assert filled(kind="").kind.errors == ["Choose one"]


@pytest.mark.parametrize("name", ["kind", "how", "which"])
def test_what_was_not_offered_is_refused(filled: Filled, name: str) -> None:
    assert filled(**{name: "forged"})[name].errors == ["Choose from the answers shown"]


def test_words_that_are_too_long_are_refused_with_the_most_allowed(filled: Filled) -> None:
    assert filled(title="x" * 21).title.errors == ["Title must be 20 characters or fewer"]


@pytest.mark.parametrize("typed", ["12.5", "-3", "many", "1,2", "٣٤x", "9" * 40])
def test_a_number_must_be_whole(filled: Filled, typed: str) -> None:
    assert filled(seconders=typed).seconders.errors == ["Seconders must be a whole number"]


def test_a_number_keeps_its_bounds(filled: Filled) -> None:
    assert filled(seconders="1").seconders.errors == ["Seconders must be 2 or more"]
    assert filled(cost="100,000.01").cost.errors == ["Cost must be 100,000 or less"]


@pytest.mark.parametrize("typed", ["1.5", "1,50", "£", "ten pounds", "-1", "1.234"])
def test_money_must_be_pounds_and_whole_pence(filled: Filled, typed: str) -> None:
    sentence = "Cost must be an amount in pounds, like 1,250 or 1,250.50"

    assert filled(cost=typed).cost.errors == [sentence]


def test_an_email_address_must_look_like_one(filled: Filled) -> None:
    sentence = "Enter an email address in the right form, like name@example.org"

    assert filled(email="ada at example").email.errors == [sentence]


@pytest.mark.parametrize(
    ("day", "month", "year", "sentence", "box"),
    [
        ("31", "6", "2026", "Record date must be a real date", "day"),
        ("29", "feb", "2027", "Record date must be a real date", "day"),
        ("32", "6", "2026", "Record date must be a real date", "day"),
        ("1", "13", "2026", "Record date must be a real date", "month"),
        ("1", "Juvember", "2026", "Record date must be a real date", "month"),
        ("1", "Ma", "2026", "Record date must be a real date", "month"),
        ("1", "6", "26", "Record date must have a year of 4 numbers, like 2027", "year"),
        ("9" * 5000, "6", "2026", "Record date must be a real date", "day"),
        ("1", "9" * 5000, "2026", "Record date must be a real date", "month"),
        ("1", "0", "2026", "Record date must be a real date", "month"),
        ("", "6", "2026", "Record date must include a day", "day"),
        ("1", "", "", "Record date must include a month and a year", "month"),
    ],
)
def test_a_date_says_what_is_wrong_and_leads_to_the_box(
    filled: Filled, day: str, month: str, year: str, sentence: str, box: str
) -> None:
    form = filled(record__day=day, record__month=month, record__year=year)

    assert form.record.errors == [sentence]
    assert form.record.error_href == f"#record-{box}"


@pytest.mark.parametrize("month", ["3", "03", "Mar", "mar.", "MARCH"])
def test_a_month_may_be_a_word(filled: Filled, month: str) -> None:
    form = filled(record__day="01", record__month=month)

    assert form.record.data == date(2026, 3, 1)


def test_only_the_wrong_box_is_marked_and_all_keep_what_was_typed(filled: Filled) -> None:
    page = drawn(filled(record__month="Juvember"))

    assert "govuk-input--error" in with_id(page, "record-month").get("class", "")
    assert "govuk-input--error" not in with_id(page, "record-day").get("class", "")
    assert with_id(page, "record-month").get("value") == "Juvember"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("5pm", time(17)),
        ("5.30 p.m.", time(17, 30)),
        ("12am", time(0)),
        ("12 PM", time(12)),
        ("noon", time(12)),
        ("Midday", time(12)),
        ("17:05", time(17, 5)),
        ("0:00", time(0)),
    ],
)
def test_times_are_read_as_people_write_them(filled: Filled, typed: str, expected: time) -> None:
    assert filled(at=typed).at.data == expected


@pytest.mark.parametrize("typed", ["5", "25:00", "13pm", "17:60", "teatime"])
def test_a_time_that_could_be_two_or_none_is_refused(filled: Filled, typed: str) -> None:
    assert filled(at=typed).at.errors == ["Time of the meeting must have a time like 5pm or 17:00"]


def test_midnight_must_say_which(filled: Filled) -> None:
    form = filled(closes__time="midnight")

    assert form.closes.errors == ["Midnight could begin or end the day. Enter 00:00 or 23:59"]
    assert form.closes.error_href == "#closes-time"


def test_a_summer_time_is_an_hour_earlier_in_utc(filled: Filled) -> None:
    form = filled(closes__month="6")

    assert form.closes.data == datetime(2026, 6, 26, 16, tzinfo=UTC)


def test_a_time_the_clocks_skip_is_refused(filled: Filled) -> None:
    form = filled(closes__day="28", closes__month="3", closes__year="2027", closes__time="1.30am")

    assert form.closes.errors == [
        "There is no 01:30 on Sunday 28 March 2027, because the clocks go forward. "
        "Enter a time before 1am or from 2am on"
    ]


def test_a_time_that_happens_twice_is_refused(filled: Filled) -> None:
    form = filled(closes__day="31", closes__month="10", closes__year="2027", closes__time="01:00")

    assert form.closes.errors == [
        "01:00 happens twice on Sunday 31 October 2027, because the clocks go back. "
        "Enter a time before 1am or from 2am on"
    ]


@pytest.mark.parametrize("day", [(28, 3), (31, 10)])
@pytest.mark.parametrize("at", ["00:59", "02:00"])
def test_times_beside_a_change_of_the_clocks_are_read(
    filled: Filled, day: tuple[int, int], at: str
) -> None:
    form = filled(
        closes__day=str(day[0]),
        closes__month=str(day[1]),
        closes__year="2027",
        closes__time=at,
    )

    assert form.closes.errors == []


def test_what_is_stored_is_drawn_on_the_societys_clock(pages: Flask) -> None:
    form = Motion(closes=datetime(2026, 6, 26, 16, tzinfo=UTC), cost=96_000_00)
    page = drawn(form)

    assert with_id(page, "closes-time").get("value") == "17:00"
    assert with_id(page, "closes-day").get("value") == "26"
    assert with_id(page, "cost").get("value") == "96,000"


@pytest.mark.parametrize("answers", [{}, dict.fromkeys(RIGHT)])
def test_every_field_is_drawn_strictly_well_formed(filled: Filled, answers: Any) -> None:
    page = drawn(filled(**answers))
    identities = [element.get("id") for element in page.iter() if element.get("id")]

    assert len(identities) == len(set(identities))
    assert not [element for element in page.iter() if element.get("style") is not None]


def test_every_label_and_description_names_something_there(filled: Filled) -> None:
    page = drawn(filled(**dict.fromkeys(RIGHT)))
    there = {element.get("id") for element in page.iter()}
    named = {element.get("for") for element in page.iter("label")}
    for element in page.iter():
        named |= set(element.get("aria-describedby", "").split())

    assert named <= there


def test_every_error_leads_to_a_control(filled: Filled) -> None:
    form = filled(**dict.fromkeys(RIGHT))
    page = drawn(form)
    links = [link for link in page.iter("a") if link.get("href", "").startswith("#")]

    assert len(links) == len(form.errors)
    for link in links:
        assert with_id(page, link.get("href", "")[1:]).tag in {"input", "select", "textarea"}


def test_no_hint_means_no_empty_hint(filled: Filled) -> None:
    page = drawn(filled())
    hints = [e for e in page.iter("div") if "govuk-hint" in e.get("class", "").split()]

    assert hints
    assert all("".join(hint.itertext()).strip() for hint in hints)


def test_nothing_carries_the_browsers_own_required(filled: Filled) -> None:
    page = drawn(filled())

    assert not [element for element in page.iter() if element.get("required") is not None]


def test_what_is_typed_is_escaped(filled: Filled) -> None:
    page = drawn(filled(title="<b>&", text="</textarea><b>", kind="special"))

    assert with_id(page, "title").get("value") == "<b>&"
    assert with_id(page, "text").text == "</textarea><b>"


def test_a_password_is_never_sent_back(filled: Filled) -> None:
    assert with_id(drawn(filled()), "secret").get("value") is None


def test_a_choice_keeps_its_hint_and_its_divider(filled: Filled) -> None:
    page = drawn(filled(how="abstain"))
    chosen = with_id(page, "how-3")

    assert chosen.get("checked") is not None
    assert with_id(page, str(chosen.get("aria-describedby"))).text.strip() == "No vote"  # type: ignore[union-attr]


def test_a_field_can_be_the_heading_of_its_page(pages: Flask) -> None:
    form = Motion()

    for field in (form.title, form.how, form.record):
        assert str(field(heading=True)).count("<h1") == 1


def test_a_choice_can_reveal_a_field(pages: Flask) -> None:
    form = Motion()
    revealed = str(form.how(conditional={"abstain": form.title}))

    assert 'id="conditional-how-3"' in revealed
    assert 'name="title"' in revealed


def test_parameters_of_the_macro_can_be_given(pages: Flask) -> None:
    drawing = str(Motion().title(params={"label": {"classes": "govuk-label--m"}}))

    assert "govuk-label--m" in drawing
    assert "Title" in drawing


def test_choices_may_be_set_when_the_form_is_made(pages: Flask) -> None:
    form = Motion()
    form.which.choices = [choice("c", "Newly offered")]

    assert "Newly offered" in str(form.which())


def test_a_rule_of_the_form_is_not_asked_about_what_could_not_be_read(filled: Filled) -> None:
    class Dated(Motion):
        def validate_record(self, field: Any) -> None:
            if field.data > date(2026, 1, 1):
                raise ValidationError("Record date must be in the past")

    assert filled(Dated, record__day="99").record.errors == ["Record date must be a real date"]
    assert filled(Dated).record.errors == ["Record date must be in the past"]


def test_a_file_is_asked_for_and_taken(pages: Flask) -> None:
    class Import(FlaskForm):
        class Meta:
            csrf = False

        staff = FileField("Staff list", required="Choose a file", accept=".csv")

    @pages.post("/import")
    def take() -> dict[str, Any]:
        form = Import()
        form.validate_on_submit()
        return {"errors": form.staff.errors, "name": getattr(form.staff.data, "filename", None)}

    pages.config["WTF_CSRF_ENABLED"] = False
    browser = pages.test_client()
    assert browser.post("/import").json == {"errors": ["Choose a file"], "name": None}
    sent = browser.post("/import", data={"staff": (BytesIO(b"a,b"), "staff.csv")})
    assert sent.json == {"errors": [], "name": "staff.csv"}
