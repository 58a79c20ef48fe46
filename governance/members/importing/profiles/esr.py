"""ESR, the NHS's Electronic Staff Record: one line for each assignment."""

from governance.members.importing.headings import Field
from governance.members.importing.profile import Profile, offered
from governance.reckoning.sentence import translatable

AGENDA_FOR_CHANGE_MINUTES = 37 * 60 + 30  # NHS terms and conditions of service, section 10

ESR = offered(
    Profile(
        name="esr",
        title=translatable("ESR (Electronic Staff Record)"),
        how_to_export=translatable(
            "In ESR Business Intelligence run a staff list with employee number and assignment "
            "number, one row for each assignment, and export it as CSV. Full time is 37.5 hours "
            "under Agenda for Change: change it below where another contract is usual."
        ),
        signs=(("Employee Number",), ("Assignment Number",)),
        headings={
            Field.EMPLOYEE_REF: ("Employee Number",),
            Field.ASSIGNMENT_REF: ("Assignment Number",),
            Field.POST: ("Position Title", "Position Name", "Job Role"),
            Field.SERVICE: ("Primary Assignment Organisation", "Organisation"),
            Field.TEAM: ("Team", "Org L6", "Organisation Level 6"),
            Field.MANAGER: ("Supervisor Employee Number", "Manager Employee Number"),
            Field.HOURS: ("Assignment Hours", "Contracted Hours"),
            Field.FTE: ("FTE",),
            Field.STARTED: ("Assignment Start Date", "Latest Start Date", "Latest Hire Date"),
            Field.LEFT: (
                "Assignment End Date", "Actual Termination Date", "Termination Date",
            ),
            Field.CONTINUITY: ("CSSD", "NHS CSSD", "Continuous Service Date"),
        },
        full_time_minutes=AGENDA_FOR_CHANGE_MINUTES,
    )
)  # fmt: skip
