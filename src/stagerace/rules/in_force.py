"""Which decisions stand: the latest version of each, unless one that stands takes it back."""

from collections.abc import Iterable

from stagerace.core.names import StageNo
from stagerace.rules.facts import Ruling
from stagerace.rules.rulings import KINDS, PHASES


def in_force(rulings: Iterable[Ruling]) -> list[Ruling]:
    """The decisions that stand, in the order they were announced; a revoked revocation gives its target back."""
    latest = {ruling.text.id: ruling for ruling in rulings}
    revokers: dict[str, list[str]] = {}
    for ruling in latest.values():
        if ruling.text.revokes and ruling.text.revokes != ruling.text.id:
            revokers.setdefault(ruling.text.revokes, []).append(ruling.text.id)
    known: dict[str, bool] = {}
    standing = [ruling for ruling in latest.values() if _stands(ruling.text.id, revokers, known)]
    return sorted(standing, key=lambda ruling: ruling.order)


def _stands(name: str, revokers: dict[str, list[str]], known: dict[str, bool]) -> bool:
    """Whether a decision stands; two that revoke each other both fall."""
    if name not in known:
        known[name] = False
        known[name] = not any(_stands(revoker, revokers, known) for revoker in sorted(revokers.get(name, ())))
    return known[name]


def by_stage(standing: Iterable[Ruling]) -> dict[StageNo, list[Ruling]]:
    """The decisions about each stage, in the order they take effect."""
    found: dict[StageNo, list[Ruling]] = {}
    for ruling in standing:
        if ruling.text.stage is not None and ruling.text.ruling in KINDS:
            found.setdefault(ruling.text.stage, []).append(ruling)
    for rulings in found.values():
        rulings.sort(key=lambda ruling: PHASES.index(KINDS[ruling.text.ruling].phase))
    return found
