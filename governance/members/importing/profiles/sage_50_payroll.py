"""Sage 50 Payroll: "Employee Details.csv", one line for each employee."""

from governance.members.importing.headings import Field
from governance.members.importing.profile import Profile, offered
from governance.members.importing.values import Dates
from governance.reckoning.sentence import translatable

SAGE_50_PAYROLL = offered(
    Profile(
        name="sage",
        title=translatable("Sage 50 Payroll"),
        how_to_export=translatable(
            "Choose File, Data Export, Payroll Data Export, then Employee Details, and tick the "
            "box for column headings. The filters for leavers and people on hold say who is in it: "
            "whoever is left out stays in the register as they are. Do not open it in a "
            "spreadsheet before you upload it."
        ),
        signs=(("Employee Reference",), ("Director Status", "NI Number"), ("Work Start Date",)),
        headings={
            Field.EMPLOYEE_REF: ("Employee Reference",),
            Field.TITLE: ("Title",),
            Field.FIRST_NAME: ("Forename",),
            Field.SURNAME: ("Surname",),
            Field.BORN: ("Date of Birth",),
            Field.EMAIL: ("E-mail Address",),
            Field.POST: ("Job Title",),
            Field.SERVICE: ("Department", "Department Name"),
            Field.STARTED: ("Work Start Date",),
            Field.LEFT: ("Leave Date", "Date Left"),
            Field.POSTCODE: ("Post Code",),
        },
        dates=Dates.NUMBERS,
        encoding="cp1252",
    )
)
