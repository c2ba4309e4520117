"""The small parts of validation: headers, amounts in texts, slips, what is redundant."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetgraph.errors import UsageError
from budgetgraph.model import Finding
from budgetgraph.validate.checks import load_checks, parse_check
from budgetgraph.validate.inputs import find_format
from budgetgraph.validate.outcome import Told
from budgetgraph.validate.rules._amounts import find_amounts, plain_text
from budgetgraph.validate.rules.halves import once
from budgetgraph.validate.slips import name_slip
from budgetgraph.validate.twins import drop_twins

HEADER = (
    "# T.\n# id: A01\n# severity: info\n# profile: core\n# zh: x\n# en: x\n# reads: y\n\nSELECT"
)


def test_header_is_read() -> None:
    check = parse_check("name", HEADER)
    assert (check.id, check.severity, check.title, check.query) == ("A01", "info", "T.", "SELECT\n")


@pytest.mark.parametrize(
    "text",
    [
        HEADER.replace("# id: A01\n", ""),
        HEADER.replace("info", "fatal"),
        HEADER.replace("core", "fr"),
        HEADER.replace("# zh", "# ZH"),
    ],
)
def test_broken_header_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="check name"):
        parse_check("name", text)


def test_profiles() -> None:
    core, cn = load_checks("core"), load_checks("cn")
    assert set(core) < set(cn)
    with pytest.raises(UsageError, match="core, cn"):
        load_checks("fr")


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("全年预计 900 万元", ["9000000"]),
        ("每人1,670元，共 7.58 亿元", ["1670", "758000000"]),
        ("预算0.5万", ["5000"]),
        ("300元/人", ["300"]),
        ("共12人，3次", []),
        ("１２．５万元", ["125000"]),
    ],
)
def test_amounts_in_text(text: str, amounts: list[str]) -> None:
    told = find_amounts(plain_text(text))
    assert [item.amount_yuan for item in told] == [Decimal(amount) for amount in amounts]


@pytest.mark.parametrize(
    ("printed", "half"),
    [
        ("≥99≥99%", "≥99%"),
        ("≥70≥70.00名", "≥70.00名"),
        ("≤1≤万元", "≤1万元"),
        ("≤0.40.4万", "≤0.4万"),
        ("55285528人", "5528人"),
        ("≥95≥98%", ""),
        ("100%", ""),
    ],
)
def test_doubled_target_written_once(printed: str, half: str) -> None:
    assert once(printed) == half


@given(st.integers(1, 999_999), st.sampled_from("≥≤<>"), st.sampled_from(["%", "人", "万元"]))
def test_doubling_is_undone(number: int, sign: str, unit: str) -> None:
    assert once(f"{sign}{number}{sign}{number}{unit}") == f"{sign}{number}{unit}"


@pytest.mark.parametrize(
    ("found", "expected", "words"),
    [
        ("3292.144", "32921.44", "10倍"),
        ("1000", "10.00", "100倍"),
        ("48277.32", "48722.32", ""),
        ("48732.22", "48722.32", ""),
        ("955.34", "955.43", "颠倒"),
        ("268.06", "261.06", "一位数字不同"),
        ("12763.68", "1276.68", "多一位"),
        ("1276.68", "12763.68", "少一位"),
        ("-5.00", "5.00", "正负号"),
        ("0", "5.00", ""),
    ],
)
def test_slip_is_named(found: str, expected: str, words: str) -> None:
    zh, en = name_slip(Decimal(found), Decimal(expected))
    assert words in zh
    assert bool(zh) == bool(en) == bool(words)


def test_a_finding_that_says_more_replaces_the_others() -> None:
    proven = Told(Finding("A13", "violation", "印作…", "printed …", line=151, column="合计"))
    converted = Told(Finding("R33", "warning", "已更正", "corrected", line=151, column="合计"))
    other = Told(Finding("R33", "warning", "已更正", "corrected", line=151, column="小计"))
    assert drop_twins([proven, converted, other]) == [proven, other]


@pytest.mark.parametrize(
    ("data", "is_rdf"),
    [
        (b"@prefix a: <http://a/> .", True),
        (b"@prefix", True),  # a file that breaks off is told as Turtle
        (b"# words\n\nPREFIX a: <http://a/>\na:b a:c 1 .", True),
        (b"<http://a> <http://b> <http://c> <http://g> .\n", True),
        (b'<http://a> <http://b> "x"@zh .\n', True),
        (b'{"@context": {}, "@id": "http://a"}', True),
        (b'[{"@id": "http://a", "@type": ["http://b"]}]', True),
        (b"<html><body>x</body></html>", False),
        ("部门预算收支总表\n| 1 | 2 |".encode(), False),
        (b'{"a": 1}', False),
        (b"", False),
    ],
)
def test_rdf_is_recognised(data: bytes, is_rdf: bool) -> None:
    assert (find_format(data) is not None) is is_rdf
