"""Small GENIUS files in the style of the competitions'."""

from __future__ import annotations

from pathlib import Path

DOMAIN = """<negotiation_template>
<utility_space number_of_issues="3">
<objective index="0" name="Laptop" etype="objective" type="objective">
  <issue index="1" name="Brand" etype="discrete" type="discrete" vtype="discrete">
    <item index="1" value="Dell"/><item index="2" value="맥 &amp; co"/>
  </issue>
  <issue index="2" name="Screen" etype="discrete" type="discrete" vtype="discrete">
    <item index="1" value="small"/><item index="2" value="big"/><item index="3" value="none"/>
  </issue>
  <issue index="3" name="Price" etype="integer" type="integer" vtype="integer">
    <range lowerbound="0" upperbound="4"/>
  </issue>
</objective></utility_space></negotiation_template>
"""

BUYER = """<utility_space number_of_issues="3">
<objective index="0" name="any" etype="objective" type="objective">
  <issue index="1" name="Brand" type="discrete"><item index="1" value="Dell" evaluation="3"/>
    <item index="2" value="맥 &amp; co" evaluation="4"/></issue>
  <issue index="2" name="Screen" type="discrete"><item index="1" value="small" evaluation="1"/>
    <item index="2" value="big" evaluation="5"/>
    <item index="3" value="none" evaluation="0"/></issue>
  <issue index="3" name="Price" type="integer">
    <evaluator ftype="linear" offset="1.0" slope="-0.25"/></issue>
  <weight index="1" value="0.5"/><weight index="2" value="0.3"/><weight index="3" value="0.2"/>
</objective>
<reservation value="0.4"/><discount_factor value="1.0"/></utility_space>
"""

SELLER = """<utility_space number_of_issues="3">
<objective index="0" name="any" etype="objective" type="objective">
  <issue index="1" name="Brand" type="discrete"><item index="1" value="Dell" evaluation="10"/>
    <item index="2" value="맥 &amp; co" evaluation="2"/></issue>
  <issue index="2" name="Screen" type="discrete"><item index="1" value="small" evaluation="6"/>
    <item index="2" value="big" evaluation="3"/>
    <item index="3" value="none" evaluation="6"/></issue>
  <issue index="3" name="Price" type="integer">
    <evaluator ftype="linear" offset="0.0" slope="0.25"/></issue>
  <weight index="1" value="0.2"/><weight index="2" value="0.2"/><weight index="3" value="0.6"/>
</objective>
<reservation value="0.3"/></utility_space>
"""

UTILITY = {  # by hand, GENIUS's reading: evaluations divided by the maximum
    ("Dell", "big", "2"): {
        "buyer": 0.5 * 0.75 + 0.3 * 1.0 + 0.2 * 0.5,
        "seller": 0.2 * 1.0 + 0.2 * 0.5 + 0.6 * 0.5,
    },
    ("맥 & co", "none", "4"): {"buyer": 0.5, "seller": 0.2 * 0.2 + 0.2 + 0.6},
}


def laptop(folder: Path) -> tuple[Path, list[Path]]:
    """Write the domain and its two profiles; return their paths."""
    domain = folder / "laptop.xml"
    domain.write_text(DOMAIN, encoding="utf-8")
    profiles = [folder / "buyer.xml", folder / "seller.xml"]
    for path, text in zip(profiles, (BUYER, SELLER), strict=True):
        path.write_text(text, encoding="utf-8")
    return domain, profiles
