"""Code lists: what is shipped is sound, can be found, and grows by import."""

import argparse
import json
import re
import tomllib
from itertools import pairwise
from pathlib import Path

import openpyxl
import pytest
from rdflib import SKOS, Graph, Namespace

from budgetgraph import codes
from budgetgraph.cli import codes as command
from budgetgraph.codes import Concept, Request, Scheme
from budgetgraph.contract import Source
from budgetgraph.errors import InputError, OutputError, UsageError
from budgetgraph.resources import list_files, read_text
from budgetgraph.terms import BUD_IRI

ROOT = Path(__file__).parents[1]
SCHEMES = codes.schemes()
CLASSIFICATIONS = (
    "cn/function",
    "cn/economic",
    "cn/government-economic",
    "cn/procurement",
    "cofog",
)


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Imported lists of whoever runs the tests must not matter."""
    folder = tmp_path / "codes"
    monkeypatch.setenv("BUDGETGRAPH_CODES", str(folder))
    return folder


# --- what is shipped --------------------------------------------------------------------------


def test_there_are_lists_to_test() -> None:
    assert len(SCHEMES) >= 50
    assert {"ledger", "table", "measure", "cn/function/2024", "cofog/1999"} <= set(SCHEMES)


@pytest.mark.parametrize("scheme", SCHEMES.values(), ids=SCHEMES)
def test_list_is_sound(scheme: Scheme) -> None:
    notations = [concept.notation for concept in scheme]
    assert len(notations) == len(set(notations))
    assert all(c.broader in notations for c in scheme if c.broader)
    assert all(dict(c.labels).keys() >= {"zh", "en"} for c in scheme)
    assert scheme.name in SCHEMES
    if scheme.follows:
        assert scheme.follows in SCHEMES
    for concept in scheme:
        texts = (*concept.labels, *concept.variants)
        labels = [(language, codes.normalise_label(words)) for language, words in texts]
        assert len(labels) == len(set(labels)), concept.notation


@pytest.mark.parametrize("scheme", SCHEMES.values(), ids=SCHEMES)
def test_levels_take_every_code(scheme: Scheme) -> None:
    if not scheme.levels:
        return
    for concept in scheme:
        depths = [v.depth for v in scheme.levels if re.fullmatch(v.pattern, concept.notation)]
        assert len(depths) == 1, concept.notation
        assert depths[0] > 1 or not concept.broader


@pytest.mark.parametrize("scheme", SCHEMES.values(), ids=SCHEMES)
def test_printed_words_lead_to_one_code(scheme: Scheme) -> None:
    """Classifications repeat labels under other parents; the small lists must not."""
    if scheme.name.startswith((*CLASSIFICATIONS, "cn/division")):
        return
    seen: dict[str, str] = {}
    for concept in scheme:
        for spelling in concept.spellings:
            assert seen.setdefault(spelling, concept.notation) == concept.notation, spelling


def test_classification_nests_by_prefix() -> None:
    for name, scheme in SCHEMES.items():
        if name.startswith(("cn/function/", "cn/economic/")):
            assert all(c.notation.startswith(c.broader) for c in scheme)
            assert all(c.broader for c in scheme if len(c.notation) > 3), name


def test_known_renames_are_told() -> None:
    before, after = SCHEMES["cn/function/2022"], SCHEMES["cn/function/2024"]
    changes = {c.former: c.kind for c in codes.compare_schemes(before, after, partial=True)}
    assert changes[("2130804",)] == "renamed"
    assert changes[("2080101",)] == "unchanged"
    labels = [SCHEMES[f"cn/function/{y}"].get("210") for y in (2018, 2019)]
    assert [c.label() for c in labels if c] == ["医疗卫生与计划生育支出", "卫生健康支出"]
    pensions = [SCHEMES[f"cn/function/{y}"].get("20805") for y in (2019, 2020)]
    assert [c.label() for c in pensions if c] == ["行政事业单位离退休", "行政事业单位养老支出"]


def test_every_label_variant_is_kept() -> None:
    concept = SCHEMES["cn/function/2024"].get("20801")
    assert concept is not None
    assert "人力资源和社会保险管理事务" in concept.spellings
    assert concept.label() == "人力资源和社会保障管理事务"


@pytest.mark.parametrize(
    "name", [n for n in list_files("ontology/codes", ".ttl") if "--" not in n and "check" not in n]
)
def test_file_holds_one_list_and_reads_back(name: str) -> None:
    text = read_text("ontology/codes", name)
    (scheme,) = codes.parse_schemes(text.encode(), name)
    again = codes.parse_schemes(codes.render_scheme(scheme).encode(), name)
    assert again == [scheme]


@pytest.mark.parametrize(
    ("table", "field", "scheme"),
    [
        ("columns", "measure", "measure"),
        ("columns", "ledger", "ledger"),
        ("columns", "funding", "funding-source"),
        ("columns", "type", "expenditure-type"),
        ("columns", "phase", "phase"),
        ("tables", "code", "table"),
    ],
)
def test_codes_that_the_vocabulary_of_converters_names_exist(
    table: str, field: str, scheme: str
) -> None:
    data = tomllib.loads((ROOT / "converters/vocabulary" / f"{table}.toml").read_text("utf-8"))
    used = {entry[field] for entry in data[table.removesuffix("s")] if field in entry}
    assert used
    assert not {code for code in used if code not in SCHEMES[scheme]}


def test_checks_that_are_raised_exist() -> None:
    used = {
        identifier
        for folder in ("src", "converters")
        for path in (ROOT / folder).rglob("*.py")
        for identifier in re.findall(r'"([ACKPRSX]\d\d)"', path.read_text("utf-8"))
    }
    for path in (ROOT / "queries" / "checks").glob("*.rq"):
        used |= set(re.findall(r"^# id: (\w+)", path.read_text("utf-8"), re.MULTILINE))
    assert used
    assert not {identifier for identifier in used if identifier not in SCHEMES["check"]}


# --- finding ----------------------------------------------------------------------------------


def test_search_puts_the_exact_hit_first() -> None:
    hits = codes.search("创业担保贷款贴息")
    assert [(h.scheme.name, h.concept.notation) for h in hits[:2]] == [
        ("cn/function/2022", "2130804"),
        ("cn/function/2024", "2130804"),
    ]
    assert codes.search("pension basic", "cn/function/2024")
    assert codes.search("20805", "cn/function/2024")[0].concept.notation == "20805"
    assert codes.search("  ") == []


def test_name_without_version_gives_the_newest() -> None:
    assert codes.get_scheme("cn/function") == SCHEMES[codes.list_versions("cn/function")[-1]]
    with pytest.raises(UsageError, match="cn/function"):
        codes.get_scheme("cn/functions")


# --- import -----------------------------------------------------------------------------------

OFFICIAL = """科目编码,科目名称,英文名称
201,一般公共服务支出,General public services
208,社会保障和就业支出,
20801,人力资源和社会保障管理事务,
2080101,行政运行,
2080101,行政运行（局）,
,合计,
215,资源勘探工业支出,
"""


def test_import_makes_a_version_and_tells_what_changed() -> None:
    imported = codes.import_list(
        Source("l.csv", OFFICIAL.encode("gb18030")), Request("cn/function", "2026")
    )
    assert imported.former is not None
    assert imported.former.name == "cn/function/2025"
    assert imported.scheme.follows == "cn/function/2025"
    assert [c.broader for c in imported.scheme] == ["", "", "208", "20801", ""]
    kinds = {change.former or change.latter: change.kind for change in imported.changes}
    assert kinds[("215",)] == "renamed"
    assert kinds[("201",)] == "unchanged"
    assert "202" in {concept.notation for concept in imported.missing}
    assert len(imported.remarks) == 2  # the second 2080101, and the row of the total
    (again,) = codes.parse_schemes(imported.render().encode(), "x")
    assert again == imported.scheme


@pytest.mark.parametrize(
    "rows",
    [
        ["类,款,项,科目名称", "201,,,一般公共服务支出", ",01,,人大事务", ",,08,代表工作"],
        ["类\t款\t项\t名称", "201\t\t\t一般公共服务支出", "201\t20101\t\t人大事务",
         "201\t20101\t2010108\t代表工作"],
    ],
)  # fmt: skip
def test_codes_over_three_columns_are_joined(rows: list[str]) -> None:
    source = Source("l.csv", "\n".join(["2026年支出功能分类科目", *rows]).encode("utf-8-sig"))
    scheme = codes.import_list(source, Request("cn/function", "2026")).scheme
    assert [c.notation for c in scheme] == ["201", "20101", "2010108"]


def test_complete_lists_tell_created_abolished_and_moved(own_folder: Path) -> None:
    first = "code,label\n1,Staff\n2,Goods\n3,Grants\n"
    second = "code,label\n1,Staff\n4,Goods\n5,Interest\n"
    request = Request("es/economic", "2025", language="en")
    own_folder.mkdir()
    (own_folder / "one.ttl").write_text(
        codes.import_list(Source("a", first.encode()), request).render(), "utf-8"
    )
    newer = Request("es/economic", "2026", language="en")
    imported = codes.import_list(Source("b", second.encode()), newer)
    assert {(c.kind, c.former, c.latter) for c in imported.changes} == {
        ("unchanged", ("1",), ("1",)),
        ("moved", ("2",), ("4",)),
        ("abolished", ("3",), ()),
        ("created", (), ("5",)),
    }
    assert "change-type/moved" in imported.render_changes()


@pytest.mark.parametrize(
    ("data", "message"),
    [(b"", "no code list"), (b"a,b\n1,2\n", "no code list"), (b"PK\x03\x04rubbish", "x.csv")],
)
def test_table_without_codes_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(InputError, match=message):
        codes.import_list(Source("x.csv", data), Request("cn/function", "2026"))


@pytest.mark.parametrize(
    "request_",
    [Request("cn function", "2026"), Request("cn/x", "20 26"), Request("cn/x", "1", "perhaps")],
)
def test_names_that_cannot_be_iris_are_refused(request_: Request) -> None:
    with pytest.raises(UsageError):
        codes.import_list(Source("l.csv", OFFICIAL.encode()), request_)


def test_damaged_list_of_the_user_is_named(own_folder: Path) -> None:
    own_folder.mkdir()
    (own_folder / "bad.ttl").write_text("not turtle", "utf-8")
    with pytest.raises(InputError, match=r"bad\.ttl"):
        codes.schemes()


def test_labels_with_quotes_and_odd_codes_survive_turtle() -> None:
    concept = Concept('a/b "c"', (("zh", '三"公\\经费"'), ("en", "x\ny")))
    scheme = Scheme("es/x/1", (("en", "X"),), (concept,), version="1")
    (again,) = codes.parse_schemes(codes.render_scheme(scheme).encode(), "x")
    assert again == scheme


# --- command ----------------------------------------------------------------------------------


def run(*arguments: str) -> int:
    parser = argparse.ArgumentParser()
    command.register(parser.add_subparsers())
    args = parser.parse_args(["codes", *arguments])
    return int(args.run(args))


def test_command_lists_and_shows(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("list", "cn/", "--format", "json") == 0
    listed = json.loads(capsys.readouterr().out)
    assert {"cn/function/2024", "cn/division"} <= {entry["name"] for entry in listed}
    assert run("show", "cn/function/2024", "2130804", "--format", "json") == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["label_zh"] == "创业担保贷款贴息及奖补"
    assert shown["iri"].endswith("/code/cn/function/2024/2130804")
    assert run("show", "side", "--lang", "en") == 0
    assert "Income" in capsys.readouterr().out
    with pytest.raises(UsageError, match="999"):
        run("show", "side", "999")


def test_command_search_without_hit_ends_with_1(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("search", "养老", "--limit", "3") == 0
    assert len(capsys.readouterr().out.splitlines()) == 4
    assert run("search", "zzz") == 1
    assert capsys.readouterr().out == ""


def test_command_imports_once(
    tmp_path: Path, own_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "list.csv"
    table.write_text(OFFICIAL.replace("2080101,行政运行（局）,\n,合计,\n", ""), "utf-8")
    order = ("import", str(table), "--as", "cn/function", "--version", "2026", "--format", "json")
    assert run(*order) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["codes"] == 5
    assert report["changes"] == {"renamed": 1, "unchanged": 2}
    assert (own_folder / "cn/function/2026.ttl").is_file()
    assert (own_folder / "cn/function/2025--2026.ttl").is_file()
    assert codes.schemes()["cn/function/2026"].completeness == "official"
    with pytest.raises(OutputError, match="--force"):
        run(*order)
    assert run(*order, "--force") == 0
    assert sorted(p.suffix for p in own_folder.rglob("*") if p.is_file()) == [".ttl", ".ttl"]


WORKBOOK = [
    ["2026年支出功能分类科目"],
    ["类", "款", "项", "科目名称"],
    [201, None, None, "一般公共服务支出"],
    [None, "01", None, "人大事务"],
    [None, None, "08", "代表工作"],
]


def test_workbook_is_imported_as_a_csv_is(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in WORKBOOK:
        book.active.append(row)
    book.save(tmp_path / "list.xlsx")
    source = Source("list.xlsx", (tmp_path / "list.xlsx").read_bytes())
    scheme = codes.import_list(source, Request("cn/function", "2026")).scheme
    assert [(c.notation, c.label()) for c in scheme] == [
        ("201", "一般公共服务支出"),
        ("20101", "人大事务"),
        ("2010108", "代表工作"),
    ]


# --- correspondences --------------------------------------------------------------------------

XKOS = Namespace("http://rdf-vocabulary.ddialliance.org/xkos#")
PAIRS = sorted(n for n in list_files("ontology/codes", ".ttl") if re.search(r"\d{4}--\d{4}", n))


@pytest.mark.parametrize("name", PAIRS)
def test_correspondence_covers_the_codes_that_both_years_have(name: str) -> None:
    graph = Graph().parse(data=read_text("ontology/codes", name), format="turtle")
    folder, _, years = name.removesuffix(".ttl").partition("/")
    before, after = (SCHEMES[f"cn/{folder}/{year}"] for year in years.split("--"))
    told = {
        str(graph.value(one, XKOS.sourceConcept) or graph.value(one, XKOS.targetConcept))
        for one in graph.objects(None, XKOS.madeOf)
    }
    if int(after.version) == int(before.version) + 1:
        shared = {c.notation for c in before} & {c.notation for c in after}
        assert {f"{before.iri}/{code}" for code in shared} <= told
    known = {f"{scheme.iri}/{c.notation}" for scheme in (before, after) for c in scheme}
    assert told <= known


def test_every_version_is_tied_to_the_one_before() -> None:
    for classification in ("cn/function", "cn/economic"):
        versions = codes.list_versions(classification)
        for earlier, later in pairwise(versions):
            step = f"{earlier.removeprefix('cn/')}--{later.rpartition('/')[2]}.ttl"
            assert step in PAIRS
            assert SCHEMES[later].follows == earlier


def test_cofog_rules_have_one_target_with_a_share_or_say_why_not() -> None:
    for name in list_files("ontology/align/cofog", ".ttl"):
        graph = Graph().parse(data=read_text("ontology/align/cofog", name), format="turtle")
        rules = list(graph.objects(None, XKOS.madeOf))
        assert len(rules) > 25
        for rule in rules:
            targets = [str(o).rpartition("/")[2] for o in graph.objects(rule, XKOS.targetConcept)]
            assert all(target in SCHEMES["cofog/1999"] for target in targets)
            share = graph.value(rule, Namespace(BUD_IRI).share)
            assert (len(targets) == 1) == (share is not None)
            assert share is not None or graph.value(rule, SKOS.note)


def test_staff_cost_is_not_social_protection() -> None:
    text = read_text("ontology/align/cofog", "2024.ttl")
    graph = Graph().parse(data=text, format="turtle")
    own = {str(s).rpartition("/")[2] for s in graph.subjects(Namespace(BUD_IRI).followsOwnFunction)}
    assert {"2080505", "2080506", "2210201"} <= own
