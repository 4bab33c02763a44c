"""The page that compares a class: from the overview to single tables, then to questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from tabletop.exercise.model import Has
from tabletop.play.history.possible import differences
from tabletop.play.queries.naming import option_name, told_package
from tabletop.play.queries.reveal import pairs
from tabletop.report.charts.space import SOLUTIONS
from tabletop.report.classroom import pictures
from tabletop.report.classroom.asking import asks
from tabletop.report.classroom.comparison import (
    ComparedTable,
    Comparison,
    Spread,
    shares,
    spread,
)
from tabletop.report.classroom.decided import decided, endings_told
from tabletop.report.classroom.definitions import definitions
from tabletop.report.classroom.lines import table_of_tables
from tabletop.report.classroom.patterns import first_offer_led, patterns
from tabletop.report.classroom.wording import (
    deal_told,
    left,
    of,
    percent,
    spanned,
)
from tabletop.report.kit.numbers import tenths
from tabletop.report.kit.shell import Section, page, render
from tabletop.report.table.summary import be
from tabletop.text.lists import listed
from tabletop.text.prose import flowing

MOST_SHADES = 8


def class_page(
    found: Comparison,
    *,
    aside: Sequence[str] = (),
    linked: bool = False,
    others: int = 0,
) -> str:
    """Return one HTML page. `aside` are sentences on what was left out; `others` counts other
    exercises.

    Where tables are `linked`, each has a report of the same name beside this page.
    """
    exercise, count, has = found.exercise, len(found.rows), found.exercise.has
    sections = [Section("short", "In short", _short(found, aside, others))]
    if found.ended and has.points and has.offers:
        sections.append(Section("outcomes", "Every outcome in one picture", _outcomes(found)))
    sections.append(Section("tables", "All tables", table_of_tables(found, linked)))
    if found.ended and has.decisions:
        sections.append(Section("decided", "What was decided", decided(found)))
    if found.ended and has.offers:
        sections.append(Section("agreed", "What was agreed, and when", _agreed(found)))
    if found.ended and has.points and has.offers:
        sections += [
            Section("delegations", "How each delegation fared", _delegations(found)),
            Section("possible", "How much of the possible", _possible(found)),
            Section("patterns", "What tables did, and how they ended", _patterns(found)),
        ]
    if found.ended and has.climate:
        sections.append(Section("climate", "Trust and tension at the end", _climate(found)))
    sections.append(Section("words", "What the words mean", _definitions(has)))
    return page(
        title=f"{exercise.title}: {count} table{'s' if count != 1 else ''} compared",
        sections=tuple(sections),
        language=exercise.language,
        kicker="Comparison of a class",
        lead=_lead(found),
        foot=f"Made by Tabletop from {count} transcript{'s' if count != 1 else ''} of exercise "
        f"{exercise.id}, version {found.version[:12]}. {flowing(exercise.disclaimer)}",
    )


def _lead(found: Comparison) -> Markup:
    ended, deals = len(found.ended), len(found.deals)
    if not ended:
        return Markup('<p class="lead">{}</p>').format("No table has finished yet.")
    if not found.exercise.has.offers:
        said = f"It ended so: {endings_told(found)}."
        return Markup('<p class="lead">{}</p>').format(said)
    if not found.exercise.has.points:
        said = f"{of(deals, ended)} came to an agreement."
        return Markup('<p class="lead">{}</p>').format(said)
    fine = sum(row.facts.acceptable for row in found.ended)
    below = (
        "at each of them somebody ended below the walk-away"
        if not fine
        else "nobody ended below the walk-away"
        if fine == ended
        else f"at {fine} nobody ended below the walk-away"
    )
    said = f"{of(deals, ended)} came to an agreement; {below}."
    return Markup('<p class="lead">{}</p>').format(said)


def _short(found: Comparison, aside: Sequence[str], others: int) -> Markup:
    rows, deals = found.ended, found.deals
    whole = shares(rows)
    acting = [row.facts.kept for row in deals if row.facts.kept is not None]
    figures: list[tuple[str, str, str]] = [
        ("Tables that ended", str(len(rows)), f"of {len(found.rows)}" if found.open else ""),
    ]
    if rows and found.exercise.has.offers:
        figures.append(("With an agreement", str(len(deals)), f"of {len(rows)}"))
    if acting:
        about = f"of {len(acting)} that asked for acts"
        figures.append(("Agreements kept in full", str(sum(acting)), about))
    if whole is not None:
        span = f"{percent(whole.lowest)} to {percent(whole.highest)}"
        figures.append(("Median share of the possible", percent(whole.middle), span))
    return render(
        "class/summary.html",
        figures=figures,
        sentences=_caveats(found),
        asks=asks(found),
        aside=[*_open(found), *aside, *_other_exercises(others)],
    )


def _caveats(found: Comparison) -> list[str]:
    number = len(found.ended)
    if not number:
        return []
    told = [
        f"{number} table{'s' if number != 1 else ''} can show what happened here, not what always "
        "happens: each had different people, and nothing was assigned at random."
    ]
    if number < 5:
        told.append("With so few, look at the tables one by one; medians say little.")
    if found.yardstick is None and found.exercise.has.points:
        told.append(
            "This exercise has too many packages to enumerate, so this page can't say what was "
            "possible."
        )
    return told


def _open(found: Comparison) -> list[str]:
    forks = [
        f"{row.name} is a what-if: it goes on from {row.facts.origin}, and shares that past. It "
        "counts like any other."
        for row in found.rows
        if row.facts.origin
    ]
    return forks + [
        f"{row.name} has not finished (round {row.facts.rounds}); it is listed but not counted."
        for row in found.open
    ]


def _other_exercises(others: int) -> list[str]:
    if not others:
        return []
    noun = "exercises or versions" if others > 1 else "exercise or version"
    return [f"Tables of {others} other {noun} were given; they are compared on pages of their own."]


def _outcomes(found: Comparison) -> Markup:
    exercise = found.exercise
    names = {one.id: one.name for one in exercise.delegations}
    drawn = pairs(exercise)
    count = len(exercise.delegations)
    fewer = (
        f" Of {count * (count - 1) // 2} pairs the first {len(drawn)} are drawn; all values are in "
        "the table below."
        if len(drawn) < count * (count - 1) // 2
        else ""
    )
    stick = found.yardstick
    acts = ", once acts had been carried out or had not" if exercise.has.acts else ""
    kept = " with every promise kept" if exercise.has.climate else ""
    about = (
        f"Marks are what tables ended with{acts}. Behind "
        f"them is what was possible in the first round{kept}: the zone is what "
        "all could accept, and efficient what could not be better for one without being worse "
        "for another; dark points inside the zone are efficient because of the delegations not "
        "shown."
        if stick is not None
        else "Marks are what tables ended with."
    )
    solutions = []
    if stick is not None:
        for id, name in SOLUTIONS.items():
            one = stick.kept.solutions[id]
            if one is not None:
                values = [one.values[d] for d in names]
                solutions.append((name, values, _solution(found, one.package)))
        first = stick.promised.solutions["nash"]
        if solutions and first is not None and exercise.has.climate:
            values = [first.values[d] for d in names]
            solutions.append(("Nash, as a promise", values, _solution(found, first.package)))
    return render(
        "class/pictures.html",
        about=about + fewer,
        pictures=[(f"{names[x]} and {names[y]}", pictures.outcomes(found, x, y)) for x, y in drawn],
        solutions=solutions,
        promised=len(solutions) > len(SOLUTIONS),
        kept=exercise.has.climate,
        delegations=list(names.values()),
    )


def _solution(found: Comparison, package: Mapping[str, str]) -> str:
    """Describe a solution's package: the Nash solution in full, the others by how they differ from
    it.
    """
    assert found.yardstick is not None
    nash = found.yardstick.kept.solutions["nash"]
    if nash is None or nash.package is package:
        return told_package(found.exercise, package)
    changes = differences(found.exercise, nash.package, package)
    return f"the same, but {'; '.join(changes)}" if changes else "the same"


def _agreed(found: Comparison) -> Markup:
    exercise, deals = found.exercise, found.deals
    counted = found.terms()
    terms = []
    for choice, options in counted.items():
        if not deals or len(exercise.choices[choice]) < 2:
            continue
        terms.append(
            (
                _choice(found, choice),
                [
                    (
                        option_name(exercise, choice, option),
                        count,
                        round(MOST_SHADES * count / len(deals)),
                        option == exercise.unmoved[choice]
                        and choice not in ("form", "order")
                        and not exercise.whole,
                    )
                    for option, count in options.items()
                ],
            )
        )
    signed = listed(
        f"{exercise.delegation_by_id[one].name} {of(count, len(deals), 'agreements')}"
        for one, count in found.signed().items()
    )
    same = [
        f"{listed(row.name for row in rows)}: {told_package(exercise, package)}. Shares of the "
        f"possible: {listed(percent(row.measured.share) for row in rows if row.measured)}."
        for package, rows in found.packages()[:5]
    ]
    return render(
        "class/agreed.html",
        about=f"{_FOR[exercise.has.signatures]} the agreements in force: {signed}."
        if deals
        else "",
        terms=terms,
        widest=max((len(options) for _, options in terms), default=0),
        deals=len(deals),
        rounds=pictures.rounds(found),
        same=same if found.yardstick else [],
        agreements=[_agreement(found, row) for row in found.ended],
        pointed=exercise.has.points,
        kept=exercise.has.climate,
        signatures=exercise.has.signatures,
    )


_FOR = {True: "Signatures under", False: "Votes for"}


def _choice(found: Comparison, choice: str) -> str:
    exercise = found.exercise
    if choice == "form":
        return exercise.form.name
    if choice == "order":
        return exercise.order.name
    return exercise.issue_by_id[choice].name


def _agreement(found: Comparison, row: ComparedTable) -> tuple[str, str, str, str]:
    deal = row.facts.deal
    if deal is None:
        return row.name, "none", "", left(found.exercise, row)
    signed, package = deal_told(found.exercise, deal)
    return row.name, f"Round {deal.round}: {package}", signed, left(found.exercise, row)


def _delegations(found: Comparison) -> Markup:
    rows, total = [], len(found.ended)
    for one in found.exercise.delegations:
        values = found.spread(one.id)
        assert values is not None
        rows.append(
            (
                one.name,
                tenths(values.lowest),
                tenths(values.middle),
                tenths(values.highest),
                _highest(found, one.id),
                of(found.below(one.id), total),
            )
        )
    return render(
        "class/numbers.html",
        about=[
            "Points are in each delegation's own unit: compare a delegation with the same "
            "delegation at other tables, not with its neighbours."
        ],
        caption="Values at the end, by delegation",
        heads=("Delegation", "Lowest", "Median", "Highest", "Highest at", "Below walk-away"),
        rows=rows,
        charts=[pictures.spreads(found)],
    )


def _highest(found: Comparison, delegation: str) -> str:
    best = max(row.facts.values[delegation] for row in found.ended)
    names = [row.name for row in found.ended if row.facts.values[delegation] > best - 0.05]
    return listed(names) if len(names) <= 3 else f"{len(names)} tables"


def _possible(found: Comparison) -> Markup:
    stick = found.yardstick
    if stick is None:
        about = ["This exercise has too many packages to enumerate."]
        return render("class/numbers.html", about=about, rows=[], charts=[])
    best = stick.kept.solutions["utilitarian"]
    zone = f"{stick.promised.zone:,} {be(stick.promised.zone)} acceptable to all"
    if found.exercise.has.climate:
        zone += f" as promises on the first day, and {stick.kept.zone:,} once every promise can be "
        zone += "relied on"
    about = [f"Of {stick.kept.feasible:,} feasible packages, {zone}."]
    if best is None:
        about.append("So there is no zone of agreement, and no share of it.")
        return render("class/numbers.html", about=about, rows=[], charts=[])
    joint = spread(row.measured.joint for row in found.ended if row.measured)
    assert joint is not None
    least, most = sum(stick.walk_away.values()), sum(best.values.values())
    about.append(
        f"Joint values, all delegations' points added, ran from {tenths(joint.lowest)} to "
        f"{tenths(joint.highest)}; everybody's walk-away makes {tenths(least)}, the most that all "
        f"could accept {tenths(most)}."
    )
    return render("class/numbers.html", about=about, rows=[], charts=[pictures.shares(found)])


def _patterns(found: Comparison) -> Markup:
    told = [
        {
            "question": one.question,
            "parts": [
                {
                    "label": part.label,
                    "tables": part.tables,
                    "deals": part.deals,
                    "acceptable": part.acceptable,
                    "shares": _shares(part.shares),
                }
                for part in one.parts
            ],
        }
        for one in patterns(found)
    ]
    about = [
        "Tables that did one thing beside tables that did another. What goes together here is "
        "not necessarily the cause: a table in trouble also writes more messages."
    ]
    if not told:
        about = ["The tables did not differ in anything that is counted here."]
    drawn = any(row.facts.first is not None for row in found.ended)
    return render(
        "class/patterns.html",
        about=about,
        patterns=told,
        openers=_openers(found),
        charts=[pictures.openings(found)] if drawn else [],
    )


def _shares(found: Spread | None) -> str:
    if found is None:
        return ""
    if len(found.values) == 1:
        return percent(found.middle)
    return f"{percent(found.middle)} ({percent(found.lowest)} to {percent(found.highest)})"


def _openers(found: Comparison) -> list[tuple[str, str, str, str, str]]:
    """Return each delegation's results where it made the first offer, and where another did."""
    told = []
    for id, (own, others) in first_offer_led(found).items():
        name = found.exercise.delegation_by_id[id].name
        cells = [
            (str(len(one.values)), _ranged(one)) if one else ("0", "") for one in (own, others)
        ]
        told.append((name, *cells[0], *cells[1]))
    return told


def _ranged(found: Spread) -> str:
    if len(found.values) == 1:
        return tenths(found.middle)
    return spanned(found.lowest, found.middle, found.highest)


def _climate(found: Comparison) -> Markup:
    return render("class/numbers.html", about=[], rows=[], charts=[pictures.climate(found)])


def _definitions(has: Has) -> Markup:
    return render("class/definitions.html", definitions=definitions(has))
