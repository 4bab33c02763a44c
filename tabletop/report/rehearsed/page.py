"""The page about rehearsals: the verdict first, then how games ended, who had what, and what was
traded; with another version of the exercise beside it where one was rehearsed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import fmean

from markupsafe import Markup

from tabletop.bots.rehearsed import Findings, Rehearsed
from tabletop.report.kit.numbers import signed, tenths
from tabletop.report.kit.shell import Section, page, render
from tabletop.report.rehearsed import pictures
from tabletop.report.rehearsed.told import Told
from tabletop.text.prose import flowing


def rehearsed_page(told: Told, against: Told | None = None) -> str:
    """Return one HTML page. `against` is another version of the exercise, or another exercise."""
    exercise = told.exercise
    sections = [Section("short", "In short", _short(told))]
    if against is not None:
        sections.append(Section("versions", "The two versions", _versions(told, against)))
    if len(exercise.endings) > 1:
        sections.append(Section("endings", "How games ended", _endings(told)))
    if exercise.has.offers:
        sections.append(Section("agreements", "When they agreed, and on what", _agreements(told)))
    if told.findings.value:
        sections.append(Section("delegations", "How each delegation fared", _delegations(told)))
    if exercise.injects:
        sections.append(Section("injects", "What came", _injects(told)))
    sections.append(Section("temperaments", "Who played", _temperaments(told)))
    sections.append(Section("words", "What the words mean", _definitions(told)))
    return page(
        title=f"{exercise.title}: {_games(told)} rehearsed",
        sections=tuple(sections),
        language=exercise.language,
        kicker="Rehearsals",
        foot=f"Made by Tabletop from games of stand-ins, seed {told.seed}. "
        f"{flowing(exercise.disclaimer)}",
    )


def _games(told: Told) -> str:
    count = told.findings.games
    return f"{count:,} game{'s' if count != 1 else ''}"


def _share(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.1f}\u00a0%"


def _short(told: Told) -> Markup:
    found, has = told.findings, told.exercise.has
    figures = [("Games", f"{found.games:,}", "")]
    if has.offers:
        when = f"in round {found.round:.1f} on average" if found.round is not None else ""
        figures.append(("With an agreement", _share(found.agreement_rate), when))
    if found.share_of_possible is not None:
        figures.append(("Share of the possible", _share(found.share_of_possible), "on average"))
    if has.acts:
        figures.append(("Promises broken", f"{found.breaches:.2f}", "a game"))
    figures.append(("Moves", f"{found.moves:.0f}", "a game"))
    return render(
        "class/summary.html",
        figures=figures,
        sentences=found.verdict,
        asks=[],
        aside=[
            "Stand-ins bargain by their points and by a few rules; people also listen, hesitate "
            "and persuade. What stand-ins never reach, people may; what one delegation always gets "
            "from them, people will find too."
        ],
    )


def _versions(told: Told, against: Told) -> Markup:
    one, other = told.findings, against.findings
    return render(
        "class/numbers.html",
        about=_titles(told, against),
        caption="This version beside the other",
        heads=("", "This", "The other", "Difference"),
        rows=[*_rates(one, other), *_endings_beside(one, other), *_worths_beside(one, other)],
        charts=[],
    )


def _titles(told: Told, against: Told) -> list[str]:
    return [
        f"This: {told.exercise.title}, {_games(told)}. The other: {against.exercise.title}, "
        f"{_games(against)}. The same seed and temperaments; differences of a few in a hundred "
        "games are chance."
    ]


_Row = tuple[str, str, str, str]


def _beside(name: str, one: float | None, other: float | None) -> _Row:
    apart = "" if one is None or other is None else f"{signed(100 * (one - other))} points"
    return name, _share(one), _share(other), apart


def _rates(one: Findings, other: Findings) -> Iterator[_Row]:
    if one.exercise.has.offers or other.exercise.has.offers:
        yield _beside("With an agreement", one.agreement_rate, other.agreement_rate)
    if one.share_of_possible is not None or other.share_of_possible is not None:
        yield _beside("Share of the possible", one.share_of_possible, other.share_of_possible)


def _endings_beside(one: Findings, other: Findings) -> Iterator[_Row]:
    titles = {it.id: it.title for found in (other, one) for it in found.exercise.endings}
    for id, title in titles.items():
        yield _beside(title, one.endings.get(id), other.endings.get(id))


def _worths_beside(one: Findings, other: Findings) -> Iterator[_Row]:
    names = {it.id: it.name for found in (other, one) for it in found.exercise.delegations}
    for id, name in names.items():
        here, there = one.value.get(id), other.value.get(id)
        if here is not None or there is not None:
            yield (
                f"Value of {name}",
                tenths(here.mean) if here else "–",
                tenths(there.mean) if there else "–",
                signed(here.mean - there.mean) if here and there else "",
            )


def _charts(*charts: Markup, about: Sequence[str] = ()) -> Markup:
    return render("class/numbers.html", about=about, rows=[], charts=charts)


def _endings(told: Told) -> Markup:
    return _charts(
        pictures.shares(
            "endings-chart",
            "Endings",
            "Of all games, those that ended so; also endings that never came.",
            {one.id: one.title for one in told.exercise.endings},
            told.findings.endings,
        )
    )


def _agreements(told: Told) -> Markup:
    moved = "agreements" + (" and gestures" if told.exercise.has.gestures else "")
    return _charts(
        pictures.rounds("rounds-chart", told.findings, told.games),
        pictures.shares(
            "traded-chart",
            "What was traded",
            f"Of all games, those whose {moved} moved this issue.",
            {one.id: one.name for one in told.exercise.issues},
            told.findings.traded,
        ),
    )


def _delegations(told: Told) -> Markup:
    rows = []
    for one in told.exercise.delegations:
        worth = told.findings.value[one.id]
        cells = (worth.least, worth.mean, worth.most, worth.sd)
        rows.append((one.name, *map(tenths, cells), _share(worth.below)))
    return render(
        "class/numbers.html",
        about=["Points are in each delegation's own unit."],
        caption="Values at the end, by delegation",
        heads=("Delegation", "Lowest", "Mean", "Highest", "Spread", "Below walk-away"),
        rows=rows,
        charts=[pictures.values("values-chart", told.findings, told.games)],
    )


def _injects(told: Told) -> Markup:
    return _charts(
        pictures.shares(
            "injects-chart",
            "Injects",
            "Of all games, those in which it was delivered.",
            {one.id: one.title for one in told.exercise.injects},
            told.findings.injects,
        )
    )


def _temperaments(told: Told) -> Markup:
    """Tell how often there was an agreement with each temperament at each delegation's seat."""
    names = sorted({how for game in told.games for how in game.temperaments.values()})
    rows = []
    for how in names:
        cells = []
        for one in told.exercise.delegations:
            games = [game for game in told.games if game.temperaments.get(one.id) == how]
            cells.append(_cell(told, one.id, games))
        rows.append((how, *cells))
    worth = told.findings.value
    what = "what it had on average" if worth else "in how many games it sat there"
    if worth and told.exercise.has.offers:
        what += ", and in how many of them there was an agreement"
    return render(
        "class/numbers.html",
        about=["Temperaments are drawn anew for each game."],
        caption=f"Of the games in which a delegation was played so: {what}",
        heads=("Temperament", *(one.name for one in told.exercise.delegations)),
        rows=rows,
        charts=[],
    )


def _cell(told: Told, delegation: str, games: Sequence[Rehearsed]) -> str:
    if not games:
        return "–"
    if not told.findings.value:
        return str(len(games))
    mean = tenths(fmean(game.value[delegation] for game in games))
    if not told.exercise.has.offers:
        return mean
    agreed = sum(game.agreed is not None for game in games) / len(games)
    return f"{mean} ({100 * agreed:.0f}\u00a0%)"


def _definitions(told: Told) -> Markup:
    has = told.exercise.has
    found = [
        (
            "Stand-in, temperament",
            "A program in a delegation's seat, which sees what a person there would see; how hard "
            "it bargains, and how honestly it keeps its word.",
        ),
        ("Seed", "The same seed, exercise and temperaments give the same games, move by move."),
    ]
    if has.points:
        found.append(
            (
                "Value, walk-away, spread",
                "What a delegation had in the end; what no deal would have been worth to it; the "
                "standard deviation over all games.",
            )
        )
    if told.findings.share_of_possible is not None:
        found.append(
            (
                "Share of the possible",
                "Each delegation's gain over its first walk-away as a share of its best gain in "
                "the zone of agreement at the start, the mean over delegations, as a share of the "
                "greatest such mean in the zone.",
            )
        )
    return render("class/definitions.html", definitions=found)
