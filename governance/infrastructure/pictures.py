"""Pictures that people send: drawn anew and small, so that nothing but their pixels is kept."""

import io
from collections.abc import Callable

from PIL import Image, ImageOps, UnidentifiedImageError

from governance.infrastructure import files
from governance.infrastructure.errors import Refused

MEGABYTE = 1024 * 1024
LARGEST_MEGABYTES = 12  # what a phone's camera makes
# A JPEG is decoded smaller than it is, a PNG never: four bytes of memory for each pixel.
LARGEST_PIXELS = {"jpeg": 60_000_000, "png": 16_000_000}
DECODED_SIDE = 2_000
QUALITY = 85


class PictureNotTaken(Refused):
    """The file is no picture that can be shown."""

    title = "The picture was not taken"


def redrawn(content: bytes, name: str, draw: Callable[[Image.Image], Image.Image]) -> bytes:
    """Return a picture upright and as `draw` makes it, as a JPEG without any metadata.

    Raises:
        NotTaken, PictureNotTaken: it is no picture, broken, or too large.
    """
    if len(content) > LARGEST_MEGABYTES * MEGABYTE:
        raise PictureNotTaken(
            f"The picture has more than {LARGEST_MEGABYTES} megabytes.",
            next_step="Save it smaller.",
        )
    taken = files.take(content, name)
    if taken.kind.name not in LARGEST_PIXELS:
        raise PictureNotTaken("That is no picture.", next_step="Choose a JPEG or PNG picture.")
    try:
        with Image.open(io.BytesIO(taken.content), formats=("JPEG", "PNG")) as opened:
            if opened.width * opened.height > LARGEST_PIXELS[taken.kind.name]:
                raise PictureNotTaken("It has too many pixels.", next_step="Save it smaller.")
            opened.draft("RGB", (DECODED_SIDE, DECODED_SIDE))
            return _as_jpeg(draw(ImageOps.exif_transpose(opened) or opened))
    except (UnidentifiedImageError, OSError, SyntaxError, Image.DecompressionBombError):
        raise PictureNotTaken(
            "The picture is broken.", next_step="Save it again and choose it once more."
        ) from None


def _as_jpeg(drawn: Image.Image) -> bytes:
    """Return the pixels alone: a comment in what was sent would be written again."""
    drawn.info.clear()
    kept = io.BytesIO()
    drawn.save(kept, "JPEG", quality=QUALITY)
    return kept.getvalue()
