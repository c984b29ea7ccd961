"""The medics' notes on this machine, read from the vault: whose each encounter is, which still counts, the supplies."""

from hashlib import blake2b

from msgspec import Struct

from stagerace.core.names import Bib, Subject
from stagerace.log import VAULT_NAME, Medical
from stagerace.log.care import Cared, Encounter, Supplies
from stagerace.node.camp import Camp
from stagerace.node.folder import RaceFolder
from stagerace.rules.facts import Facts


class Notes(Struct, frozen=True):
    """Every encounter by whose it is, the latest first, and the counts of supplies."""

    encounters: dict[Subject, tuple[Encounter, ...]]
    known: dict[Subject, Medical]
    """What medics must know of somebody before they see them."""
    supplies: Supplies

    def of(self, subject: Subject | None) -> tuple[Encounter, ...]:
        """The encounters with somebody, the latest first; none with one who is not known."""
        return self.encounters.get(subject, ()) if subject is not None else ()

    @property
    def all(self) -> tuple[Encounter, ...]:
        """Every encounter."""
        return tuple(each for those in self.encounters.values() for each in those)


def is_medics(camp: Camp) -> bool:
    """Whether this machine itself is enrolled as a medics' device, and not revoked."""
    return camp.rights().may(camp.keys.device, "read_medical", camp.clock())


def read_notes(folder: RaceFolder, log_id: str) -> Notes:
    """What the vault here knows.

    Raises LogRefused when it is in use or damaged.
    """
    if not (folder.path / VAULT_NAME).is_file():
        return Notes({}, {}, Supplies())
    with folder.vault() as vault:
        cared, known = vault.read_all(Cared), vault.read_all(Medical)
        supplies = vault.read(supplies_subject(log_id), Supplies) or Supplies()
    latest = {subject: tuple(sorted(each.encounters, key=lambda e: (-e.at, e.id))) for subject, each in cared.items()}
    return Notes(latest, known, supplies)


def supplies_subject(log_id: str) -> Subject:
    """Under which subject all medics of a race keep their counts of supplies: it is nobody's."""
    return Subject(blake2b(f"stagerace supplies {log_id}".encode(), digest_size=16).hexdigest())


def subject_of(facts: Facts, bib: Bib) -> Subject | None:
    """Who wears a bib; None where nobody entered under it."""
    entry = facts.entries.get(bib)
    return entry.subject if entry else None


def bibs_of(facts: Facts) -> dict[Subject, Bib]:
    """The bib that each subject wears."""
    return {entry.subject: bib for bib, entry in facts.entries.items()}


def counting(encounters: tuple[Encounter, ...]) -> tuple[Encounter, ...]:
    """The encounters that count: none that was struck, nor what struck it."""
    gone = {each.strikes for each in encounters}
    return tuple(each for each in encounters if not each.strikes and each.id not in gone)
