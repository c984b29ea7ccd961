"""False alarms on invented results that agree, and what is found when one digit is changed."""

import random

from published_sheets import as_csv, clean_edition

from stagerace.feeds import published
from stagerace.rules.published.edition import Edition
from stagerace.rules.published.judging import Judgement, judge

SEEDS = range(200)


def _judged(rows: list[list[str]], **known: object) -> Judgement:
    sheet = published.read(as_csv(rows), "published.csv")
    assert not sheet.problems
    return judge(Edition(event="Invented", figures=sheet.bodies, **known))  # type: ignore[arg-type]


def test_two_hundred_invented_editions_that_agree_give_no_false_alarm() -> None:
    alarms, figures, follow = 0, 0, 0
    for seed in SEEDS:
        rows, stages = clean_edition(seed)
        known = {"stages": stages, "stage_count": len(stages)} if seed % 2 else {}
        judgement = _judged(rows, **known)
        alarms += len(judgement.contradictions)
        figures += len(judgement.verdicts)
        follow += judgement.count("follows")
    assert alarms == 0
    assert follow > figures / 2


def test_a_changed_digit_is_found_and_the_true_time_is_among_what_would_fit() -> None:
    changed = exact = fitting = 0
    for seed in SEEDS[::2]:
        rows, stages = clean_edition(seed)
        luck = random.Random(seed)
        places = [n for n, row in enumerate(rows) if row[0].startswith("stage") and row[1] == "overall"]
        alone = [n for n in places if sum(r[0] == rows[n][0] and r[3] == rows[n][3] for r in rows) == 1]
        if not alone:
            continue
        at = luck.choice(alone)
        truth = rows[at][6]
        minute = luck.choice([digit for digit in "012345" if digit != truth[-5]])
        rows[at] = [*rows[at][:6], f"{truth[:-5]}{minute}{truth[-4:]}", *rows[at][7:]]
        judgement = _judged(rows, stages=stages, stage_count=len(stages))
        if not judgement.contradictions:
            continue
        changed += 1
        exact += [found.figure.line for found in judgement.contradictions] == [at + 2]
        fitting += any(fit.value == truth for found in judgement.contradictions for fit in found.fits)
    assert changed > 60
    assert exact / changed > 0.7
    assert fitting / changed > 0.95
