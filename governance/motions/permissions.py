"""Who may do what with motions."""

from enum import StrEnum

from governance.infrastructure import permissions
from governance.infrastructure.actor import Actor, Role
from governance.infrastructure.permissions import Permitted, is_member
from governance.motions.models import Amendment, Comment, Motion


class Motions(StrEnum):
    """What may be done with motions; putting one to a ballot belongs to ballots."""

    SEE = "motions.see"
    PROPOSE = "motions.propose"
    SECOND = "motions.second"
    WITHDRAW = "motions.withdraw"
    COMMENT = "motions.comment"
    EDIT_COMMENT = "motions.edit_comment"
    REMOVE_COMMENT = "motions.remove_comment"
    REPORT_COMMENT = "motions.report_comment"
    MODERATE = "motions.moderate"
    FOLLOW = "motions.follow"
    RULE_OUT = "motions.rule_out"
    APPEAL = "motions.appeal"
    DECIDE_APPEAL = "motions.decide_appeal"
    STEER = "motions.steer"
    MEET = "motions.meet"
    ALLOW_AGAIN = "motions.allow_again"
    TAKE_UP = "motions.take_up"
    COMPOSE = "motions.compose"
    AMEND = "motions.amend"
    SECOND_AMENDMENT = "motions.second_amendment"
    ANSWER_AMENDMENTS = "motions.answer_amendments"
    RULE_ON_AMENDMENTS = "motions.rule_on_amendments"
    ATTACH = "motions.attach"


def is_officer(actor: Actor) -> bool:
    return actor.is_officer


def is_secretary(actor: Actor) -> bool:
    return actor.has(Role.SECRETARY)


def is_chair(actor: Actor) -> bool:
    return actor.has(Role.CHAIR)


def is_the_mover(actor: Actor, motion: Motion) -> bool:
    return actor.party_id == motion.mover_id


def is_not_the_mover(actor: Actor, motion: Motion) -> bool:
    return actor.party_id != motion.mover_id


def is_no_co_author(actor: Actor, motion: Motion) -> bool:
    return actor.party_id not in {each.party_id for each in motion.co_authors}


def is_an_author(actor: Actor, motion: Motion) -> bool:
    return is_the_mover(actor, motion) or not is_no_co_author(actor, motion)


def wrote_the_comment(actor: Actor, comment: Comment) -> bool:
    return actor.party_id == comment.author_id


def did_not_move_the_amendment(actor: Actor, amendment: Amendment) -> bool:
    return actor.party_id != amendment.mover_id


def is_anothers_comment(actor: Actor, comment: Comment) -> bool:
    return actor.party_id != comment.author_id


PERMITTED: Permitted = {
    Motions.SEE: [(is_member,), (is_officer,)],
    Motions.PROPOSE: [(is_member,)],
    Motions.SECOND: [(is_member, is_not_the_mover, is_no_co_author)],
    Motions.WITHDRAW: [(is_member, is_the_mover)],
    Motions.COMMENT: [(is_member,), (is_officer,)],
    Motions.EDIT_COMMENT: [(is_member, wrote_the_comment), (is_officer, wrote_the_comment)],
    Motions.REMOVE_COMMENT: [
        (is_secretary,),
        (is_chair,),
        (is_member, wrote_the_comment),
        (is_officer, wrote_the_comment),
    ],
    Motions.REPORT_COMMENT: [
        (is_member, is_anothers_comment),
        (is_officer, is_anothers_comment),
    ],
    Motions.FOLLOW: [(is_member,), (is_officer,)],
    Motions.MODERATE: [(is_secretary,), (is_chair,)],
    Motions.RULE_OUT: [(is_chair,)],
    Motions.APPEAL: [(is_member,)],
    Motions.DECIDE_APPEAL: [(is_secretary,)],
    Motions.STEER: [(is_secretary,), (is_chair,)],
    Motions.MEET: [(is_secretary,)],
    Motions.ALLOW_AGAIN: [(is_chair,)],
    Motions.TAKE_UP: [(is_member, is_not_the_mover)],
    Motions.COMPOSE: [(is_member, is_the_mover)],
    Motions.AMEND: [(is_member,)],
    Motions.SECOND_AMENDMENT: [(is_member, did_not_move_the_amendment)],
    Motions.ANSWER_AMENDMENTS: [(is_member, is_the_mover)],
    Motions.RULE_ON_AMENDMENTS: [(is_chair,)],
    Motions.ATTACH: [(is_member, is_an_author)],
}

permissions.declare(PERMITTED)
