"""Files that went wrong on the way: cut, flipped, shuffled, saved by the wrong program."""

import random

NASTY = (
    "", " ", "*", "-", "0", "-1", "9" * 40, "9" * 5_000, "1e308", "1e-999999", "nan", "inf", "0x10", "1_000",
    "٣", "²", "½", "١٢:٣٠", "25:30:45", "24:00:00", "00:00", "2031-02-30T08:00", "2031-03-02T08:00:00+99:99",
    "0001-01-01T00:00:00Z", "9999-12-31T23:59:59-14:00", "2031-03-02T08:00:00.999999999Z", "99999:00:00",
    "1-99999999", "1-" + "9" * 30, "all except", "except 1", "9-1", "1FINISH", "2CP2", "1start", "\u202e7",
    "é" * 90, "🏃", "\u0000", "\u001b[31m", '"', '""', "'", "=1+1", ",;|\t", "a\nb", "NULL", "None", "true",
    "29/2/2004", "1/2/3", "DNF", "finished", "penalty", "hold", "revoke", "X", "A",
)  # fmt: skip
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252", "cp037", "shift_jis", "utf-7")


def mutated(text: str, luck: random.Random, joint: str = ",") -> bytes:
    """A file with up to five things wrong with it; `joint` is what stands between the cells of a line."""
    for _ in range(luck.randint(0, 3)):
        text = luck.choice((_cell, _cell, _cell, _columns, _rows, _separator, _cut_line, _insert))(text, luck, joint)
    data = text.encode(luck.choice(("utf-8", "utf-8", "utf-8", *ENCODINGS)), "replace")
    for _ in range(luck.randint(0, 2)):
        data = luck.choice((_flip, _cut, _double, _same))(data, luck)
    return data


def _grid(text: str, joint: str) -> list[list[str]]:
    return [line.split(joint) for line in text.split("\n")]


def _text(grid: list[list[str]], joint: str) -> str:
    return "\n".join(joint.join(row) for row in grid)


def _cell(text: str, luck: random.Random, joint: str) -> str:
    grid = _grid(text, joint)
    row = luck.choice(grid)
    row[luck.randrange(len(row))] = luck.choice(NASTY)
    return _text(grid, joint)


def _columns(text: str, luck: random.Random, joint: str) -> str:
    grid = _grid(text, joint)
    order = luck.sample(range(len(grid[0])), len(grid[0]))
    return _text([[row[i] for i in order if i < len(row)] for row in grid], joint)


def _rows(text: str, luck: random.Random, joint: str) -> str:
    lines = text.split("\n")
    lines.insert(luck.randrange(len(lines)), luck.choice(lines))
    return "\n".join(lines)


def _separator(text: str, luck: random.Random, joint: str) -> str:
    return text.replace(joint, luck.choice((";", "\t", "|", ", ", ",,", " ")))


def _cut_line(text: str, luck: random.Random, joint: str) -> str:
    lines = text.split("\n")
    del lines[luck.randrange(len(lines))]
    return "\n".join(lines)


def _insert(text: str, luck: random.Random, joint: str) -> str:
    at = luck.randrange(len(text) + 1)
    anything = chr(luck.choice((luck.randrange(1, 0xD800), luck.randrange(0xE000, 0x110000))))
    return text[:at] + luck.choice((*NASTY, anything)) + text[at:]


def _flip(data: bytes, luck: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(luck.randint(1, 5)):
        if changed:
            changed[luck.randrange(len(changed))] ^= 1 << luck.randrange(8)
    return bytes(changed)


def _cut(data: bytes, luck: random.Random) -> bytes:
    return data[luck.randrange(len(data) // 2 + 1) if luck.random() < 0.2 else 0 : luck.randrange(len(data) + 1)]


def _double(data: bytes, luck: random.Random) -> bytes:
    return data + data[luck.randrange(len(data) + 1) :]


def _same(data: bytes, luck: random.Random) -> bytes:
    return data
