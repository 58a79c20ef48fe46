"""Money is whole pence; here it is written as people read it."""

PENCE_PER_POUND = 100


def pounds(pence: int) -> str:
    """Write pence as pounds, as in "£1,234.56", or "−£0.05" for less than nothing."""
    whole, part = divmod(abs(pence), PENCE_PER_POUND)
    return f"{'−' if pence < 0 else ''}£{whole:,}.{part:02d}"
