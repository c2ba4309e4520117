"""Every report format holds every finding, and can be read by those who read that format."""

import csv
import io
import json
from dataclasses import replace
from html.parser import HTMLParser
from urllib.parse import quote

import jsonschema
import pytest
import rdflib
from disclosure_fixture import SMALL
from rdflib.namespace import RDF, SH

from budgetgraph.errors import UsageError
from budgetgraph.model import Cell, Finding, Table
from budgetgraph.validate.lines import rows_of_disclosure
from budgetgraph.validate.outcome import Outcome, Told, in_order, reaches
from budgetgraph.validate.report import FORMATS, write
from budgetgraph.validate.report.as_json import KEYS

DOCUMENT = "https://example.org/doc/f"
TRICKY = Finding(
    id="A01",
    severity="violation",
    message_zh="《支出总表》第10行：各项之和为<b>30.00万元</b>，\x1b[31m此处为40.00万元",
    message_en='table "A & B", row 10: 30.00万元 against 40.00万元',
    line=338,
    page=9,
    table="expenditure",
    row="10",
    column="合计",
    printed="40.00",
    expected="30.00",
    found="40.00",
    difference="100000",
    suggestion="第10行合计栏 40.00 → 30.00",
    cell=Cell("40.00", 338, 10, 3, 9),
    table_number=3,
)
MILD = Finding("K08", "info", "只有一张表", "one table only")
LATER = Finding("X10", "warning", "文字为2.8元", "the text says 2.8元", line=866)
OUTCOME = Outcome(
    "f",
    "f.txt",
    DOCUMENT,
    in_order(
        [
            Told(LATER),
            Told(TRICKY, "部门预算支出总表", "10 | 20805 | 40.00", f"{DOCUMENT}/t3/r10c3-line"),
            Told(MILD),
        ]
    ),
)
CLEAN = Outcome("g", "g.txt", "https://example.org/doc/g")


def printed_row(*texts: str) -> str:
    row = tuple(Cell(text, 12, 1, column) for column, text in enumerate(texts, 1))
    table = Table(number=3, title="收入总表", columns=(), rows=(row,), line=11)
    finding = replace(TRICKY, cell=row[0])
    return rows_of_disclosure(replace(SMALL, tables=(table,))).find(finding)


def test_row_of_a_finding_is_as_printed() -> None:
    assert printed_row("1", "", "合计", "4872 2.32") == "1 | 合计 | 4872 2.32"
    assert printed_row("社会保障\n和就业支出", "4872\n2.32") == "社会保障和就业支出 | 48722.32"


def test_spaces_in_a_row_hide_no_personal_data() -> None:
    assert "0013" not in printed_row("张三 1380 0138 000").replace(" ", "")


def test_findings_are_in_order() -> None:
    assert [f.id for f in OUTCOME.findings] == ["K08", "A01", "X10"]


def test_json_has_exactly_the_keys() -> None:
    rows = json.loads(write([OUTCOME, CLEAN], "json"))
    assert [tuple(row) for row in rows] == [KEYS] * 3
    assert rows[1]["line"] == 338
    assert rows[1]["disclosure"] == "f"
    assert rows[0]["line"] is None
    assert rows[0]["page"] is None


def test_csv_has_the_same_rows() -> None:
    rows = list(csv.DictReader(io.StringIO(write([OUTCOME], "csv"))))
    assert [row["id"] for row in rows] == ["K08", "A01", "X10"]
    assert rows[1]["difference"] == "100000"
    assert tuple(rows[0]) == KEYS


def test_turtle_is_a_validation_report() -> None:
    graph = rdflib.Graph().parse(data=write([OUTCOME], "turtle"), format="turtle")
    report = graph.value(predicate=RDF.type, object=SH.ValidationReport)
    results = set(graph.objects(report, SH.result))
    assert len(results) == 3
    assert str(graph.value(report, SH.conforms)) == "false"
    for result in results:
        assert (result, RDF.type, SH.ValidationResult) in graph
        texts = graph.objects(result, SH.resultMessage)
        assert {t.language for t in texts if isinstance(t, rdflib.Literal)} == {"zh", "en"}
    values = set(graph.objects(None, SH.value))
    assert values == {rdflib.URIRef(f"{DOCUMENT}/t3/r10c3-line")}


def test_clean_report_conforms() -> None:
    graph = rdflib.Graph().parse(data=write([CLEAN], "turtle"), format="turtle")
    report = graph.value(predicate=RDF.type, object=SH.ValidationReport)
    assert str(graph.value(report, SH.conforms)) == "true"


SARIF = {
    "type": "object",
    "required": ["version", "runs"],
    "properties": {
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["tool", "results"],
                "properties": {
                    "results": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["message", "ruleId", "level", "locations"],
                            "properties": {
                                "level": {"enum": ["none", "note", "warning", "error"]},
                                "message": {"type": "object", "required": ["text"]},
                                "ruleIndex": {"type": "integer", "minimum": 0},
                            },
                        },
                    }
                },
            },
        },
    },
}


def test_sarif_has_what_the_standard_asks() -> None:
    log = json.loads(write([OUTCOME], "sarif", "en"))
    jsonschema.validate(log, SARIF)
    run = log["runs"][0]
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    assert run["results"][1]["level"] == "error"
    place = run["results"][1]["locations"][0]["physicalLocation"]
    assert place == {"artifactLocation": {"uri": "f.txt"}, "region": {"startLine": 338}}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_sarif_explains_every_rule_and_escapes_names(lang: str) -> None:
    finding = replace(MILD, id="R02")
    outcome = Outcome("预算 表", "预算 表.txt", told=(Told(finding),))
    (run,) = json.loads(write([outcome], "sarif", lang))["runs"]
    (rule,) = run["tool"]["driver"]["rules"]
    assert rule["shortDescription"]["text"] not in {"", "R02", "Check R02."}
    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == quote("预算 表.txt")


def test_findings_on_a_table_without_title_have_a_heading() -> None:
    told = Told(replace(MILD, table="", table_number=3, line=7))
    assert "第3张表（无标题）" in write([Outcome("f", "f.txt", told=(told,))], "text")


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in {"src", "href"}]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_html_stands_alone(lang: str) -> None:
    text = write([OUTCOME], "html", lang)
    page = _Page()
    page.feed(text)
    assert "script" not in page.tags
    assert "b" not in page.tags, "text of a finding became markup"
    assert page.links == []
    assert "url(" not in text
    assert "@import" not in text
    assert TRICKY.message_en.replace("&", "&amp;").replace('"', "&quot;") in text
    assert f'id="lang-{lang}" checked' in text


def test_text_shows_row_and_suggestion_under_the_table() -> None:
    lines = write([OUTCOME], "text").splitlines()
    heading = lines.index("部门预算支出总表")
    assert "A01" in lines[heading + 1]
    assert lines[heading + 2].strip() == "10 | 20805 | 40.00"
    assert "40.00 → 30.00" in lines[heading + 3]


def test_text_steers_no_terminal() -> None:
    assert "\x1b" not in write([OUTCOME], "text")


def test_text_says_when_nothing_is_found() -> None:
    assert "没有发现问题" in write([CLEAN], "text")
    assert "nothing found" in write([CLEAN], "text", "en")


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_takes_an_empty_list(name: str) -> None:
    assert isinstance(write([], name), str)


@pytest.mark.parametrize("name", FORMATS)
def test_equal_outcomes_give_equal_reports(name: str) -> None:
    assert write([OUTCOME], name) == write([OUTCOME], name)


def test_unknown_format_is_told() -> None:
    with pytest.raises(UsageError, match="sarif"):
        write([], "docx")
    with pytest.raises(UsageError, match="zh, en"):
        write([], "text", "fr")


@pytest.mark.parametrize(
    ("threshold", "wanted"),
    [("violation", True), ("warning", True), ("info", True), ("never", False)],
)
def test_threshold(threshold: str, wanted: bool) -> None:
    assert reaches([OUTCOME], threshold) is wanted


def test_threshold_looks_at_severity() -> None:
    mild = Outcome("f", "f.txt", told=(Told(MILD),))
    assert not reaches([mild], "warning")
    assert reaches([mild], "info")
    assert not reaches([CLEAN], "info")
