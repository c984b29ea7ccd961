"""What `stagerace frames` reads from people and tells them."""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from stagerace.cli.showing import counted, note
from stagerace.core.errors import BadInput, Problem
from stagerace.core.frames import Acknowledgement, RollCall, from_text
from stagerace.core.names import Bib, bib_order, say_record
from stagerace.node.frames import Taken, Written
from stagerace.rules.facts import Facts


def hear(given: Sequence[str]) -> dict[str, bytes]:
    """The frames in texts and files, each under what people call it.

    Raises BadInput for what is neither a file nor text of a frame.
    """
    found: dict[str, bytes] = {}
    for count, text in enumerate(given, 1):
        path = Path(text)
        if _is_file(path):
            found |= _in_file(path)
        elif (raw := from_text(text)) is not None:
            found[f"frame {count}"] = raw
        else:
            what = f"{text[:40]!r} is neither a file nor the text of a frame"
            raise BadInput(Problem(what, "Check the name, or ask for the text again: no letter may be missing"))
    return found


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        # The text of a frame is longer than a file's name may be.
        return False


def _in_file(path: Path) -> dict[str, bytes]:
    raw = path.read_bytes()
    if any((byte < 0x20 and byte not in b"\t\r\n") or byte >= 0x7F for byte in raw):
        return {path.name: raw}
    lines = [(count, line) for count, line in enumerate(raw.decode().splitlines(), 1) if line.strip()]
    problems = [
        Problem("this line is not the text of a frame", "Ask for it again: no letter may be missing", path.name, count)
        for count, line in lines
        if from_text(line) is None
    ]
    if problems or not lines:
        raise BadInput(*(problems or [Problem("the file is empty", "Name another", path.name)]))
    return {f"{path.name}, line {count}": from_text(line) or b"" for count, line in lines}


def tell_written(written: Written) -> None:
    """Say what the frames hold."""
    size = sum(map(len, written.frames))
    there = f", {written.arrived} arrived before" if written.arrived else ""
    frames = counted(len(written.frames), "frames")
    note(f"{counted(written.passings, 'passings')} of {written.sender} in {frames}, {size} bytes{there}.")
    if written.untold:
        which = ", ".join(say_record(record) for record in written.untold[:8])
        note(f"Not told, as no frame can: {which}")
    if not written.to:
        note("They do not prove who sent them: nobody is enrolled in this race.")


def tell_taken(taken: Taken, facts: Facts) -> None:
    """Say what came of frames heard."""
    for sender, count in taken.passings.items():
        doubt = "; nothing proves that it was they" if sender in taken.unproven else ""
        note(f"{counted(count, 'passings')} taken in from {sender}{doubt}.")
    if taken.known:
        note(f"{counted(taken.known, 'passings')} were here already.")
    for call in taken.calls:
        note(tell_call(call))
        if unseen := [bib for bib in call.bibs if call.place not in facts.seen.get(bib, {})]:
            note(f"Not seen there as far as is known here: {ranges(unseen)}.")
    for ack in taken.answers:
        note(_say_answer(ack))
    for why in taken.refused:
        note(why)


def tell_call(call: RollCall) -> str:
    """A roll call in words."""
    return (
        f"At {call.place}, says {call.sender}: {counted(len(call.bibs), 'runners')}: {ranges(call.bibs) or 'nobody'}."
    )


def _say_answer(ack: Acknowledgement) -> str:
    gaps = ", ".join(f"{first}-{last}" for first, last in ack.gaps)
    but = f" without {gaps}" if gaps else ""
    return f"{ack.sender} has the records of {ack.of} up to {ack.upto}{but}; the sender gives this to --ack."


def ranges(bibs: Sequence[Bib]) -> str:
    """Bibs as people write groups: `1-12 14 D7`."""
    ordered = sorted(bibs, key=bib_order)
    starts = [ordered[:1], *([after] for before, after in pairwise(ordered) if not _follows(before, after))]
    ends = [*([before] for before, after in pairwise(ordered) if not _follows(before, after)), ordered[-1:]]
    pairs = zip((bib for start in starts for bib in start), (bib for end in ends for bib in end), strict=True)
    return " ".join(first if first == last else f"{first}-{last}" for first, last in pairs)


def _follows(before: Bib, after: Bib) -> bool:
    return before.isdigit() and after.isdigit() and int(after) == int(before) + 1
