"""Machines of a camp whose devices are enrolled, and batches that a stranger carries between them."""

from race_camp import NOON, Machine

from stagerace.core.names import PlaceId, numbers_of
from stagerace.core.records import DeviceEnrolled
from stagerace.log import Batch, Keys, batch_for, create_log, machine_keys


def found(machine: Machine) -> Keys:
    """Makes a machine the root of its race, vouching for what it holds."""
    keys = machine_keys(machine.home)
    with machine.write() as log:
        vouched = log.vector()
        log.vouch(vouched)
        log.append([enrolment(keys, "hq", keys, vouched=numbers_of(vouched))], NOON)
        log.pin_root()
    return keys


def enrolment(keys: Keys, role: str, by: Keys, place: str = "", **more: object) -> DeviceEnrolled:
    return DeviceEnrolled(
        keys.device, keys.sign_key, keys.box_key, role, NOON, PlaceId(place), role, by.device, **more  # type: ignore[arg-type]
    )  # fmt: skip


def enrol(root: Machine, machine: Machine, role: str = "timekeeper", place: str = "1CP1") -> Keys:
    """Enrols a machine's device at the root."""
    keys = machine_keys(machine.home)
    with root.write() as log:
        log.append([enrolment(keys, role, log.pen.keys, place)], NOON)
    return keys


def given_by(machine: Machine, most: int | None = None) -> Batch:
    """Everything that a machine hands to one that holds nothing."""
    with machine.write() as log:
        return batch_for(log, {}, most)


def joined(machine: Machine, name: str) -> Machine:
    """A copy that holds nothing yet, and knows only which log it is and who its root is."""
    with machine.read() as log:
        meta = log.meta
    folder = machine.folder.parent.parent / name / "race"
    folder.mkdir(parents=True)
    create_log(folder / "race.log", NOON, race=meta.race, log_id=meta.log_id, root=meta.root)
    return Machine(folder, folder.parent / "home", name)
