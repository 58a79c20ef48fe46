"""Settings that would be unsafe stop the application from starting."""

import pytest

import config

PLAIN = {"PUBLIC_URL": "http://localhost:8000"}


@pytest.mark.parametrize(
    ("book", "box"),
    [
        ("sqlite:///a.db", "sqlite:///a.db"),
        ("sqlite:///a.db", "sqlite:///./a.db"),
        ("sqlite:///a.db", "sqlite:///a.db?timeout=5"),
        ("postgresql+psycopg://db/folkmoot", "postgresql+psycopg://box@db:5432/folkmoot"),
        ("postgresql+psycopg:///folkmoot?host=/run/p", "postgresql://x@/folkmoot?host=/run/p"),
    ],
)
def test_one_place_for_book_and_box_is_refused_however_it_is_spelt(book: str, box: str) -> None:
    with pytest.raises(config.Unsafe, match="join names to votes"):
        config.from_environment({**PLAIN, "DATABASE_URL": book, "BALLOT_BOX_URL": box})


@pytest.mark.parametrize(
    ("book", "box"),
    [
        ("sqlite:///a.db", "sqlite:///b.db"),
        ("postgresql+psycopg://db/folkmoot", "postgresql+psycopg://db/folkmoot_box"),
        ("postgresql+psycopg://db/folkmoot", "postgresql+psycopg://other/folkmoot"),
    ],
)
def test_two_places_are_taken(book: str, box: str) -> None:
    settings = config.from_environment({**PLAIN, "DATABASE_URL": book, "BALLOT_BOX_URL": box})

    assert settings["BALLOT_BOX_URL"] == box


@pytest.mark.parametrize("environment", ["development", "testing"])
def test_an_address_for_others_needs_the_production_settings(environment: str) -> None:
    with pytest.raises(config.Unsafe, match="FOLKMOOT_ENVIRONMENT=production"):
        config.from_environment(
            {"FOLKMOOT_ENVIRONMENT": environment, "PUBLIC_URL": "https://members.example.org"}
        )
