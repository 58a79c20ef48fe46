"""How each recipient's line adds up, in sentences."""

from fractions import Fraction

from governance.reckoning.distribution.basis import Basis
from governance.reckoning.distribution.outcome import Distribution, Element, Line
from governance.reckoning.money import pounds
from governance.reckoning.sentence import Sentence, Value, translatable

MINUTES_PER_HOUR = 60


def how_it_adds_up(line: Line) -> tuple[Sentence, ...]:
    """Return a sentence for each element of a line and, of several, one for their sum."""
    said = [_element(element) for element in line.elements]
    if len(said) > 1:
        parts = tuple(
            Sentence("%(pence)s", {"pence": pounds(element.pence)}) for element in line.elements
        )
        values: dict[str, Value] = {"parts": parts, "total": pounds(line.pence)}
        said.append(Sentence("Added up (%(parts)s): %(total)s.", values))
    return tuple(said)


def how_it_ends(distribution: Distribution) -> Sentence:
    """Return the total, how many have a part of it, and where the pence go that are left over."""
    values: dict[str, Value] = {
        "people": sum(1 for line in distribution.lines if line.pence),
        "total": pounds(distribution.total_pence),
        "residue": pounds(distribution.residue_pence),
        "residue_to": distribution.residue_to,
    }
    if distribution.residue_pence:
        return Sentence(
            "In all: %(total)s. People who have a part: %(people)s. Left over by rounding down:"
            " %(residue)s; it goes to: %(residue_to)s.",
            values,
        )
    return Sentence("In all: %(total)s. People who have a part: %(people)s.", values)


def units(basis: Basis, amount: int) -> str:
    """Write an amount of a basis: hours with decimals, pounds, days, shares, people."""
    if basis == Basis.MINUTES:
        return decimal(Fraction(amount, MINUTES_PER_HOUR), places=2)
    if basis in {Basis.PAY, Basis.HOLDING, Basis.PENCE_DAYS}:
        return pounds(amount)
    return f"{amount:,}"


def exactly(pence: Fraction) -> str:
    """Write pence before rounding as pounds, to the hundredth of a penny; "…" if there is more."""
    return f"£{decimal(pence / 100, places=4, least=2)}"


def in_pence(pence: Fraction) -> str:
    """Write pence with up to four decimals, as in "2.5p"."""
    return f"{decimal(pence, places=4)}p"


def percent(share: Fraction) -> str:
    """Write a share of one as per cent, as in "2.5%"."""
    return f"{decimal(share * 100, places=4)}%"


def decimal(number: Fraction, *, places: int, least: int = 0) -> str:
    """Write a number of 0 or more with as many decimals as it needs; cut off after `places`."""
    scaled = number * 10**places
    whole, part = divmod(scaled.numerator // scaled.denominator, 10**places)
    digits = f"{part:0{places}d}"
    if scaled.denominator > 1:
        return f"{whole:,}.{digits}…"
    kept = digits[:least] + digits[least:].rstrip("0")
    return f"{whole:,}.{kept}" if kept else f"{whole:,}"


def _element(element: Element) -> Sentence:
    entitlement = element.entitlement
    values: dict[str, Value] = {
        "amount": units(entitlement.basis, element.amount),
        "amounts": _counted(entitlement.basis, element.amount),
        "wholes": _counted(entitlement.basis, entitlement.whole),
        "pot": pounds(entitlement.pot_pence or 0),
        "exact": exactly(element.exact_pence),
        "pence": pounds(element.pence),
        "worth": in_pence(entitlement.worth_pence),
        "rate": percent(entitlement.worth_pence),
        "yearly": percent(entitlement.worth_pence * 365),
    }
    templates = _BY_RATE if entitlement.pot_pence is None else _FROM_POT
    working = Sentence(templates[entitlement.basis], values)
    if element.exact_pence == element.pence:
        return Sentence("%(working)s = %(pence)s.", {"working": working, **values})
    return Sentence("%(working)s = %(exact)s, so %(pence)s.", {"working": working, **values})


def _counted(basis: Basis, amount: int) -> Value:
    written = units(basis, amount)
    if basis not in _COUNTED:
        return written
    one, many = _COUNTED[basis]
    return Sentence(one) if written == "1" else Sentence(many, {"amount": written})


# Of each basis: one unit, and any other number.
_COUNTED = {
    Basis.HEADS: (translatable("1 person"), translatable("%(amount)s people")),
    Basis.MINUTES: (translatable("1 paid hour"), translatable("%(amount)s paid hours")),
    Basis.SERVICE: (translatable("1 day of service"), translatable("%(amount)s days of service")),
    Basis.SHARES: (translatable("1 share"), translatable("%(amount)s shares")),
}

_FROM_POT = {
    Basis.HEADS: translatable("%(pot)s ÷ %(wholes)s"),
    Basis.MINUTES: translatable("%(pot)s × %(amount)s ÷ %(wholes)s"),
    Basis.PAY: translatable("%(pot)s × %(amount)s ÷ %(wholes)s of pay"),
    Basis.SERVICE: translatable("%(pot)s × %(amount)s ÷ %(wholes)s"),
    Basis.SHARES: translatable("%(pot)s × %(amount)s ÷ %(wholes)s"),
}

_BY_RATE = {
    Basis.PAY: translatable("%(amount)s of pay × %(rate)s"),
    Basis.HOLDING: translatable("%(amount)s held × %(rate)s"),
    Basis.SHARES: translatable("%(amounts)s × %(worth)s"),
    Basis.PENCE_DAYS: translatable(
        "%(amount)s (the balance of each day, added up) × %(yearly)s ÷ 365"
    ),
}
