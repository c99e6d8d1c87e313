"""The items of the plan as lines to check off, and who answers for them."""

from collections.abc import Callable
from datetime import date

from growth import growth
from schedule_samples import item, shipped_plan, small, step
from small_pack import answers, pack

from htssp_builder.pack.plan import Owner
from htssp_builder.planning.inputs import Inputs, read_inputs
from htssp_builder.planning.lines import expand, plan_lines
from htssp_builder.planning.owners import owner_name
from htssp_builder.planning.schedule import Schedule, lay

CAMPUSES = (("lincoln", "Lincoln Elementary"), ("north", "North High"))
GIVEN = """\
district: {name: Vale, adults: "no"}
roles:
  coordinator: {primary: {name: Ana Ruiz}}
  nurse: {primary: {name: Lee Park, title: Head nurse, shown_as: role}}
campuses:
  - {id: lincoln, name: Lincoln Elementary, contact: {name: Sam Cole}}
  - {id: north, name: North High, contact: {name: Kim Day, shown_as: unlisted}}
"""
OWNERS = {
    "c": Owner("c", "HTSSP coordinator", "roles.coordinator"),
    "n": Owner("n", "School nurse", "roles.nurse"),
    "p": Owner("p", "Point of contact", "campuses"),
    "o": Owner("o", "Business office"),
}
PLAN = small(
    (step("T1", 0, 1, lands="adoption"),),
    (
        item("A1", "T1", owner="c"),
        item("A2", "T1", owner="p", per="campus"),
        item("A3", "T1", owner="c", when="district.adults"),
        item("A4", "T1", owner="o"),
    ),
)._replace(owners=OWNERS)


def test_the_shipped_plan_has_23_steps_and_66_items() -> None:
    plan = shipped_plan()
    assert [step.id for step in plan.steps] == [f"T{n}" for n in range(1, 24)]
    letters = {"A": 5, "B": 7, "C": 13, "D": 5, "E": 13, "F": 8, "G": 8, "H": 7}
    assert [i.id for i in plan.items] == [f"{g}{n + 1}" for g in letters for n in range(letters[g])]
    assert len(plan.items) == 66


def test_a_campus_item_is_one_line_a_campus_in_their_order() -> None:
    ids = [line.id for line in expand(shipped_plan(), CAMPUSES)]
    at = ids.index("A3.lincoln")
    assert ids[at + 1] == "A3.north"
    assert len(ids) == 66 + 4  # A3, D5, G6 and G8 twice


def test_without_campuses_no_item_is_lost() -> None:
    assert len(expand(shipped_plan(), ())) == 66


def test_an_item_whose_condition_is_not_met_has_no_line_and_no_date() -> None:
    said = answers(pack(), GIVEN)
    lines = plan_lines(PLAN, said)
    assert [line.id for line in lines] == ["A1", "A2.lincoln", "A2.north", "A4"]
    made = lay(PLAN, read_inputs(said, PLAN), date(2027, 2, 1))
    assert list(made.lines) == [line.id for line in lines]


def test_what_waits_for_an_item_that_is_left_out_does_not_wait() -> None:
    plan = PLAN._replace(
        steps=(
            step("T1", 0, 1, lands="adoption"),
            step("T2", 0, 1, waits_for=("A3",)),
        )
    )
    today = date(2027, 2, 1)
    kept = lay(plan, Inputs(start_on=today, pace="only"), today)
    without = lay(plan, Inputs(start_on=today, pace="only", left_out=frozenset({"A3"})), today)
    assert kept.steps["T2"].start > kept.steps["T1"].end
    assert without.steps["T2"].start == today


def test_an_owner_is_named_unless_they_are_not_to_be() -> None:
    said = answers(pack(), GIVEN)
    names = {line.id: owner_name(said, line.owner_title, line.owner_path)
             for line in plan_lines(PLAN, said)}  # fmt: skip
    assert names == {
        "A1": "Ana Ruiz",
        "A2.lincoln": "Sam Cole",
        "A2.north": "Point of contact",  # unlisted: named nowhere
        "A4": "Business office",
    }
    assert owner_name(said, "School nurse", "roles.nurse") == "School nurse"
    assert owner_name(said, "Coordinator", "roles.coordinator", {"Ana Ruiz": ""}) == "Coordinator"


def laid(campuses: int) -> Callable[[], Schedule]:
    """Lays the plan of a district with so many campuses."""
    many = tuple((f"c{n}", f"Campus {n}") for n in range(campuses))
    today, plan = date(2026, 8, 17), shipped_plan()
    inputs = Inputs(start_on=today, pace="standard", campuses=many)
    return lambda: lay(plan, inputs, today)


def test_a_thousand_campuses_have_a_line_each_with_the_dates_of_its_step() -> None:
    made = laid(1000)()
    assert len(made.lines) == 62 + 4000
    assert made.lines["A3.c999"] == made.steps["T9"]


def test_a_campus_is_no_more_work_among_a_thousand_than_among_a_hundred() -> None:
    assert growth(laid, 100, 1000) < 1.1
