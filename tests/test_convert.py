"""The order of the steps, and what is said of tables and sections that nobody understood."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from budgetgraph import registry
from budgetgraph.contract import Context, Source
from budgetgraph.convert import convert, convert_file, read_source
from budgetgraph.errors import InputError
from budgetgraph.model import Disclosure, Finding, Line, Project, Statement, Table

REVENUE = """部门预算收入总表

323 峰峰人社局

预算年度：2024

单位：万元

| 序号 | 科目编码 | 科目名称 | 合计 | 上年结转 |
|----|----|----|----|----|
| 1 | | 合计 | 565.00 | 22.58 |
| 2 | 208 | 社会保障和就业支出 | 565.00 | 22.58 |
"""
CONTENTS = """2024 年部门预算信息公开目录

| | |
|----|----|
| 部门预算收支总表 | 1 |
| 部门预算收入总表 | 4 |
| 三、机关运行经费安排情况 | 46 |

"""
STRANGE = """
天气观测记录

| 站点 | 气温 | 湿度 |
|----|----|----|
| 城北 | 12.5 | 40 |
| 城南 | 13.1 | 42 |
"""


def of(text: str, name: str = "page.txt") -> Disclosure:
    return convert(Source(name, text.encode()))


def ids(disclosure: Disclosure) -> list[tuple[str, str, int]]:
    return [(found.id, found.severity, found.line) for found in disclosure.findings]


def test_lines_know_their_cell_and_source_line() -> None:
    disclosure = of(REVENUE)
    assert [(line.code, line.cell.line, line.cell.text) for line in disclosure.lines][2] == (
        "208", 12, "565.00",
    )  # fmt: skip
    assert disclosure.table_codes == ((1, "revenue"),)


def test_id_is_the_stem_unless_given() -> None:
    assert of(REVENUE, "some/folder/2024.disclosure.txt").id == "2024.disclosure"
    assert convert(Source("page.txt", REVENUE.encode()), "mine").id == "mine"


def test_table_that_no_form_claims_is_a_warning_with_its_line() -> None:
    (found,) = [found for found in of(REVENUE + STRANGE).findings if found.id == "R01"]
    assert found.severity == "warning"
    assert STRANGE.splitlines()[found.line - REVENUE.count("\n") - 1].startswith(("天气", "| 站点"))
    assert found.table_number == 2
    assert found.message_zh
    assert found.message_en


def test_rows_that_run_together_in_one_line_are_told() -> None:
    text = "2024年本单位“三公”经费预算3.00万元。"
    table = " ".join(["部门收支总表", "单位：万元", *(f"事项{n} {n}.50" for n in range(12))])
    (found,) = [f for f in of(f"{text}\n{table}\n").findings if f.id == "R01"]
    assert (found.severity, found.line) == ("warning", 2)
    assert "12 figures" in found.message_en
    with pytest.raises(InputError, match="run together in one line"):
        of(table)


@pytest.mark.parametrize(
    "rows",
    [
        ["| 目录 | |", "| 序号 | 表名 |", "| 1 | 部门收支总表 |", "| 2 | 三公经费情况说明 |"],
        ["| 2025年部门预算公开表目录 | |", "| 表1 | 部门收支总表 |", "| 附表2-1 | 收入总表 |"],
        ["| 目录 | |", "| 1 | 部门收支总表 | 第3页 |", "| 2 | 收入总表 | 第5页 |"],
    ],
)
def test_list_of_tables_is_contents(rows: list[str]) -> None:
    content = "\n".join(["目录", "", *rows])
    (finding,) = convert(Source("a.md", content.encode())).findings
    assert (finding.id, finding.severity) == ("R01", "info")
    assert "contents" in finding.message_en


def test_data_below_the_word_contents_is_none() -> None:
    rows = ["| 采购目录 | |", "| 复印纸采购情况 | 5.5 |", "| 电脑 | 12 |"]
    (finding,) = convert(Source("a.md", "\n".join(["目录", "", *rows]).encode())).findings
    assert (finding.id, finding.severity) == ("R01", "warning")


def test_contents_are_no_warning() -> None:
    assert {severity for _, severity, _ in ids(of(CONTENTS + REVENUE))} <= {"info"}


def test_table_that_two_forms_claim_is_not_converted(monkeypatch: pytest.MonkeyPatch) -> None:
    forms = registry.forms()
    monkeypatch.setattr(registry, "forms", lambda: (*forms, _Twin))
    disclosure = of(REVENUE)
    assert not disclosure.lines
    assert ("R02", "warning") in {(check, severity) for check, severity, _ in ids(disclosure)}


class _Twin:
    """A form that claims everything."""

    TABLES = ("revenue",)

    @staticmethod
    def identify(table: Table) -> str:
        return "revenue"


def test_form_that_breaks_off_leaves_what_it_read(monkeypatch: pytest.MonkeyPatch) -> None:
    (budget,) = [form for form in registry.forms() if registry.name_of(form) == "budget"]

    def extract(table: Table, context: Context) -> Iterator[Statement | Finding]:
        yield next(item for item in budget.extract(table, context) if isinstance(item, Line))
        raise InputError("two points in '1.2.3'; check the print", "page.txt:12")

    broken = SimpleNamespace(TABLES=budget.TABLES, identify=budget.identify, extract=extract)
    monkeypatch.setattr(registry, "forms", lambda: (broken,))
    disclosure = of(REVENUE)
    assert len(disclosure.lines) == 1
    (found,) = [found for found in disclosure.findings if found.id == "R03"]
    assert "check the print" in found.message_en


def test_projects_are_numbered_on_from_table_to_table(monkeypatch: pytest.MonkeyPatch) -> None:
    def extract(table: Table, context: Context) -> Iterator[Statement | Finding]:
        for offset in (1, 2):
            number = context.projects_before + offset
            yield Project(number, "", f"项目{number}", table.rows[0][0])

    form = SimpleNamespace(TABLES=("x",), identify=lambda table: "x", extract=extract)
    monkeypatch.setattr(registry, "forms", lambda: (form,))
    assert [project.number for project in of(REVENUE + STRANGE).projects] == [1, 2, 3, 4]


def test_section_from_which_nothing_was_read_is_named() -> None:
    text = (
        REVENUE + "\n九、其他需要说明的事项\n\n另有临时安排 12.50 万元。\n\n十、工作措施\n\n略。\n"
        "\n十一、名词解释\n\n略。\n"
    )
    found = {found.line: found for found in of(text).findings if found.id == "R04"}
    start = text.count("\n", 0, text.index("九、")) + 1
    assert found[start].severity == "warning"  # it names an amount
    assert found[start + 4].severity == "info"
    assert start + 8 not in found  # terms that are explained hold no data


def test_findings_come_in_the_order_of_the_document() -> None:
    lines = [line for _, _, line in ids(of(STRANGE + CONTENTS + REVENUE + STRANGE))]
    assert lines == sorted(lines)
    assert len(lines) >= 2


@pytest.mark.parametrize("data", [b"", b"\x00\x01\x02" * 900, b"%PDF-1.7 cut off"])
def test_what_is_no_disclosure_is_refused(data: bytes) -> None:
    with pytest.raises(InputError, match=r"page\.bin"):
        convert(Source("page.bin", data))


@pytest.mark.parametrize("path", ["no/such/file.txt", "nul\0byte", "."])
def test_files_that_cannot_be_opened_are_told(path: str) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_source(path)


def test_same_source_gives_the_same() -> None:
    source = Source("page.txt", REVENUE.encode())
    assert convert(source) == convert(source)
    assert source.data == REVENUE.encode()


def test_file_and_bytes_give_the_same(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(REVENUE.encode())
    assert convert_file(str(path)).lines == of(REVENUE).lines


def test_names_of_the_python_interface_are_listed_before_they_are_used() -> None:
    code = "import budgetgraph; print({'Store', 'convert_file'} <= set(dir(budgetgraph)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "True\n"
