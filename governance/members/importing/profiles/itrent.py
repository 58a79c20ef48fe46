"""iTrent: a listing of occupancies, one line for each post that somebody holds."""

from governance.members.importing.headings import Field
from governance.members.importing.profile import Profile, offered
from governance.members.importing.values import Dates
from governance.reckoning.sentence import translatable

ITRENT = offered(
    Profile(
        name="itrent",
        title=translatable("iTrent (listing of occupancies)"),
        how_to_export=translatable(
            "Run the listing of occupancies with one row for each occupied position, and have it "
            "include the person and occupancy references, continuous service date, contractual "
            "hours and FTE. Headings differ from one employer to the next: look at each column."
        ),
        signs=(
            ("Person Ref", "Person Reference", "Personal Reference"),
            ("Occ Ref", "Occupancy Ref", "Position Ref"),
            ("Occ Start", "Occupancy Start Date", "Occ Start Date"),
        ),
        headings={
            Field.EMPLOYEE_REF: ("Person Ref", "Person Reference", "Personal Reference"),
            Field.ASSIGNMENT_REF: ("Occ Ref", "Occupancy Ref", "Position Ref"),
            Field.POST: ("Post Title", "Position Title", "Job Title"),
            Field.SERVICE: ("Org Unit", "Structure Unit", "Organisation Unit"),
            Field.MANAGER: ("Manager Person Ref", "Reports To Ref", "Manager Ref"),
            Field.HOURS: ("Contractual Hours",),
            Field.FTE: ("FTE",),
            Field.STARTED: ("Occ Start", "Occupancy Start Date", "Occ Start Date"),
            Field.LEFT: ("Occ End", "Occupancy End Date", "Occ End Date"),
            Field.CONTINUITY: ("Continuous Service Date",),
        },
        dates=Dates.ANY,
        full_time_minutes=37 * 60,  # Local government's full-time week: the National Agreement.
        encoding="utf-8-sig",
    )
)
