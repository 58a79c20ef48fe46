"""Refusals, in the member's language: what happened, then what to do. One handler renders them."""


class Refused(Exception):
    """Something a person asked for that cannot be done; the message is read by that person."""

    status = 409
    title = "That could not be done"
    template = "errors/refused.html"

    def __init__(self, message: str, *, next_step: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.next_step = next_step


class NotAllowed(Refused):
    """The person may not do this."""

    status = 403
    title = "You cannot open this page"


class NotFound(Refused):
    """The thing asked for is not there, or not for this person to know of."""

    status = 404
    title = "Page not found"


class TooMany(Refused):
    """Asked too often."""

    status = 429
    title = "Please wait"
