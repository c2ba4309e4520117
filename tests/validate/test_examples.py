"""What is proven wrong in real disclosures is found, and nothing else is called a violation."""

import re
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest

from budgetgraph.convert import convert_file
from budgetgraph.graph import ntriples
from budgetgraph.model import Finding
from budgetgraph.validate import examine, validate

EXAMPLES = Path(__file__).parents[2] / "examples"
NAMES = sorted(path.stem for path in EXAMPLES.glob("*.txt"))

# (check, printed row or project, column) that must be among the findings: proven by hand.
PROVEN = {
    "fengfeng-2024": [
        ("A13", "10", "合计"),  # 3292.144 for 32921.44, in three columns
        ("A13", "10", "小计"),
        ("A13", "10", "财政拨款收入"),
        ("A10", "1", "合计"),  # rounding, row by row
        ("A10", "37", "合计"),
        ("A10", "38", "合计"),
        ("A10", "39", "合计"),
        ("A09", "34", "预算数"),
        ("A09", "37", "金额"),
        ("A09", "10", "合计"),
        ("A09", "10", "基本支出"),
        ("A09", "1", "人员经费"),
        ("A09", "2", "合计"),
        ("A09", "12", "合计"),
        ("X23", "1", "项目支出"),  # 39 projects: 47670.28 against 47670.29
        ("C03", "3", "合计"),  # 20801 under two names
    ],
    "hezheng-2024": [
        ("X20", "支出预算合计", ""),  # 1433.9 + 12763.68 against 15522.48
        ("X05", "基本支出合计", ""),  # 268.06 + 6.4 against 268.06
        ("X21", "收入预算合计", ""),  # 166.63 against a printed 0
        ("X25", "项目支出合计", ""),  # projects 12589.25 against 12763.68
        ("X24", "项目支出合计", ""),  # 2623.2 against 3814.58
    ],
}
# (check, words of the Chinese message)
TOLD = {
    "fengfeng-2024": [
        ("P24", "描述写50万元，指标值为“≤45万元”"),
        ("P24", "描述写5000万元，指标值为“≤3500万元”"),
        ("P05", "“15万元”，项目预算数为1333万元"),
        ("P30", "依据为邯财金〔2022〕32号"),
        ("P15", "“<6万元”"),
        ("P33", "“37765人”"),
        ("P01", "“≥2314.98万元”"),
        ("P16", "目标与本项目第1个目标重复"),
        ("C16", "以“2023”开头"),
        ("K21", "印作“档次”"),
        ("X30", "各分项之和为13373.22万元，合计写为13373.21万元"),
        ("X30", "各分项之和为48722.31万元，合计写为48722.32万元"),
        ("X36", "“青年就业创业经费”"),
        ("A12", "缺1个时点"),
    ],
    "hezheng-2024": [
        ("P27", "898×1670元＝149.966万元"),
        ("P27", "411×1670元＝68.637万元"),
        ("P29", "全年1633.2万元，项目预算数为1373.2万元"),
        ("P26", "文中写“411名”"),
        ("P33", "“预计140000人”"),
        ("P34", "“≥140人”"),
        ("P14", "“干部职工满意度”没有指标值"),
        ("P31", "“优秀优秀”重复"),
        ("C15", "“社会保障和就业”是功能分类科目名称"),
        ("K19", "承担7个项目（合计9755.05万元）"),
        ("K20", "表名为“和政县劳务工作办公室整体支出绩效目标表”"),
        ("P21", "成本指标列在产出指标下"),
        ("P09", "姓名和电话号码"),
    ],
}
# Checks that may call something a violation in these documents: what they find has been proven.
VIOLATIONS = {
    "fengfeng-2024": {"A13": 3},
    "handan-2020": {"X08": 1},
    "hezheng-2024": {"X20": 2, "X05": 1, "X21": 1, "P09": 3},
    "quyang-2022": {},
    "xingtai-zone-2023": {},
}


@cache
def findings_of(name: str) -> tuple[Finding, ...]:
    return examine(convert_file(str(EXAMPLES / f"{name}.txt"))).findings


@pytest.mark.parametrize(("name", "wanted"), [(n, w) for n, ws in PROVEN.items() for w in ws])
def test_proven_figure_is_found(name: str, wanted: tuple[str, str, str]) -> None:
    assert wanted in {(f.id, f.row, f.column) for f in findings_of(name)}


@pytest.mark.parametrize(("name", "wanted"), [(n, w) for n, ws in TOLD.items() for w in ws])
def test_proven_slip_is_found(name: str, wanted: tuple[str, str]) -> None:
    check, words = wanted
    assert any(f.id == check and words in f.message_zh for f in findings_of(name))


@pytest.mark.parametrize("name", NAMES)
def test_only_proven_things_are_violations(name: str) -> None:
    counts: dict[str, int] = {}
    for finding in findings_of(name):
        if finding.severity == "violation":
            counts[finding.id] = counts.get(finding.id, 0) + 1
    assert counts == VIOLATIONS[name]


@pytest.mark.parametrize("name", NAMES)
def test_true_rounding_is_information(name: str) -> None:
    for finding in findings_of(name):
        if "四舍五入" in finding.message_zh:
            assert finding.severity == "info"


@pytest.mark.parametrize("name", NAMES)
def test_findings_are_whole(name: str) -> None:
    for finding in findings_of(name):
        assert finding.message_zh
        assert finding.message_en
        assert "{?" not in finding.message_zh + finding.message_en
        if finding.cell:
            assert finding.printed
        if finding.difference and finding.id[0] in "AX":
            assert finding.expected
            assert finding.found


@pytest.mark.parametrize("name", NAMES)
def test_findings_stand_in_the_order_of_the_form(name: str) -> None:
    lines = [finding.line for finding in findings_of(name)]
    assert lines == sorted(lines)


@pytest.mark.parametrize("name", NAMES)
def test_our_own_graph_is_built_as_the_shapes_say(name: str) -> None:
    disclosure = convert_file(str(EXAMPLES / f"{name}.txt"))
    store = ox.Store()
    store.load(ntriples(disclosure), ox.RdfFormat.N_TRIPLES)
    structural = [f for f in validate(store) if f.id[0] == "S" and f.id != "S09"]
    assert structural == []


def test_graph_and_disclosure_give_the_same_findings() -> None:
    disclosure = convert_file(str(EXAMPLES / "hezheng-2024.txt"))
    store = ox.Store()
    store.load(ntriples(disclosure), ox.RdfFormat.N_TRIPLES)
    from_graph = {(f.id, f.line, f.message_zh) for f in validate(store) if f.id != "S09"}
    from_file = {(f.id, f.line, f.message_zh) for f in validate(disclosure)}
    # Only a file has what nothing quotes: the print of unread cells, and what conversion met.
    assert {key for key in from_file - from_graph if key[0][0] not in "R"} <= {
        key for key in from_file if key[0] in {"K21", "K22", "P09"}
    }
    assert from_graph <= from_file


@pytest.mark.parametrize(
    ("check", "words"),
    [("X05", "268.06 → 261.66"), ("X20", "12763.68 → 14088.58"), ("X24", "上年结转")],
)
def test_missing_figure_is_suggested(check: str, words: str) -> None:
    found = [f for f in findings_of("hezheng-2024") if f.id == check]
    told = [(f.suggestion or f.message_zh, f.suggestion or f.message_en) for f in found]
    assert any(words in zh and words in en for zh, en in told), told


def test_suggestions_are_read_in_any_language() -> None:
    for name in NAMES:
        for finding in findings_of(name):
            assert " / " not in finding.suggestion
            assert not re.search("[a-z]{3}", finding.suggestion), finding.suggestion


def test_personal_data_is_never_repeated() -> None:
    text = "".join(f.message_zh + f.message_en + f.printed for f in findings_of("hezheng-2024"))
    assert "*" in text
    assert not re.search(r"1[3-9]\d{9}", text)
