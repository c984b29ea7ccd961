"""Counting which numbers of each node are here, in whatever order they came."""

from stagerace.core.names import NodeId, Number


class Tally:
    """The numbers met so far: for each node up to where there is no hole, and which lie beyond one."""

    def __init__(self) -> None:
        self._whole: dict[bytes, int] = {}
        self._beyond: dict[bytes, set[int]] = {}

    def add(self, node: bytes, number: int) -> None:
        """Counts a number; one met before changes nothing."""
        whole = self._whole.get(node, 0)
        if number == whole + 1:
            beyond = self._beyond.get(node, ())
            while number + 1 in beyond:
                number += 1
            self._whole[node] = number
        elif number > whole:
            self._whole[node] = whole
            self._beyond.setdefault(node, set()).add(number)

    def spans(self) -> dict[NodeId, tuple[Number, Number]]:
        """For each node the first number that is missing and the highest one that was met."""
        return {
            NodeId(node.decode()): (Number(whole + 1), Number(max([whole, *self._beyond.get(node, ())])))
            for node, whole in self._whole.items()
        }
