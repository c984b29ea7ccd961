"""What a stranger may do to records that it carries: it has no key of the race, and all the time in the world."""

from msgspec.structs import replace

from stagerace.core.names import Number
from stagerace.log import Batch, Row
from stagerace.log.chain import link
from stagerace.log.checking import said
from stagerace.log.keys import new_keys
from stagerace.log.marks import make_mark

ALTERATIONS = (
    "another body",
    "chained anew",
    "signed anew",
    "one left out",
    "shuffled",
    "marks mixed up",
    "cut",
    "one more",
)


def altered(batch: Batch, how: str, which: int, log_id: str) -> Batch:
    """A batch after a stranger had it, who begins at one of its records."""
    rows, marks = list(batch.rows), list(batch.marks)
    if not rows:
        return batch
    at = which % len(rows)
    match how:
        case "another body":
            rows[at] = replace(rows[at], body=_other(rows[at].body))
        case "chained anew" | "signed anew":
            rows = _chained_anew(rows, at)
            if how == "signed anew":
                last = [row for row in rows if row.node == rows[at].node][-1]
                marks.append(make_mark(new_keys(), log_id, last.node, last.number, last.chain))
        case "one left out":
            del rows[at]
        case "shuffled":
            rows = rows[at:] + rows[:at]
        case "marks mixed up":
            marks = [replace(mark, signature=marks[(n + 1) % len(marks)].signature) for n, mark in enumerate(marks)]
        case "cut":
            rows = rows[:at]
        case "one more":
            last = [row for row in rows if row.node == rows[at].node][-1]
            more = replace(last, number=Number(last.number + 1))
            rows.append(replace(more, chain=link(last.chain, said(more))))
    return Batch(tuple(rows), tuple(marks))


def _other(body: bytes) -> bytes:
    return body.replace(b'"1"', b'"5"') if b'"1"' in body else body + b" "


def _chained_anew(rows: list[Row], at: int) -> list[Row]:
    """Another body, and the chain of its node made good from there on."""
    node = rows[at].node
    before = next((row.chain for row in reversed(rows[:at]) if row.node == node), bytes(len(rows[at].chain)))
    found = rows[:at]
    for row in rows[at:]:
        if row.node == node:
            new = replace(row, body=_other(row.body)) if row is rows[at] else row
            row = replace(new, chain=link(before, said(new)))
            before = row.chain
        found.append(row)
    return found
