"""The free numbers of the forecast; docs/forecast.md says on which years they were fitted."""

from typing import Final, NamedTuple


class Numbers(NamedTuple):
    """Every number that no source gives. Times are logarithms unless said: 0.1 is about a tenth of a leg time."""

    climb_m: float = 9.5
    """A metre climbed is worth so many metres along."""
    descent_m: float = 0.0
    fade: float = 0.25
    """How much slower the end of the course is run than its beginning."""
    uphill_slope: float = -0.8
    """How much less than in proportion slower runners lose on a leg, for each unit of grade."""
    late_slope: float = -0.8
    """The same for each share of the course beyond `late_from`."""
    late_from: float = 0.6
    level_sd: float = 0.4
    """How far a leg lies from its prior, for everybody."""
    slope_sd: float = 0.08
    """How far its slope over elapsed time lies from its prior."""
    smooth_sd: float = 0.05
    """How far the field bends around that line smoothly, over `smooth_length`."""
    smooth_length: float = 0.3
    rough_sd: float = 0.04
    """The same in short moves, over `rough_length`."""
    rough_length: float = 0.25
    fade_var: float = 0.03
    """How alike the surprises of legs near each other are, over a share `fade_length` of the course."""
    fade_length: float = 0.3
    grade_var: float = 0.04
    """How alike the surprises of legs of like grade are, at a grade of 0.14."""
    surprise_var: float = 0.06
    """What of a leg's surprise is its own."""
    own_constant: float = 0.003
    """Variance of a runner's own effect: the same on all legs."""
    own_drift: float = 0.008
    """The part that legs near each other share, over a share `own_length` of the course."""
    own_length: float = 0.15
    own_grade: float = 0.003
    """The part that legs of like grade share, at a grade of 0.14."""
    own_noise: float = 0.015
    """What of a runner's residual on a leg is that leg's alone."""
    own_short: float = 0.003
    """What a leg of 3 % of the course adds to that, others in inverse proportion."""
    own_dwell: float = 0.15
    """Variance of a runner's own effect on dwell, the same at all checkpoints."""
    weight_sd: float = 0.08
    """How far the weights of past legs lie from what these variances say."""
    largest_own: float = 0.25
    """Residuals on past legs count less the larger they are, at most so much."""
    noise: float = 0.12
    """Leg noise before anyone is through [sd]."""
    noise_from: float = 10.0
    """That prior counts like so many runners."""
    noise_memory: float = 80.0
    """Leg noise is that of so many runners just ahead."""
    clip: float = 1.5
    """Residuals teach at most so many sd."""
    ripe: float = 0.5
    """A runner on a leg teaches when so many sd over the time forecast for it, through or not."""
    overripe: float = 1.8
    """Whoever is not through by then counts as gone or not seen."""
    beyond: float = 0.55
    """Whoever is not through when ripe is taken to need so many sd more."""
    unseen: float = 0.05
    """The share of those who pass unseen or leave on a leg, before anyone is through."""
    unseen_from: float = 20.0
    unseen_memory: float = 0.95
    tiring: float = 1.27
    """Elapsed time grows with the way to this power, over a whole race."""
    tiring_counts: float = 0.9
    """How far the time to a column is moved towards what that says, from the very beginning of the course."""
    tiring_early: float = 0.6
    """How fast that shrinks with the share of the course beyond the column: that far others have told how it is."""
    tiring_more: float = 0.26
    """How much longer it takes besides, for a small share of the course."""
    tiring_less: float = 0.41
    """How fast that shrinks with the share of the way still to go."""
    end_counts: float = 0.87
    """As `tiring_counts`, to the end of the course."""
    end_more: float = 0.21
    """As `tiring_more`."""
    end_less: float = 0.13
    """As `tiring_less`."""
    end_least: float = 0.28
    """The same with the square of the share."""
    end_nears: float = 8.0
    """A column is the end of the course as far as the share behind it, to this power."""
    tiring_midst: float = 0.15
    """How much longer it takes for those in the midst of the field, up to `midst_from`, in log elapsed time."""
    midst_from: float = 0.3
    """How far behind whoever opened the leg the midst begins, in log elapsed time."""
    tiring_closing: float = 0.55
    """How much less it takes for those at the end of the field, beyond `closing_from`, in log elapsed time."""
    own_more: float = 0.45
    """What a runner's own effect on the way ahead counts for beyond what the legs make of it, to a place near by."""
    own_far: float = 0.7
    """How fast that grows with the share of the way still to go."""
    last: float = 0.87
    """How fast time still to go shrinks for those who would come after `last_from`: the course closes."""
    last_from: float = 0.66
    """Beyond whoever is first there, in log elapsed time."""
    far_wide: float = 0.157
    """How wide ranges beyond the next column are for the midst of the field from the start, where legs say 1 [sd]."""
    far_legs: float = 0.4
    """With which power of what their legs say they grow."""
    far_near: float = 0.35
    """With which power of the share of the way still to go they shrink."""
    far_most: float = 1.5
    """But never to more than so much of what their legs say."""
    far_last: float = 1.8
    """How fast they narrow with log elapsed time beyond whoever is first there: the last come within what is left."""
    lean: float = 0.028
    """How far the middle of arrivals lies beyond what a leg was taught, with no earlier edition known."""
    lean_from: float = 20.0
    """Fully so once so many taught it."""
    closing: float = 0.32
    """How fast that shrinks again, in log elapsed time, for the end of the field."""
    closing_from: float = 0.5
    """How far behind whoever opened the leg that end begins, in log elapsed time."""
    night: float = 0.11
    """How much longer a way in the dark takes after a day under way."""
    night_end: float = 0.2
    """How much longer the way to the end of the course takes in the dark than by day, beyond what its legs say."""
    night_falls: float = 21.0
    """By the clock [h]."""
    night_ends: float = 6.3
    dwell_s: float = 240.0
    """A dwell after four hours [s]."""
    dwell_growth: float = 0.6
    """How dwell grows with elapsed time."""
    dwell_noise: float = 0.8
    dwell_level_sd: float = 0.8
    pace_s: float = 0.42
    """Pace before anyone is seen [s for each metre of effective length]."""
    pace_sd: float = 0.35
    history_level_sd: float = 0.1
    """How far a leg lies from where earlier editions had it."""
    history_slope_sd: float = 0.1
    history_smooth_sd: float = 0.05
    history_weight_sd: float = 0.02
    history_trust: float = 30.0
    """Leg noise of earlier editions counts like so many runners."""


NUMBERS: Final = Numbers()
"""As fitted by hand and by sweeps: own effects, noise, ripening and night on UTMB 2005 to 2007 (the first sweeps 2004
too); curve on 2004 to 2007 at several spacings of columns; course, `largest_own`, tiring, lean and closing on 2004 to
2007; who comes last on these too, their courses put right; places on the way, who in the field comes later far ahead,
and ranges there, on these at several spacings; those of history on 2004 with 2005 and 2005 with 2006."""
