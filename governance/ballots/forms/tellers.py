"""What is typed about votes on paper: who asks, who tells, and why papers are not waited for."""

from flask_wtf import FlaskForm

from governance.web.widgets import NumberField, Submit, TextField


class OnPaperForm(FlaskForm):
    """A voter asks for a paper; there is nothing to fill in."""

    submit = Submit("Ask for a paper")


class MemberForm(FlaskForm):
    """A member by their number: who asked by phone, or is to be a teller, or votes with help."""

    member_number = NumberField(
        "Member number",
        hint="It stands in the register, and on their membership page.",
        required="Enter the member number",
        called="The member number",
        least=1,
    )
    submit = Submit("Go on")


class WaiveForm(FlaskForm):
    """Why a ballot is counted without its papers; it stands in the record."""

    reason = TextField(
        "Why the papers cannot be waited for",
        hint="A scrutineer must agree, and the result says how many papers are missing.",
        required="Enter the reason",
        longest=200,
    )
    submit = Submit("Ask a scrutineer to agree", kind="warning")
