"""What of a runner's true passings headquarters does not know, or knows wrongly."""

from stagerace.core.clock import Instant
from stagerace.simulation.drill.scene import Scene


def unknown_passings(scene: Scene, runner: int, at: Instant) -> list[str]:
    """Why headquarters does not know of passings that a runner made by an instant, the latest first."""
    going, elapsed = scene.going, scene.going.seconds(at)
    made = [column for column in reversed(range(going.at.shape[1])) if going.at[runner, column] <= elapsed]
    return [why for column in made if (why := _why_unknown(scene, runner, column))]


def _why_unknown(scene: Scene, runner: int, column: int) -> str:
    place, at = scene.going.place(column).id, scene.going.instant(float(scene.going.at[runner, column]))
    if (runner, column) in scene.unseen or (runner, column) in scene.written:
        return "unseen"
    if place in scene.silent and at >= scene.silent[place].since:
        return "silent station"
    return "wrong clock" if place in scene.skewed else ""
