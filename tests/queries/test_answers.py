"""Every saved question on the examples: figures worked out by hand, and golden files.

The hand-made figures are read off the disclosures; they are what counts. The golden files
(`expected/{store}/{question}.csv`) show when anything else moves.
"""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from budgetgraph.build import build
from budgetgraph.query import SavedQuery, list_queries
from budgetgraph.query.rendering import render_csv
from budgetgraph.store import Store

EXPECTED = Path(__file__).parent / "expected"
QUERIES = list(list_queries())
WAN = 10000


def name(query: SavedQuery) -> str:
    return query.name


def only(rows: Any, **wanted: object) -> list[dict[str, Any]]:
    """Return the rows that hold the wanted values."""
    return [row for row in rows if all(row[key] == value for key, value in wanted.items())]


def wan(text: str) -> Decimal:
    """Return yuan for an amount in 万元."""
    return Decimal(text) * WAN


def test_there_are_enough_questions() -> None:
    assert len(QUERIES) >= 30


@pytest.mark.parametrize("query", QUERIES, ids=name)
@pytest.mark.parametrize("where", ["examples", "county"])
def test_answer_is_the_golden_one(
    query: SavedQuery, where: str, request: pytest.FixtureRequest, write_expected: bool
) -> None:
    store: Store = request.getfixturevalue(where)
    found = render_csv(store.query(query.name), "en")
    file = EXPECTED / where / f"{query.name}.csv"
    if write_expected and not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(found, "utf-8")
    assert found == file.read_text("utf-8")


# --- figures read off the disclosures, in 万元 --------------------------------------------------

TOTALS = [
    ("fengfeng-2024", 2024, "48722.32", "1052.03", "47670.29", "reported"),
    ("fengfeng-2024", 2023, "35349.11", "938.89", "34410.21", "derived"),
    ("xingtai-zone-2023", 2023, "10544.51", "914.98", "9629.53", "reported"),
    ("quyang-2022", 2022, "2606.28", "955.43", "1650.85", "reported"),
    ("handan-2020", 2020, "11456.26", "4450.73", "7005.53", "reported"),
]


@pytest.mark.parametrize(("disclosure", "year", "total", "basic", "project", "status"), TOTALS)
def test_totals_by_department(  # noqa: PLR0913, PLR0917
    examples: Store, disclosure: str, year: int, total: str, basic: str, project: str, status: str
) -> None:
    rows = only(examples.query("spending-by-department"), disclosure=disclosure, year=year)
    assert [(row["amount"], row["basic"], row["project"]) for row in rows] == [
        (wan(total), wan(basic), wan(project))
    ]
    assert rows[0]["status"] == status


CLASSES = {
    "fengfeng-2024": {"208": "48145.91", "210": "49.94", "213": "490.01", "221": "36.46"},
    "xingtai-zone-2023": {
        "201": "859.23", "203": "40.00", "208": "5655.22", "210": "2243.22", "213": "1679.11",
        "221": "67.60", "223": "0.13",
    },
    "quyang-2022": {
        "205": "92.82", "206": "21.46", "208": "2334.73", "210": "29.78", "213": "77.42",
        "221": "50.07",
    },
}  # fmt: skip


@pytest.mark.parametrize("disclosure", CLASSES)
def test_classes_of_functions(examples: Store, disclosure: str) -> None:
    rows = examples.query("spending-by-function", id=disclosure)
    found = {row["code"]: row["amount"] for row in rows}
    assert found == {code: wan(text) for code, text in CLASSES[disclosure].items()}


def test_a_misread_figure_is_used_as_corrected(examples: Store) -> None:
    (row,) = examples.query("spending-by-function", id="fengfeng-2024", level=2, code="20805")
    assert (row["amount"], row["basic"], row["project"]) == (
        wan("32921.44"), wan("119.44"), wan("32802.00")
    )  # fmt: skip
    readings = examples.query("corrected-readings", id="fengfeng-2024")
    assert {(row["printed"], row["readAs"]) for row in readings} == {("3292.144", "32921.44")}


def test_a_code_stands_at_its_own_level(examples: Store) -> None:
    def found(**given: object) -> dict[str, Decimal]:
        rows = examples.query("spending-by-function", id="fengfeng-2024", **given)
        return {row["code"]: row["amount"] for row in rows}

    assert found(code="208") == {"208": wan("48145.91")}
    assert found(code="2080507") == {"2080507": wan("28882.00")}
    assert found(code="20805", level=3) == {
        "2080501": wan("6.69"), "2080502": wan("432.90"), "2080505": wan("99.84"),
        "2080506": wan("3500.00"), "2080507": wan("28882.00"),
    }  # fmt: skip
    (wages,) = examples.query("spending-by-economic-class", id="quyang-2022", code="30101")
    assert (wages["code"], wages["amount"]) == ("30101", wan("330.48"))


@pytest.mark.parametrize("level", [1, 2, 3])
@pytest.mark.parametrize(
    "disclosure", ["fengfeng-2024", "xingtai-zone-2023", "quyang-2022"]
)  # the others print no function
def test_every_level_adds_up_to_the_total(examples: Store, disclosure: str, level: int) -> None:
    rows = only(examples.query("spending-by-function", id=disclosure, level=level))
    year = rows[0]["year"]
    (total,) = only(examples.query("spending-by-department"), disclosure=disclosure, year=year)
    # each printed figure may be off by half of its last digit, 50 yuan
    assert abs(sum(row["amount"] for row in rows) - total["amount"]) <= 50 * (len(rows) + 1)


def test_what_nobody_states_is_empty_and_a_printed_zero_is_zero(examples: Store) -> None:
    rows = examples.query("spending-by-department", id="hezheng-2024")
    (office,) = only(rows, unit="和政县劳务工作办公室")
    assert (office["amount"], office["basic"], office["project"]) == (0, wan("166.631826"), None)
    sources = {row["disclosure"]: row for row in examples.query("dependence-on-appropriation")}
    handan, hezheng = sources["handan-2020"], only(sources.values(), unit="和政县就业服务中心")[0]
    assert (handan["carryOver"], handan["carryOverShare"]) == (None, None)
    assert hezheng["other"] == 0
    classes = examples.query("spending-by-function", id="fengfeng-2024")
    assert {row["code"]: (row["basic"], row["project"]) for row in classes} == {
        "208": (wan("965.63"), wan("47180.28")), "210": (wan("49.94"), None),
        "213": (None, wan("490.01")), "221": (wan("36.46"), None),
    }  # fmt: skip
    (staff,) = examples.query("spending-by-economic-class", id="fengfeng-2024", code="301")
    assert staff["operating"] is None


def test_a_code_of_any_level_in_all_places(examples: Store) -> None:
    rows = examples.query("same-code-across-cities", code="208")
    assert {row["disclosure"]: row["amount"] for row in rows} == {
        "fengfeng-2024": wan("48145.91"), "xingtai-zone-2023": wan("5655.22"),
        "quyang-2022": wan("2334.73"),
    }  # fmt: skip
    groups = examples.query("same-code-across-cities", code=["20805", "2080507"], year=2024)
    assert [(row["code"], row["amount"]) for row in groups] == [
        ("20805", wan("32921.44")), ("2080507", wan("28882.00"))
    ]  # fmt: skip
    (single,) = examples.query("same-code-across-cities", code="223")  # of one department
    assert single["disclosure"] == "xingtai-zone-2023"


def test_carry_over_is_apart(examples: Store) -> None:
    rows = {row["disclosure"]: row for row in examples.query("dependence-on-appropriation")}
    assert rows["fengfeng-2024"]["appropriation"] == wan("48699.73")
    assert rows["fengfeng-2024"]["carryOver"] == wan("22.58")
    assert rows["xingtai-zone-2023"]["carryOver"] == wan("10.69")
    assert rows["quyang-2022"]["carryOver"] == wan("15.06")
    assert rows["handan-2020"]["other"] == wan("20.00")  # 财政专户
    (code,) = examples.query("carry-over-by-function", id="fengfeng-2024")
    assert (code["code"], code["amount"]) == ("2130804", wan("22.58"))


def test_ledgers_are_told_by_their_tables(examples: Store) -> None:
    rows = examples.query("spending-by-ledger", id="xingtai-zone-2023", year=2023)
    assert {row["ledger"]: row["amount"] for row in rows} == {
        "general": wan("10544.38"), "state-capital": wan("0.13")
    }  # fmt: skip


def test_personnel_and_operating(examples: Store) -> None:
    rows = {row["disclosure"]: row for row in examples.query("personnel-against-operating")}
    fengfeng = rows["fengfeng-2024"]
    assert (fengfeng["personnel"], fengfeng["operating"]) == (wan("980.84"), wan("71.19"))
    assert rows["xingtai-zone-2023"]["operating"] == wan("56.22")
    assert rows["quyang-2022"]["personnel"] == wan("908.55")


def test_three_public_expenses(examples: Store) -> None:
    rows = {
        (row["disclosure"], row["item"]): row["amount"]
        for row in examples.query("three-public-expenses")
    }
    assert rows["fengfeng-2024", "three-public"] == wan("5.78")
    assert rows["fengfeng-2024", "three-public-vehicle-operation"] == wan("5.40")
    assert rows["fengfeng-2024", "three-public-reception"] == wan("0.38")
    assert rows["xingtai-zone-2023", "three-public"] == wan("0.50")
    assert rows["quyang-2022", "three-public"] == wan("2.80")
    assert rows["handan-2020", "three-public"] == wan("50.84")


def test_the_total_is_supported_by_five_kinds_of_tables(examples: Store) -> None:
    rows = only(examples.query("cells-behind-totals", id="fengfeng-2024"), year=2024)
    assert {row["statedIn"] for row in rows} == {
        "balance", "revenue", "expenditure", "appropriation-balance",
        "general-budget-expenditure", "narrative",
    }  # fmt: skip
    assert {row["relation"] for row in rows} == {"supports"}
    assert "4872 2.32" in {row["printed"] for row in rows}


def test_the_cell_behind_a_total_of_procurement_prints_the_amount(examples: Store) -> None:
    rows = examples.query("cells-behind-totals", view="procurement", id="quyang-2022")
    found = {row["statedIn"]: (row["printed"], row["row"], row["column"]) for row in rows}
    assert found == {"narrative": ("15.86万元", None, None), "procurement": ("15.86", 3, 8)}


def test_the_cells_of_a_sum_are_those_of_its_parts(examples: Store) -> None:
    rows = only(examples.query("cells-behind-totals", view="project", id="fengfeng-2024"))
    assert {(row["relation"], row["statedIn"]) for row in rows} == {
        ("part-of", "project-performance")
    }  # fmt: skip
    amounts = [row for row in rows if row["column"] == 3]  # 预算数, beside 其中：财政资金
    assert sum(wan(row["printed"]) for row in amounts) == rows[0]["amount"] == wan("47670.28")
    assert not examples.query("cells-behind-totals", view="project", id="quyang-2022")


def test_projects(examples: Store) -> None:
    rows = only(examples.query("projects-by-size", id="fengfeng-2024"))
    assert len(rows) == 39
    assert sum(row["amount"] for row in rows) == wan("47670.28")
    assert rows[0]["amount"] == wan("24000.00")
    assert len(examples.query("projects-by-size", id="hezheng-2024")) == 12
    subsidies = examples.query("recurring-projects", topic="创业担保贷款贴息")
    assert {row["disclosure"] for row in subsidies} == {
        "fengfeng-2024", "hezheng-2024", "quyang-2022"  # there 创业担保贴息, without 贷款
    }  # fmt: skip
    pensions = examples.query("recurring-projects", topic="城乡居民养老保险补助")
    assert only(pensions, disclosure="handan-2020")[0]["project"] == "城乡养老市级配套资金"
    assert {row["departments"] for row in pensions} == {5}
    # 21 to 24 are fees, an archive, staff and an office: no subsidies
    assert [row["number"] for row in only(pensions, disclosure="quyang-2022")] == [25]


def test_a_blank_target_is_a_use_of_its_indicator(examples: Store) -> None:
    (influence,) = examples.query("shared-indicators", like="社会影响力")
    assert (influence["departments"], influence["uses"], influence["targets"]) == (3, 7, 4)
    assert (influence["unit"], influence["lowest"], influence["highest"]) == ("%", 99, 99)


def test_targets_of_unlike_units_are_not_compared(examples: Store) -> None:
    (rates,) = only(examples.query("shared-indicators", like="补贴标准"), indicator="补贴标准")
    # ≤4万元, 6000元/人, 20元 for each year of office
    assert (rates["unit"], rates["lowest"], rates["highest"]) == ("", None, None)
    (clerks,) = examples.query("shared-indicators", like="代办员人数")
    assert (clerks["unit"], clerks["lowest"], clerks["highest"]) == ("人", 82, 198)


def test_unit_costs_are_in_yuan(examples: Store) -> None:
    rows = examples.query("unit-cost-targets", id="xingtai-zone-2023")
    found = {(row["number"], row["indicator"]): (row["value"], row["per"]) for row in rows}
    assert found[8, "审计费用"] == (24000, "家")
    assert found[27, "人均发放标准"] == (6800, "人")
    assert found[34, "举办活动平均成本"] == (2000, "次")
    assert found[4, "困难群体代缴费用"] == (33, "人")


def test_blank_cells_are_no_targets(examples: Store) -> None:
    rows = {row["disclosure"]: row for row in examples.query("measurable-targets")}
    hezheng, handan = rows["hezheng-2024"], rows["handan-2020"]
    assert (hezheng["targets"], hezheng["measurable"], hezheng["share"]) == (140, 112, 80)
    assert (hezheng["unparsed"], handan["unparsed"]) == (0, 0)


def test_policies_joined_by_a_conjunction_are_two(examples: Store) -> None:
    issuers = {row["policy"] for row in examples.query("projects-by-policy")}
    assert {"邢人社办〔2022〕82号", "邢人社办〔2022〕58号"} <= issuers
    assert not [policy for policy in issuers if policy.startswith(("和", "及", "与"))]


def test_money_without_function_is_not_the_unit_s_own(examples: Store) -> None:
    rows = examples.query("cofog-profile", id="xingtai-zone-2023")
    money = {row["division"]: row["amount"] for row in rows}
    assert money["none"] == wan("0.13")  # state capital budget
    assert money["own"] == wan("87.60") + wan("67.60") + wan("61.40")  # pensions, housing, health
    assert sum(money.values()) == wan("10544.51")


def test_a_unit_whose_total_is_printed_as_zero_is_listed(examples: Store) -> None:
    rows = examples.query("basic-against-project", id="hezheng-2024")
    (office,) = only(rows, unit="和政县劳务工作办公室")
    assert (office["type"], office["amount"], office["share"]) == (
        "basic", wan("166.631826"), None
    )  # fmt: skip


def test_procurement(examples: Store) -> None:
    rows = only(examples.query("procurement-by-catalogue", id="handan-2020"))
    assert sum(row["amount"] for row in rows) == wan("261.40")


def test_figures_of_the_text_meet_procurement_and_sums_of_ledgers(examples: Store) -> None:
    rows = examples.query("text-against-tables")
    (told,) = only(rows, disclosure="xingtai-zone-2023", item="project-expenditure")
    assert (told["stated"], told["amount"], told["agrees"]) == (
        wan("9629.53"), wan("9629.40") + wan("0.13"), True
    )  # fmt: skip
    bought = {row["disclosure"]: row["amount"] for row in only(rows, item="procurement-budget")}
    assert bought == {"handan-2020": wan("261.40"), "quyang-2022": wan("15.86")}


def test_change_against_last_year_is_the_stated_one(examples: Store) -> None:
    rows = examples.query("change-against-last-year", department="峰峰")
    assert {row["type"] or "total": row["change"] for row in rows} == {
        "total": wan("13373.21"), "basic": wan("113.14"), "project": wan("13260.08")
    }  # fmt: skip


def test_nine_tables(examples: Store) -> None:
    rows = only(examples.query("completeness-of-publication", id="fengfeng-2024"))
    states = {row["table"]: row["state"] for row in rows}
    assert len(states) == 9
    assert states["government-fund"].startswith("empty")
    assert sum(state == "figures" for state in states.values()) == 7


# --- several years, editions and units: the made-up county --------------------------------------


def test_a_renamed_code_is_one_row(county: Store) -> None:
    rows = county.query("change-over-years", department="人力资源")
    (row,) = only(rows, code="2130804")
    assert (row["kind"], row["before"], row["after"]) == ("renamed", wan("100"), wan("160"))
    assert (row["labelBefore"], row["label"]) == ("创业担保贷款贴息", "创业担保贷款贴息及奖补")
    assert {row["code"]: row["change"] for row in rows} == {
        "2080101": wan("20"), "2080705": wan("-40"), "2080711": wan("20"), "2130804": wan("60")
    }  # fmt: skip


def test_reclassification_is_told_from_money(county: Store) -> None:
    rows = county.query("reclassification-share", level=1)
    (row,) = only(rows, department="南河县卫生健康局")
    # 210: 500 -> 520; 234 is new in the 2020 list with 80
    assert (row["gross"], row["reclassified"], row["share"]) == (wan("100"), wan("80"), 80)
    (other,) = only(rows, department="南河县人力资源和社会保障局")
    assert other["reclassified"] == 0


def test_the_newer_edition_counts(county: Store) -> None:
    rows = only(county.query("spending-by-department"), year=2024, unit=None)
    assert {row["disclosure"] for row in rows} == {"nanhe-2024-v2", "nanhe-centre-2024"}
    (old,) = county.query("spending-by-department", id="nanhe-2024")
    assert old["amount"] == wan("1050")


def test_an_older_edition_is_held_and_told(tmp_path: Path) -> None:
    older = Path(__file__).parent / "data" / "nanhe-2022.md"
    newer = tmp_path / "nanhe-2022-v2.md"
    newer.write_bytes(older.read_bytes())
    with Store.open(tmp_path / "store", read_only=False) as store:
        build([str(older), str(newer)], store)
    with Store.open(tmp_path / "store") as store:
        rows = store.query("disclosures")
    assert [(row["disclosure"], row["replacedBy"]) for row in rows] == [
        ("nanhe-2022", "nanhe-2022-v2"), ("nanhe-2022-v2", None)
    ]  # fmt: skip


def test_units_are_not_added_to_their_department(county: Store) -> None:
    (row,) = county.query("spending-by-jurisdiction", year=2024)
    assert (row["amount"], row["departments"]) == (wan("1060"), 1)


def test_changes_between_editions(county: Store) -> None:
    rows = county.query("changes-between-versions")
    assert {row["kind"] for row in rows} == {"changed"}
    (row,) = only(rows, key="2024-approved/function/2080705/project")
    assert (row["before"], row["after"]) == (wan("450"), wan("460"))
    assert len(rows) == 8


def test_a_contradiction_names_the_table(county: Store) -> None:
    rows = county.query("contradictions", id="nanhe-2024")
    (row,) = only(rows, type="project")
    assert (row["code"], row["statedIn"], row["againstTable"]) == (
        "2080711", "expenditure", "general-budget-expenditure"
    )  # fmt: skip
    assert (row["amount"], row["against"]) == (wan("20"), wan("31"))
