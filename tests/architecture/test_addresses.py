"""No address vanishes: people keep them in mails, on posters and in each other's messages."""

from flask import Flask

from tests.architecture.source import PROJECT

KNOWN = PROJECT / "tests" / "cases" / "urls.txt"


def test_the_addresses_are_those_we_have_promised(app: Flask) -> None:
    promised = set(KNOWN.read_text(encoding="utf-8").splitlines())
    answered = addresses_of(app)

    assert promised - answered == set(), "these have vanished: redirect them"
    assert answered - promised == set(), f"add the new ones to {KNOWN.name}"


def addresses_of(app: Flask) -> set[str]:
    """Return each address with its methods, as `urls.txt` writes them."""
    return {
        f"{','.join(sorted((rule.methods or set()) - {'HEAD', 'OPTIONS'}))} {rule.rule}"
        for rule in app.url_map.iter_rules()
    }
