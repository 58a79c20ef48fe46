"""Consents of classes on reserved matters: who may answer, what counts, what stands for ever."""

from datetime import timedelta
from fractions import Fraction

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from governance.demonstration.joint_venture import Venture
from governance.infrastructure.database import db, is_postgresql
from governance.ledger import service
from governance.ledger.models import ReservedMatter
from governance.ledger.queries import consents
from governance.reckoning.consents import Answer, Consent
from governance.reckoning.resolutions.majority import Basis, Majority
from governance.record.verify import faults_of, verified_chain
from tests.factories.joint_venture import FOUNDED_ON, make_mycsp
from tests.factories.ledger import FINANCE, TODAY
from tests.factories.record import change_rows
from tests.machinery.clock import NOON

DAY = timedelta(days=1)


@pytest.fixture
def venture() -> Venture:
    """A joint venture of three."""
    return make_mycsp()


@pytest.fixture
def asked(venture: Venture) -> ReservedMatter:
    """Consent asked of the trust and of the government."""
    return ask(venture, "trust", "government")


def ask(venture: Venture, *names: str) -> ReservedMatter:
    return service.ask_consent(
        venture.book,
        "Borrow a million",
        text="From the bank, over five years.",
        classes=[venture.classes[name] for name in names],
        asked_on=TODAY,
        actor=FINANCE,
        now=NOON,
    )


def answer(venture: Venture, asked: ReservedMatter, name: str, said: Answer) -> None:
    service.answer_consent(
        asked,
        venture.classes[name],
        said,
        party_id=venture.plan.parts[name].party_id,
        signatory="Ida Signs",
        on=TODAY,
        actor=FINANCE,
        now=NOON,
    )


def test_silence_is_not_consent(venture: Venture, asked: ReservedMatter) -> None:
    answer(venture, asked, "trust", Answer.FOR)

    outcome = service.decide_matter(asked, actor=FINANCE, now=NOON)

    assert [each.consent for each in outcome.classes] == [Consent.GIVEN, Consent.MISSING]
    kept = consents.outcome_of(asked.id)
    assert kept is not None
    assert not kept.is_given


def test_the_last_answer_counts(venture: Venture, asked: ReservedMatter) -> None:
    answer(venture, asked, "trust", Answer.AGAINST)
    answer(venture, asked, "trust", Answer.FOR)
    answer(venture, asked, "government", Answer.FOR)

    assert consents.worked_out(asked).is_given


def test_only_a_class_that_was_asked_answers(venture: Venture, asked: ReservedMatter) -> None:
    with pytest.raises(service.NotAsked, match="Partner shares was not asked"):
        answer(venture, asked, "partner", Answer.FOR)


def test_only_a_holder_answers_for_the_class(venture: Venture, asked: ReservedMatter) -> None:
    with pytest.raises(service.NotEntitled, match="held no Government shares on 16 November 2026"):
        service.answer_consent(
            asked,
            venture.classes["government"],
            Answer.FOR,
            party_id=venture.plan.parts["trust"].party_id,
            signatory="Ida Signs",
            on=TODAY,
            actor=FINANCE,
            now=NOON,
        )


def test_nothing_is_asked_on_a_day_to_come(venture: Venture) -> None:
    with pytest.raises(service.NotAsked, match="17 November 2026 has not come yet"):
        service.ask_consent(
            venture.book,
            "Later",
            text="",
            classes=list(venture.classes.values()),
            asked_on=TODAY + DAY,
            actor=FINANCE,
            now=NOON,
        )


def test_a_matter_without_classes_is_not_asked(venture: Venture) -> None:
    with pytest.raises(service.NotAsked, match="at least one class"):
        ask(venture)


def test_what_is_decided_is_not_answered_or_decided_again(
    venture: Venture, asked: ReservedMatter
) -> None:
    service.decide_matter(asked, actor=FINANCE, now=NOON)

    with pytest.raises(service.AlreadyDecided):
        answer(venture, asked, "trust", Answer.FOR)
    with pytest.raises(service.AlreadyDecided):
        service.decide_matter(asked, actor=FINANCE, now=NOON)


def test_the_rule_of_the_day_decides(venture: Venture) -> None:
    trust = venture.classes["trust"]
    all_of_it = Majority(Basis.ENTITLED, Fraction(1), is_strict=False)
    service.set_consent_rule(trust, all_of_it, valid_from=TODAY, actor=FINANCE, now=NOON)

    before, after = consents.rule_of(trust, TODAY - DAY), consents.rule_of(trust, TODAY)

    assert before.majority.share == Fraction(3, 4)
    assert after.majority == all_of_it
    assert consents.rule_of(trust, FOUNDED_ON - DAY).majority.share == Fraction(1, 2)


def test_the_database_refuses_what_goes_round_the_service(
    venture: Venture, asked: ReservedMatter
) -> None:
    answer(venture, asked, "trust", Answer.FOR)
    service.decide_matter(asked, actor=FINANCE, now=NOON)
    db.session.commit()
    for statement in (
        "UPDATE consent_answer SET answer = 'against'",
        "DELETE FROM consent_answer",
        "UPDATE matter_outcome SET decided_on = '2020-01-01'",
        "DELETE FROM consent_setting",
        "UPDATE reserved_matter SET title = 'Another'",
        "INSERT INTO consent_answer (id, matter_id, share_class_id, party_id, answer, answered_on,"
        " recorded_seq, digest) SELECT 999, matter_id, share_class_id, party_id, 'against',"
        " answered_on, 999, digest FROM consent_answer",
    ):
        with pytest.raises(IntegrityError, match="refuses this"):
            db.session.execute(text(statement))
        db.session.rollback()


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE consent_answer SET answer = 'against'",
        "UPDATE consent_answer SET signatory = 'Somebody else'",
        "UPDATE reserved_matter SET text = 'Over fifty years'",
        "DELETE FROM consent_answer",
        "DELETE FROM matter_outcome",
        "DELETE FROM consent_setting",
    ],
)
def test_the_record_finds_what_was_changed_behind_it(
    app: Flask, venture: Venture, asked: ReservedMatter, tampering: str
) -> None:
    answer(venture, asked, "trust", Answer.FOR)
    service.decide_matter(asked, actor=FINANCE, now=NOON)
    without_triggers()

    change_rows([tampering])

    assert faults(app) != []


def test_erased_words_leave_a_record_that_verifies(
    app: Flask, venture: Venture, asked: ReservedMatter
) -> None:
    answer(venture, asked, "trust", Answer.FOR)
    db.session.execute(text("UPDATE consent_answer SET signatory = NULL, salt = NULL"))
    db.session.execute(text("UPDATE reserved_matter SET title = NULL, text = NULL, salt = NULL"))
    db.session.commit()

    assert faults(app) == []


def faults(app: Flask) -> list[str]:
    end = verified_chain().links
    seals = app.extensions["folkmoot_seals"]
    return [str(fault) for seal in seals for fault in faults_of(seal, up_to=end)]


def without_triggers() -> None:
    """Take away what refuses, as whoever owns the database could."""
    for table in ("consent_setting", "reserved_matter", "consent_answer", "matter_outcome"):
        for operation in ("update", "delete"):
            on_table = f" ON {table}" if is_postgresql() else ""
            db.session.execute(text(f"DROP TRIGGER {table}_{operation}_refused{on_table}"))
    db.session.commit()
