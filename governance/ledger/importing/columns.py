"""The columns of each kind of file: what they are called elsewhere, and whether they are needed."""

from enum import StrEnum


class Field(StrEnum):
    """What we ask of a file; the shapes share the names."""

    HOLDER = "holder"
    CLASS = "share_class"
    UNITS = "units"
    ON = "acquired_on"
    PAID = "paid"
    REFERENCE = "reference"
    ENDED_ON = "ended_on"
    ENDED_HOW = "ended_how"
    ENDED_TO = "ended_to"
    ENDED_UNITS = "ended_units"
    DAY = "day"
    KIND = "kind"
    FROM = "from_holder"
    TO = "to_holder"
    INTO_CLASS = "into_class"
    INTO_UNITS = "into_units"
    ACCOUNT = "account"
    DEBIT = "debit"
    CREDIT = "credit"
    PARTY = "party"


_CLASS = ("class", "share class", "class of shares", "class code", "type of share", "share type")
_UNITS = (
    "number of shares", "shares", "no of shares", "shares held", "quantity", "units", "number",
    "holding", "num shares",
)  # fmt: skip
_PAID = (
    "amount paid", "paid", "consideration", "amount", "money", "value", "total paid", "price paid",
)  # fmt: skip
_REFERENCE = (
    "certificate or reference", "certificate", "certificate number", "certificate no",
    "cert no", "cert number", "certificate reference", "reference", "ref", "transaction id",
    "transaction number", "entry number",
)  # fmt: skip
_HOLDER = (
    "holder", "member number", "member no", "membership number", "membership no",
    "employee reference", "employee ref", "employee number", "staff number", "payroll number",
    "shareholder number", "holder number", "shareholder", "member", "holder name", "name",
)  # fmt: skip

# Shape -> field -> (headings as registers have them, whether it is needed).
COLUMNS: dict[str, dict[Field, tuple[tuple[str, ...], bool]]] = {
    "holdings": {
        Field.HOLDER: (_HOLDER, True),
        Field.CLASS: (_CLASS, False),
        Field.UNITS: (_UNITS, True),
        Field.ON: (
            (
                "date acquired", "acquired on", "acquired", "date of issue", "issue date",
                "date issued", "date of allotment", "allotted on", "purchase date",
                "date of purchase", "date bought", "bought on", "date entered", "date",
            ),
            True,
        ),
        Field.PAID: (_PAID, False),
        Field.REFERENCE: (_REFERENCE, False),
        Field.ENDED_ON: (
            ("ended on", "date ended", "date ceased", "ceased on", "date sold", "sold on",
             "transferred on", "date transferred", "cancelled on", "date cancelled", "end date"),
            False,
        ),
        Field.ENDED_HOW: (("how they ended", "how ended", "manner", "movement", "reason"), False),
        Field.ENDED_TO: (("passed to", "transferred to", "sold to", "transferee"), False),
        Field.ENDED_UNITS: (
            ("number ended", "shares ended", "number transferred", "shares transferred",
             "number cancelled"),
            False,
        ),
    },
    "transactions": {
        Field.DAY: (("date", "transaction date", "effective date", "day", "on"), True),
        Field.KIND: (("type", "transaction type", "kind", "transaction", "movement"), True),
        Field.FROM: (("from", "from holder", "transferor", "seller", "from member"), True),
        Field.TO: (("to", "to holder", "transferee", "buyer", "to member"), True),
        Field.CLASS: (_CLASS, False),
        Field.UNITS: (_UNITS, True),
        Field.PAID: (_PAID, False),
        Field.REFERENCE: (_REFERENCE, True),
        Field.INTO_CLASS: (("into class", "new class", "converted into", "to class"), False),
        Field.INTO_UNITS: (
            ("into number of shares", "into shares", "new shares", "new number of shares"),
            False,
        ),
    },
    "balances": {
        Field.ACCOUNT: (
            ("account", "account code", "code", "nominal code", "n/c", "nc", "nominal",
             "account name", "name", "ledger account"),
            True,
        ),
        Field.DEBIT: (("debit", "dr", "debits", "debit balance"), True),
        Field.CREDIT: (("credit", "cr", "credits", "credit balance"), True),
        Field.PARTY: (("member", "member number", "whose", "employee reference"), False),
    },
}  # fmt: skip

EXAMPLES: dict[str, list[list[str]]] = {
    "holdings": [
        ["1", "A", "250", "04/05/2019", "£250.00", "17", "", "", "", ""],
        ["2", "A", "100", "04/05/2019", "£100.00", "18", "30/06/2023", "cancelled", "", "40"],
    ],
    "transactions": [
        ["04/05/2019", "issue", "", "1", "A", "250", "£250.00", "T1", "", ""],
        ["01/07/2021", "transfer", "1", "2", "A", "50", "", "T2", "", ""],
        ["30/06/2023", "conversion", "2", "", "A", "50", "", "T3", "B", "50"],
    ],
    "balances": [
        ["1000", "£48,250.00", "", ""],
        ["3000-A", "", "£350.00", ""],
        ["3100", "", "£47,900.00", ""],
    ],
}
