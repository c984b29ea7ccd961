"""The generator of luck that invented races are drawn from; whoever calls seeds it."""

from random import Random as Luck  # noqa: TID251 - only the type: nothing here makes one

__all__ = ["Luck"]
