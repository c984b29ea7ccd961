"""A runner entered in the race."""

from msgspec import Struct

from stagerace.core.names import Bib, Subject


class Entered(Struct, frozen=True, tag="entered", tag_field="kind", omit_defaults=True):
    """A runner in a race, wearing a bib; who it is lies in the vault under `subject`."""

    bib: Bib
    subject: Subject
    gender: str = ""
    """`F`, `M`, `X`, or empty where unknown."""
    age: int | None = None
    """Whole years on the race's start date."""
    country: str = ""
    team: str = ""
    wave: str = ""
