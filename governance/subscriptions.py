"""The one table of what happens when: a fact, and what follows from it, in the same transaction."""

from governance.accounts import service as accounts
from governance.accounts.events import (
    AddressFollowed,
    Invited,
    PasswordChanged,
    PasswordResetAsked,
    RoleGiven,
)
from governance.ballots.events import (
    BallotCalledOff,
    BallotDeclared,
    BallotOpened,
    MotionCalledOff,
    MotionVoted,
    QuestionCalledOff,
    QuestionDecided,
    SecretVoteReceived,
    VoteCast,
)
from governance.ballots.teller_events import PaperAskedFor, RemindersDue
from governance.cases import service as cases
from governance.cases.events import (
    CaseMoved,
    NominationMade,
    NominationRevoked,
    WithdrawalsRun,
    WithdrawalsSwitched,
)
from governance.elections import service as elections
from governance.elections.events import (
    CandidateEnded,
    CandidateNominated,
    CandidatesAsked,
    ContestEnded,
    CountbackHeld,
    ElectionCalled,
    ElectionCalledOff,
    NominationsClosed,
    SeconderAsked,
)
from governance.infrastructure.events import DomainEvent, Handler
from governance.ledger.events import PeriodClosed
from governance.members.events import (
    AddressChanged,
    MemberRestored,
    MemberSuspended,
    StaffImported,
)
from governance.motions import service as motions
from governance.motions.amendment_events import (
    AmendmentProposed,
    AmendmentResolved,
    AmendmentSecondmentGiven,
)
from governance.motions.course_events import (
    AppealDecided,
    AppealMade,
    CompositeAsked,
    CompositeDeclined,
    DecidedAtMeeting,
    MotionAdjourned,
    MotionComposited,
    MotionLapsed,
    MotionRemitted,
    MotionReported,
    MotionResumed,
    MotionRuledOut,
    MotionSentToMeeting,
    MotionTakenBack,
    MotionTakenUp,
    MotionUncomposited,
    SecondmentsCarried,
)
from governance.motions.events import (
    AttachmentAdded,
    AttachmentRemoved,
    CoAuthorAsked,
    CommentEdited,
    CommentMade,
    CommentRemoved,
    CommentReported,
    CommentRestored,
    DiscussionClosed,
    DiscussionReopened,
    MotionAmended,
    MotionBalloted,
    MotionProposed,
    MotionReleased,
    MotionResolved,
    MotionSeconded,
    MotionWithdrawn,
    ReportsAnswered,
    SecondmentGiven,
)
from governance.motions.service import compositing, found
from governance.notifications import case_handlers as case_letters
from governance.notifications import election_handlers as election_letters
from governance.notifications import handlers as notifications
from governance.notifications import motion_handlers as motion_letters
from governance.notifications import reminders
from governance.record import service as record
from governance.resolutions import service as resolutions
from governance.resolutions.events import (
    BoardDecisionEntered,
    ResolutionEntered,
    ResolutionRemarked,
)
from governance.resolutions.service import found as resolutions_found

# What those who follow a motion are told of, each in words of notifications/motion_steps.py.
STEPS_OF_MOTIONS = (
    MotionSeconded,
    MotionBalloted,
    MotionReleased,
    MotionWithdrawn,
    MotionResolved,
    AmendmentProposed,
    AmendmentResolved,
    MotionAmended,
    DiscussionClosed,
    DiscussionReopened,
    MotionRuledOut,
    AppealMade,
    AppealDecided,
    MotionRemitted,
    MotionReported,
    MotionAdjourned,
    MotionResumed,
    MotionSentToMeeting,
    MotionTakenBack,
    MotionTakenUp,
    MotionComposited,
    MotionUncomposited,
    DecidedAtMeeting,
    MotionLapsed,
)

SUBSCRIPTIONS: list[tuple[type[DomainEvent], Handler]] = [
    (DomainEvent, record.append),
    (MotionVoted, motions.note_declared),
    (MotionCalledOff, motions.note_called_off),
    (QuestionDecided, elections.note_decided),
    (QuestionCalledOff, elections.note_called_off),
    (MotionResolved, resolutions.enter),
    (MotionWithdrawn, compositing.return_parts),
    (MotionRuledOut, compositing.return_parts),
    (AppealDecided, compositing.bring_parts_back),
    (MotionProposed, motions.follow_by_taking_part),
    (SecondmentGiven, motions.follow_by_taking_part),
    (SecondmentsCarried, motions.follow_by_taking_part),
    (CommentMade, motions.follow_by_taking_part),
    (AmendmentProposed, motions.follow_by_taking_part),
    (AmendmentSecondmentGiven, motions.follow_by_taking_part),
    (ResolutionEntered, resolutions_found.note_resolution),
    (BoardDecisionEntered, resolutions_found.note_resolution),
    (ResolutionRemarked, resolutions_found.note_remark),
    (MotionProposed, found.note_motion),
    (MotionAmended, found.note_motion),
    (AmendmentProposed, found.note_amendment),
    (CommentMade, found.note_comment),
    (CommentEdited, found.note_comment),
    (CommentRemoved, found.note_comment),
    (CommentRestored, found.note_comment),
    (AttachmentAdded, found.note_attachment),
    (AttachmentRemoved, found.note_attachment),
    (AddressChanged, accounts.follow_address),
    (StaffImported, cases.note_leavers),
    (Invited, notifications.queue_invitation),
    (PasswordResetAsked, notifications.queue_reset),
    (PasswordChanged, notifications.queue_password_changed),
    (AddressFollowed, notifications.queue_address_followed),
    (RoleGiven, notifications.queue_role_given),
    (MemberSuspended, notifications.queue_suspended),
    (MemberRestored, notifications.queue_restored),
    (CoAuthorAsked, notifications.queue_co_author_asked),
    (MotionSeconded, notifications.queue_motion_seconded),
    *((step, motion_letters.queue_step) for step in STEPS_OF_MOTIONS),
    (CompositeAsked, motion_letters.queue_composite_asked),
    (CompositeDeclined, motion_letters.queue_composite_declined),
    (CommentReported, motion_letters.queue_reported),
    (ReportsAnswered, motion_letters.queue_reports_answered),
    (BallotOpened, notifications.queue_ballot_notice),
    (PaperAskedFor, notifications.queue_paper_asked_for),
    (VoteCast, notifications.queue_open_receipt),
    (SecretVoteReceived, notifications.queue_secret_receipt),
    (BallotDeclared, notifications.queue_result),
    (BallotCalledOff, notifications.queue_called_off),
    (RemindersDue, reminders.queue_reminders),
    (ElectionCalled, election_letters.queue_called),
    (ElectionCalledOff, election_letters.queue_called_off),
    (CandidateNominated, election_letters.queue_nominated),
    (SeconderAsked, election_letters.queue_seconder_asked),
    (CandidateEnded, election_letters.queue_struck),
    (NominationsClosed, election_letters.queue_nominations_closed),
    (ContestEnded, election_letters.queue_contest_ended),
    (CountbackHeld, election_letters.queue_countback),
    (CandidatesAsked, election_letters.queue_candidates_asked),
    (PeriodClosed, notifications.queue_anchor_of_close),
    (CaseMoved, case_letters.queue_case_letter),
    (CaseMoved, case_letters.queue_case_waits),
    (WithdrawalsRun, case_letters.queue_run_waits),
    (WithdrawalsSwitched, case_letters.queue_withdrawals_switched),
    (NominationMade, case_letters.queue_nomination),
    (NominationRevoked, case_letters.queue_nomination),
]
