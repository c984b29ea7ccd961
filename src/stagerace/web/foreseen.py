"""Forecasts for screens, worked out on a thread of their own: nothing else of the camp node waits for them."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from stagerace.core.names import StageNo
from stagerace.node.camp import Camp

if TYPE_CHECKING:
    from stagerace.node.board_forecasts import BoardForecasts


class Foreseen:
    """One for each application; whoever asks while one is worked out waits in line, and mostly is told the same."""

    def __init__(self, camp: Camp) -> None:
        self._camp = camp
        self._thread = ThreadPoolExecutor(1, "foreseen")
        self._forecasts: BoardForecasts | None = None

    async def told(self, stage: StageNo, mark: str) -> bytes:
        """The forecast of a stage, or what changed in it since a mark, as JSON.

        Raises NotARace, LogRefused.
        """
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._ask, stage, mark)

    def _ask(self, stage: StageNo, mark: str) -> bytes:
        # What a forecast needs takes a while to load, and a camp node should be up at once.
        from stagerace.node.board_forecasts import BoardForecasts

        if self._forecasts is None:
            self._forecasts = BoardForecasts(self._camp.present, self._camp.clock, self._camp.titles)
        return self._forecasts.told(stage, mark)
