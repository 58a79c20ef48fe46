"""Who has died, as the cases of leaving say: nobody writes to them any more."""

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import aliased

from governance.cases.kinds import HowLeft, Kind, State
from governance.cases.models import Case, CaseStep
from governance.infrastructure.database import db


def those_who_died() -> Select[int]:
    """Select (party_id) of whoever left by dying.

    Notice that was taken back says nothing, and whoever applies again after it lives.
    """
    later = aliased(Case)
    applied_again = exists().where(
        later.party_id == Case.party_id, later.kind == Kind.JOIN, later.id > Case.id
    )
    return (
        select(Case.party_id)
        .join(CaseStep, CaseStep.case_id == Case.id)
        .where(
            Case.kind == Kind.LEAVE,
            Case.state.in_((State.NOTICED, State.LEFT)),
            CaseStep.words["how"].as_string() == HowLeft.DIED.value,
            ~applied_again,
        )
    )


def has_died(party_id: int) -> bool:
    """Say whether somebody left by dying."""
    found = those_who_died().where(Case.party_id == party_id).limit(1)
    return db.session.scalar(found) is not None
