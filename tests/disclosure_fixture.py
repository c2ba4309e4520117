"""A small disclosure made by hand: one of everything that a document can say.

Figures, codes and names are of the real kind; texts are our own. Cells stand in tables where the
layout would have put them, so that places can be checked.
"""

from datetime import date
from decimal import Decimal

from budgetgraph.figures import parse_figure, parse_percentage
from budgetgraph.model import (
    Amount,
    AssetHolding,
    Cell,
    Column,
    Disclosure,
    Document,
    Finding,
    Goal,
    Indicator,
    Institution,
    Line,
    NarrativeFigure,
    Paragraph,
    PlanPoint,
    ProcurementLine,
    Project,
    Publisher,
    Rate,
    Reading,
    Row,
    Section,
    Table,
    Target,
    UnitBudget,
)

WAN = 10000
REVENUE = (
    ("1", "", "合计", "3292.144", "22.58"),
    ("2", "208", "社会保障和就业支出", "3292.144", ""),
    ("3", "20805", "行政事业单位养老支出", "3292.144", "0.00"),
)


def cells(line: int, row: int, *texts: str) -> Row:
    """Return one row of cells on one source line."""
    return tuple(Cell(text, line, row, column) for column, text in enumerate(texts, 1))


def amount(text: str, cell: Cell, scale: int = WAN) -> Amount:
    """Return a printed amount."""
    return Amount(parse_figure(text, scale), cell)


REVENUE_TABLE = Table(
    number=1,
    title="部门预算收入总表",
    columns=tuple(
        Column(index, (heading,))
        for index, heading in enumerate(("序号", "科目编码", "科目名称", "合计", "上年结转"))
    ),
    rows=tuple(cells(12 + i, 2 + i, *texts) for i, texts in enumerate(REVENUE)),
    line=10,
    scale=WAN,
    heading_rows=(cells(11, 1, "序号", "科目编码", "科目名称", "合计", "上年结转"),),
)
EMPTY_TABLE = Table(
    number=2,
    title="部门预算政府性基金预算财政拨款支出表",
    columns=(Column(0, ("科目编码",)), Column(1, ("合计",))),
    rows=(),
    line=20,
    notes=(Paragraph("注：无政府性基金预算，空表列示。", 22),),
)
PROJECT_TABLE = Table(
    number=3,
    title="1、专项公用经费绩效目标表",
    columns=(),
    rows=(
        cells(30, 1, "13040624P005895100036", "项目名称", "邯财金【2023】31号创业担保贷款贴息"),
        cells(31, 2, "预算数", "27.00", "其中：财政资金", "26.50", "其他资金", "0.50"),
        cells(32, 3, "3月底", "25%", "12月底", "100%"),
        cells(33, 4, "绩效目标", "1.按时发放贴息资金"),
        cells(34, 5, "产出指标", "数量指标", "补贴人数", "受益人数", "≥50人", "邯财金[2023]31 号"),
        cells(35, 6, "产出指标", "时效指标", "发放时间", "按时发放", "≤6月底", "工作计划"),
        cells(36, 7, "效益指标", "社会效益指标", "效果", "分档", "优：≥90%；良：≥80%", ""),
    ),
    line=29,
)
REGISTER_TABLE = Table(
    number=4,
    title="机构设置情况",
    columns=(),
    rows=(
        cells(50, 1, "峰峰社会保障中心", "事业", "正科级", "财政性资金零补助"),
        cells(52, 2, "车辆（台、辆）", "5", "65.46"),
        cells(54, 3, "专项公用经费", "27.00", "台式计算机", "A020101", "台", "2", "0.50", "1.00"),
        cells(56, 4, "人员经费", "1377.2", "公用经费", "56.7", "合计", "1433.9"),
    ),
    line=49,
)


def _line(row: int, column: int, **changes: object) -> Line:
    texts = REVENUE[row]
    cell = REVENUE_TABLE.rows[row][column]
    figure = parse_figure(texts[column], WAN)
    line = Line(
        table="revenue",
        table_number=1,
        row_number=texts[0],
        side="",
        code=texts[1],
        label=texts[2],
        measure=("合计", "上年结转")[column - 3],
        measure_code=("total", "carry-over")[column - 3],
        figure=figure,
        cell=cell,
        label_cell=REVENUE_TABLE.rows[row][2],
        amount_yuan=figure.amount_yuan,
        classification="function" if texts[1] else "",
    )
    return line._replace(**changes)  # type: ignore[arg-type]


_MENDED = Decimal("329214400")
_READING = Reading("32921.44", _MENDED, "sum", (REVENUE_TABLE.rows[0][3],))
LINES = (
    _line(0, 3, role="total", parts=(2,)),
    _line(0, 4, measure_code="carry-over", funding_source="carry-over", status="reported"),
    _line(1, 3, role="subtotal", parts=(3,), ledger="general", expenditure_type="basic"),
    _line(2, 3, status="corrected", amount_yuan=_MENDED, readings=(_READING,)),
    _line(2, 4, status="zero", year=2023, phase="executed"),
)

_SHARE = Cell("12.50%", 14, 3, 6)
RATE = Rate(
    _line(
        1,
        3,
        measure="占比",
        measure_code="share-percent",
        cell=_SHARE,
        figure=parse_percentage("12.50%"),
    )
)

_ROWS = PROJECT_TABLE.rows
PROJECT = Project(
    number=1,
    section="七、部门项目预算安排情况及绩效目标",
    name="邯财金【2023】31号创业担保贷款贴息",
    cell=_ROWS[0][2],
    code="13040624P005895100036",
    unit="323001 峰峰人社局本级",
    department="峰峰人社局",
    implementing_unit="峰峰社会保障中心",
    amount=amount("27.00", _ROWS[1][1]),
    fiscal=amount("26.50", _ROWS[1][3]),
    other=amount("0.50", _ROWS[1][5]),
    plan=(
        PlanPoint(3, Decimal(25), _ROWS[2][1]),
        PlanPoint(12, Decimal(100), _ROWS[2][3]),
    ),
    purpose="用于小额贷款贴息，联系人手机13800138000",
)
GRADED = Target(
    "优：≥90%；良：≥80%",
    "graded",
    parts=(
        Target("≥90%", "quantity", "ge", True, Decimal(90), unit="%", label="优"),
        Target("≥80%", "quantity", "ge", True, Decimal(80), unit="%", label="良"),
    ),
)
INDICATORS = (
    Indicator(
        "产出指标",
        "数量指标",
        "补贴人数",
        Target("≥50人", "quantity", "ge", True, Decimal(50), unit="人", per=("月",)),
        _ROWS[4][2],
        description="受益人数",
        basis="邯财金[2023]31 号",
        project=1,
    ),
    Indicator(
        "产出指标",
        "时效指标",
        "发放时间",
        Target("≤6月底", "deadline", "le", True, month=6),
        _ROWS[5][2],
        project=1,
    ),
    Indicator("效益指标", "社会效益指标", "效果", GRADED, _ROWS[6][2], project=1),
    Indicator(
        "履职效果", "", "群众满意", Target("满意", "qualitative", words="满意"), Cell("满意", 60),
        unit="峰峰社会保障中心",
    ),
)  # fmt: skip
_REGISTER = REGISTER_TABLE.rows

SMALL = Disclosure(
    id="小样 1",
    document=Document(
        name="folder/小样 1.txt",
        sha256="ab" * 32,
        media_type="text/plain",
        reader="text",
        blocks=(),
        pages=3,
    ),
    publisher=Publisher("峰峰人社局", "323", "130406", 2024, published=date(2024, 2, 1)),
    tables=(REVENUE_TABLE, EMPTY_TABLE, PROJECT_TABLE, REGISTER_TABLE),
    table_codes=(
        (1, "revenue"),
        (2, "government-fund"),
        (3, "project-performance"),
        (4, "institutions"),
    ),
    lines=LINES,
    rates=(RATE,),
    projects=(PROJECT,),
    goals=(
        Goal("按时发放贴息资金", _ROWS[3][1], "1", project=1),
        Goal("保证运转", Cell("保证运转", 61), unit="峰峰社会保障中心"),
    ),
    indicators=INDICATORS,
    units=(
        UnitBudget(
            "峰峰社会保障中心",
            2024,
            _REGISTER[3][0],
            (
                ("basic_personnel", amount("1377.2", _REGISTER[3][1])),
                ("basic_operating", amount("56.7", _REGISTER[3][3])),
                ("basic_total", amount("1433.9", _REGISTER[3][5])),
            ),
        ),
    ),
    institutions=(
        Institution("峰峰社会保障中心", "事业", "正科级", "财政性资金零补助", _REGISTER[0][0]),
    ),
    assets=(
        AssetHolding(
            "车辆（台、辆）",
            _REGISTER[1][0],
            amount("5", _REGISTER[1][1], 1),
            amount("65.46", _REGISTER[1][2]),
        ),
        AssetHolding("房屋（平方米）", Cell("房屋（平方米）", 53)),
    ),
    procurement=(
        ProcurementLine(
            "item",
            _REGISTER[2][2],
            unit="峰峰社会保障中心",
            project="专项公用经费",
            project_amount=amount("27.00", _REGISTER[2][1]),
            item="台式计算机",
            catalogue_code="A020101",
            uom="台",
            quantity=amount("2", _REGISTER[2][5], 1),
            unit_price=amount("0.50", _REGISTER[2][6]),
            total=amount("1.00", _REGISTER[2][7]),
            amounts=(("一般公共预算", amount("1.00", _REGISTER[2][7])),),
        ),
    ),
    figures=(
        NarrativeFigure(
            "change-total",
            parse_figure("-113.14", WAN),
            "比上年减少 113.14 万元。",
            Cell("比上年减少 113.14 万元。", 70, page=2),
        ),
        NarrativeFigure(
            "total-revenue",
            parse_figure("48722.32", WAN),
            "收入 48722.32 万元。",
            Cell("收入 48722.32 万元。", 70, page=2),
        ),
    ),
    sections=(
        Section("二、部门预算安排的总体情况", "比上年减少。", 69, 2),
        Section("十一、其他需要说明的事项", "", 80),
    ),
    findings=(
        Finding(
            "A01",
            "violation",
            "“合计”不等于各项之和",
            "'total' differs from its parts",
            line=12,
            table="revenue",
            row="1",
            column="合计",
            printed="3292.144",
            expected="32921.44",
            found="3292.144",
            difference="-296292960",
            suggestion="32921.44",
            cell=REVENUE_TABLE.rows[0][3],
            table_number=1,
        ),
        Finding("R04", "info", "未读出数据", "nothing was read", line=80),
    ),
)
