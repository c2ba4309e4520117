"""`budgetgraph query`: listing, binding, outputs, charts, and what it says of mistakes."""

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetgraph.build import build
from budgetgraph.cli import main
from budgetgraph.errors import UsageError
from budgetgraph.produce import Options
from budgetgraph.query import Parameter, bind, find_query, get_query, list_queries, parse_query
from budgetgraph.query.binding import term
from budgetgraph.query.charts import CHARTS, draw
from budgetgraph.query.charts.data import read_points, show_amount
from budgetgraph.query.embedded import declare
from budgetgraph.query.labels import fill_labels, say_codes
from budgetgraph.query.rows import Answer, Rows, Term
from budgetgraph.store import Store

DATA = Path(__file__).parent / "queries" / "data"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("query") / "store"
    with Store.open(folder, read_only=False) as opened:
        build([str(DATA)], opened, Options(checks=False))
    return str(folder)


def ask(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main(["query", *words])
    told = capsys.readouterr()
    return code, told.out, told.err


# --- listing and showing ------------------------------------------------------------------------


def test_without_a_name_all_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = ask(capsys)
    assert code == 0
    assert [line.split()[0] for line in out.splitlines()] == [q.name for q in list_queries()]
    assert "按功能分类的支出" in out
    assert "Spending by function" in ask(capsys, "--lang", "en")[1]


def test_a_query_is_shown_with_its_values(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = ask(capsys, "spending-by-function", "level=2", "--show")
    assert code == 0
    assert "level=integer (1, 2, 3)  " in out
    assert 'VALUES ?level { "2"^^<http://www.w3.org/2001/XMLSchema#integer> }' in out


# --- asking -------------------------------------------------------------------------------------


def test_rows_in_four_formats(capsys: pytest.CaptureFixture[str], store: str) -> None:
    words = ["spending-by-department", "-s", store, "year=2022"]
    assert "10,000,000" in ask(capsys, *words)[1]
    (row,) = csv.DictReader(io.StringIO(ask(capsys, *words, "--format", "csv")[1]))
    assert (row["disclosure"], row["amount"]) == ("nanhe-2022", "10000000")
    found = json.loads(ask(capsys, *words, "--format", "json")[1])
    assert found["head"]["vars"][0] == "disclosure"
    assert found["results"]["bindings"][0]["disclosure"]["type"] == "uri"
    markdown = ask(capsys, *words, "--format", "markdown", "--lang", "en")[1].splitlines()
    assert markdown[0].startswith("| disclosure | department |")
    assert markdown[1].count("--:") == 4


def test_parameters_may_stand_after_options(capsys: pytest.CaptureFixture[str], store: str) -> None:
    words = ["spending-by-department", "year=2022", "-s", store, "year=2024", "--format", "csv"]
    rows = list(csv.DictReader(io.StringIO(ask(capsys, *words)[1])))
    assert {row["year"] for row in rows} == {"2022", "2024"}


def test_pages(capsys: pytest.CaptureFixture[str], store: str) -> None:
    words = ["spending-by-department", "-s", store, "--format", "csv"]
    everything = ask(capsys, *words)[1].splitlines()
    page = ask(capsys, *words, "--limit", "2", "--offset", "1")[1].splitlines()
    assert page == [everything[0], *everything[2:4]]
    assert ask(capsys, *words, "--limit", "-1")[0] == 2


def test_own_queries_by_file_and_text(
    capsys: pytest.CaptureFixture[str], store: str, tmp_path: Path
) -> None:
    text = "SELECT (COUNT(DISTINCT ?g) AS ?graphs) WHERE { GRAPH ?g { ?s ?p ?o } }"
    own = tmp_path / "own.rq"
    own.write_text(f'# parameter: name | text | 名 | name\n{text}\n#?name VALUES ?n {{ "x" }}\n')
    by_file = ask(capsys, str(own), "-s", store, "--format", "csv")
    assert by_file[0] == 0
    assert by_file[1] == ask(capsys, text, "-s", store, "--format", "csv")[1]
    assert by_file[1].splitlines()[0] == "graphs"


def test_own_queries_read_the_union_of_all_graphs(
    capsys: pytest.CaptureFixture[str], store: str
) -> None:
    assert "true" in ask(capsys, "ASK { ?s a bud:Fact }", "-s", store)[1]
    with Store.open(store) as opened:
        document = next(iter(opened.documents())).document
        there = f"ASK FROM <{document}> {{ ?s a %s }}"
        assert opened.query(there % "bud:Line")[0]["answer"]
        assert not opened.query(there % "bud:Fact")[0]["answer"]  # in a graph of its own
        named = f"ASK FROM NAMED <{document}> {{ ?s ?p ?o }}"
        assert not opened.query(named)[0]["answer"]


def test_prefixes_need_no_declaration(capsys: pytest.CaptureFixture[str], store: str) -> None:
    text = "SELECT * {\n ?s a bud:Project ; skos:prefLabel ?name ; unit:x ?o }"
    code, _, err = ask(capsys, text, "-s", store)
    assert code == 2
    assert re.search(r"error at 2:\d+: .*; no prefix 'unit:'; add PREFIX unit: <…>", err)
    own = "PREFIX bud: <urn:own:> ASK { ?s a bud:Project }"
    assert "false" in ask(capsys, own, "-s", store)[1]


def test_an_endpoint_gets_the_prefixes_that_a_query_lacks() -> None:
    text = """# dcterms:title
PREFIX #
  skos: <urn:skos:>
SELECT * { ?s a bud:Line ; skos:x "xsd:date", '''rdf:''', <org:x>, _:b, own:x ; bud:y ?z }"""
    found = declare(text)
    assert found == f"PREFIX bud: <https://w3id.org/budgetgraph/ns#> {text}"
    assert declare(found) == found


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("id=nanhe", "id=nanhe; there are: nanhe-2022,"),
        ("department=天上", "department=天上; there are: 南河县"),
        ("jurisdiction=99", "jurisdiction=99; "),
        ("year=1999", "year=1999; there are: 2019, 2020,"),
    ],
)
def test_a_value_that_no_disclosure_has_is_told(
    capsys: pytest.CaptureFixture[str], store: str, value: str, told: str
) -> None:
    words = ["spending-by-function", "-s", store, "--format", "csv"]
    code, out, err = ask(capsys, *words, value)
    assert (code, len(out.splitlines())) == (0, 1)
    assert err.startswith(f"budgetgraph: no disclosure has {told}")
    assert len(err.splitlines()) == 1
    assert ask(capsys, *words, "id=nanhe-2022", "code=999")[2] == ""  # no value is to blame


def test_output_goes_to_a_file_once(
    capsys: pytest.CaptureFixture[str], store: str, tmp_path: Path
) -> None:
    words = ["disclosures", "-s", store, "--format", "csv", "-o", str(tmp_path / "out.csv")]
    assert ask(capsys, *words)[:2] == (0, "")
    assert (tmp_path / "out.csv").read_text().startswith("disclosure,")
    code, _, told = ask(capsys, *words)
    assert code == 2
    assert "--force" in told
    assert ask(capsys, *words, "--force")[0] == 0


# --- what it says -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["spending-by-fonction", "-s", "S"], "near: spending-by-function"),
        (["zzz", "-s", "S"], "'budgetgraph query' lists them"),
        (["spending-by-function", "-s", "S", "yaer=2024"], "it takes: level, code, id"),
        (["spending-by-function", "-s", "S", "year=20x4"], "a year such as 2024"),
        (["spending-by-function", "-s", "S", "level=4"], "not one of its values: 1, 2, 3"),
        (["spending-by-function", "-s", "S", "department=a", "department=b"], "takes one value"),
        (["spending-by-function", "-s", "S", "code=20'8"], "a code such as"),
        (["disclosures", "-s", "S", "jurisdiction=邯郸"], "a code such as 1304"),
        (["shared-indicators", "-s", "S", "departments=-1"], "a whole number from 1 on"),
        (["spending-by-function", "-s", "S", "nonsense"], "write key=value"),
        (["year=2024", "-s", "S"], "name the query before it"),
        (["spending-by-function"], "-s STORE or --endpoint URL"),
        (["spending-by-function", "--endpoint", "nowhere"], "is no address"),
        (["spending-by-function", "--endpoint", "http://127.0.0.1:9/sparql"], "cannot be reached"),
        (["absent.rq", "-s", "S"], "cannot be read"),
        (["SELECT * { ?s", "-s", "S"], "no SPARQL query"),
        (["spending-by-function", "-s", "S", "--format", "xml"], "invalid choice"),
        (["disclosures", "-s", "S", "--chart", "pie"], "invalid choice"),
    ],
)
def test_one_line_says_what_is_wrong(
    capsys: pytest.CaptureFixture[str], store: str, words: list[str], told: str
) -> None:
    code, out, err = ask(capsys, *[store if word == "S" else word for word in words])
    assert (code, out) == (2, "")
    assert told in err
    assert len(err.splitlines()) == 1


def test_a_folder_without_a_store(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, _, err = ask(capsys, "disclosures", "-s", str(tmp_path))
    assert code == 2
    assert "budgetgraph build" in err


def test_a_query_that_takes_too_long_is_stopped(
    capsys: pytest.CaptureFixture[str], store: str
) -> None:
    text = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } GRAPH ?h { ?a ?b ?c } }"
    code, _, err = ask(capsys, text, "-s", store, "--timeout", "1")
    assert code == 2
    assert "more than 1 s" in err


# --- binding ------------------------------------------------------------------------------------

ANY = parse_query(
    "any",
    '# parameter: like | text | 词 | words\nSELECT ?w WHERE {\n  VALUES ?w { "a" } #?like\n}\n',
)


@given(st.text(min_size=1).filter(lambda text: text.strip() and "\x00" not in text))
def test_no_text_leaves_its_literal(text: str) -> None:
    """Whatever a user writes comes back as the same string, and nothing else happens."""
    encodable = text.encode("utf-8", "ignore").decode()
    if not encodable:
        return
    (solution,) = ox.Store().query(bind(ANY, {"like": encodable}))  # type: ignore[misc]
    assert solution["w"] == ox.Literal(encodable)


@pytest.mark.parametrize(
    "value",
    [
        '" } DROP ALL #',
        '"} UNION { GRAPH ?g { ?s ?p ?o } } #',
        "\\",
        "\n}\n",
        "'''",
        '"""',
        "} #?like",
        "<http://example.org>",
        "?w",
    ],
)
def test_attempts_to_leave_the_literal(value: str) -> None:
    (solution,) = ox.Store().query(bind(ANY, {"like": value}))  # type: ignore[misc]
    assert solution["w"] == ox.Literal(value)


@pytest.mark.parametrize(
    ("kind", "value", "spelled"),
    [
        ("year", "2024", '"2024"^^<http://www.w3.org/2001/XMLSchema#gYear>'),
        ("integer", "+07", '"7"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        ("decimal", "1e3", '"1000"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
        ("boolean", "yes", '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>'),
        ("date", "2024-03-31", '"2024-03-31"^^<http://www.w3.org/2001/XMLSchema#date>'),
        ("iri", "urn:x", "<urn:x>"),
        ("code", "A0802", '"A0802"'),
    ],
)
def test_values_become_terms(kind: str, value: str, spelled: str) -> None:
    assert str(term(Parameter("p", kind), value)) == spelled


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("year", "24"), ("integer", "1.5"), ("count", "0"), ("decimal", "NaN"), ("decimal", "x"),
        ("boolean", "maybe"), ("date", "2024-02-30"),
        ("iri", "no iri"), ("iri", "urn:a b"), ("iri", "urn:x> }"),
        ("code", ""), ("code", "a b"), ("concept", "Approved>"),
    ],
)  # fmt: skip
def test_values_of_another_kind_are_refused(kind: str, value: str) -> None:
    with pytest.raises(UsageError, match=r"^p="):
        term(Parameter("p", kind, scheme="phase"), value)


def test_lines_wake_stand_and_are_left_out() -> None:
    text = (
        "# parameter: id | text | 名 | name\n"
        '#?id VALUES ?w { "x" } FILTER(?i = ?w)\n'
        "FILTER(?old) #-id\n"
    )
    query = parse_query("q", text)
    assert bind(query, {}).splitlines()[1:] == text.splitlines()[1:]
    awake = bind(query, {"id": "7"}).splitlines()[1:]
    assert awake == ['VALUES ?w { "7" } FILTER(?i = ?w)', ""]
    assert bind(query, {"id": ""}) == bind(query, {"id": None}) == bind(query, {})


def test_a_line_is_left_out_for_one_of_several_parameters() -> None:
    header = "# parameter: id | text | 名 | name\n# parameter: n | integer | 级 | level\n"
    query = parse_query("q", header + "first #-id #-n\n#?id second #-n\n")
    assert bind(query, {}).splitlines()[2:] == ["first #-id #-n", "#?id second #-n"]
    assert bind(query, {"id": "x"}).splitlines()[2:] == ["", "second #-n"]
    assert bind(query, {"n": 2}).splitlines()[2:] == ["", ""]


def test_headers_that_are_wrong_are_refused() -> None:
    with pytest.raises(UsageError, match="no parameter line"):
        parse_query("q", "# parameter: X y | text | a | b\n")
    with pytest.raises(UsageError, match="no column line"):
        parse_query("q", "# column: amount | money | a | b\n")
    with pytest.raises(UsageError, match="no word line"):
        parse_query("q", "# word: division | a | b\n")


def test_queries_are_found_by_name_path_and_text(tmp_path: Path) -> None:
    assert find_query("disclosures") is get_query("disclosures")
    own = tmp_path / "x.rq"
    own.write_text("SELECT * {}")
    assert find_query(str(own)).name == "x"
    assert find_query("ASK { ?s ?p ?o }").text.startswith("ASK")


# --- rows ---------------------------------------------------------------------------------------


def test_rows_are_typed_and_make_frames(store: str) -> None:
    with Store.open(store) as opened:
        rows = opened.query("spending-by-function", level=1, id="nanhe-2022")
        assert rows.column("amount") == [Decimal(9000000), Decimal(1000000)]
        assert rows[0]["year"] == 2022
        assert [row["code"] for row in rows[1:]] == ["213"]
        frame = rows.to_pandas()
        assert frame["amount"].sum() == Decimal(10000000)
        table = rows.to_polars()
        assert table["year"].to_list() == [2022, 2022]
        assert str(table["amount"].dtype) == "Decimal(precision=38, scale=10)"
        nothing = opened.query("spending-by-function", id="absent")
        assert len(nothing) == len(nothing.to_pandas()) == nothing.to_polars().height == 0
        with pytest.raises(UsageError, match="no column 'money'"):
            rows.column("money")


def test_values_without_a_header_go_by_their_datatype() -> None:
    xsd = "http://www.w3.org/2001/XMLSchema#"
    row = (
        Term("1.50", datatype=xsd + "decimal"), Term("7", datatype=xsd + "integer"),
        Term("true", datatype=xsd + "boolean"), Term("x"), None,
    )  # fmt: skip
    rows = Rows(parse_query("", ""), Answer(("a", "b", "c", "d", "e"), (row,)))
    assert list(rows.tuples()) == [(Decimal("1.50"), 7, True, "x", None)]


# --- charts -------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", sorted(CHARTS))
def test_charts_are_pictures_of_the_rows(
    capsys: pytest.CaptureFixture[str], store: str, kind: str
) -> None:
    words = ["spending-by-function", "-s", store, "level=2", "id=nanhe-2024", "--chart", kind]
    code, out, _ = ask(capsys, *words)
    assert code == 0
    picture = ET.fromstring(out)  # noqa: S314  our own output
    assert picture.tag == f"{SVG}svg"
    told = {element.text for element in picture.iter(f"{SVG}title")}
    assert "按功能分类的支出" in told
    assert any("就业补助" in text and "470.00万元" in text for text in told if text)
    assert not re.search(r"NaN|Infinity|E[+-]\d", out)
    assert out == ask(capsys, *words)[1]


def test_bars_are_as_long_as_their_values(capsys: pytest.CaptureFixture[str], store: str) -> None:
    words = ["spending-by-function", "-s", store, "id=nanhe-2022", "--chart", "bar"]
    picture = ET.fromstring(ask(capsys, *words)[1])  # noqa: S314
    groups = [g for g in picture.iter(f"{SVG}g") if g.find(f"{SVG}title") is not None]
    widths = [Decimal(g[1].get("width", "0")) for g in groups]
    assert widths[0] / widths[1] == pytest.approx(Decimal(9), abs=Decimal("0.1"))


def test_lines_run_over_the_years(capsys: pytest.CaptureFixture[str], store: str) -> None:
    words = ["spending-by-department", "-s", store, "department=南河", "--chart", "line"]
    picture = ET.fromstring(ask(capsys, *words)[1])  # noqa: S314
    words_below = [text.text or "" for text in picture.iter(f"{SVG}text")]
    below = [word for word in words_below if word.isdecimal()]
    assert below == sorted(below)
    assert {"2022", "2024"} <= set(below)


def test_negative_values_and_empty_rows(capsys: pytest.CaptureFixture[str], store: str) -> None:
    words = ["change-over-years", "-s", store, "--chart", "bar"]
    assert "-40.00万元" in ask(capsys, *words)[1]
    code, _, err = ask(capsys, "spending-by-function", "-s", store, "id=absent", "--chart", "bar")
    assert code == 2
    assert "no row fits" in err


@pytest.mark.parametrize(
    ("yuan", "zh", "en"),
    [
        ("200", "200元", "200 yuan"),
        ("0.004", "0.004元", "0.004 yuan"),
        ("-54000", "-5.40万元", "-54,000 yuan"),
        ("4700000", "470.00万元", "4.70 million yuan"),
        ("487223200", "4.87亿元", "487.22 million yuan"),
        ("1E+10", "100.00亿元", "10.00 billion yuan"),
        ("0.00", "0元", "0 yuan"),
    ],
)
def test_amounts_stand_in_the_unit_of_their_size(yuan: str, zh: str, en: str) -> None:
    assert show_amount(Decimal(yuan), "yuan", "zh") == zh
    assert show_amount(Decimal(yuan), "yuan", "en") == en


def rows_of(header: str, *rows: tuple[str | None, ...]) -> Rows:
    query = parse_query("q", header)
    terms = tuple(tuple(Term(v) if v else None for v in row) for row in rows)
    return Rows(query, Answer(tuple(column.name for column in query.columns), terms))


BUDGETS = """# column: department | text | a | a
# column: unit | text | b | b
# column: year | year | c | c
# column: source | code | d | d
# column: ledger | code | e | e
# column: amount | decimal yuan | f | f
# chart: bar source amount
"""
APPROPRIATION = "fiscal-appropriation"


def test_names_mean_the_same_in_every_series() -> None:
    rows = rows_of(
        BUDGETS,
        ("A", None, "2024", APPROPRIATION, "general", "9"),
        ("A", None, "2024", APPROPRIATION, "government-fund", "1"),
        ("B", None, "2024", APPROPRIATION, "general", "5"),
    )
    points = read_points(say_codes(rows, "en"), "en")
    assert points[0].name == points[2].name != points[1].name
    colours = re.findall(r'fill="(#\w+)" stroke=', CHARTS["treemap"]("", points))
    assert colours[0] == colours[2] != colours[1]


def test_years_follow_each_other_and_units_their_department() -> None:
    rows = rows_of(
        BUDGETS,
        ("A", None, "2024", APPROPRIATION, None, "9"),
        ("A", "U", "2024", APPROPRIATION, None, "2"),
        ("A", "V", "2023", APPROPRIATION, None, "3"),
        ("B", None, "2023", APPROPRIATION, None, "5"),
    )
    assert [p.series for p in read_points(rows, "en")] == [
        "A 2024", "A U 2024", "A V 2023", "B 2023"
    ]  # fmt: skip
    # the money of U is in that of A; of A in 2023 there is V alone
    assert [p.series for p in read_points(rows, "en", adds_up=True)] == [
        "A 2024", "A V 2023", "B 2023"
    ]  # fmt: skip
    same = rows_of(BUDGETS, *(("A", None, year, "x", None, "1") for year in ("2024", "2019")))
    assert [p.series for p in read_points(same, "en")] == ["2019", "2024"]


def test_a_column_without_values_is_named() -> None:
    rows = rows_of(BUDGETS, ("A", None, "2024", APPROPRIATION, None, None))
    with pytest.raises(UsageError, match=r"none of the 1 rows has a number to draw; .*: amount"):
        draw(rows, "bar")


def test_labels_are_said_in_the_language_asked_for(
    capsys: pytest.CaptureFixture[str], store: str
) -> None:
    words = ["cofog-profile", "-s", store, "--lang"]
    assert "Social protection" in ask(capsys, *words, "en")[1]
    assert "社会保护" in ask(capsys, *words, "zh")[1]
    header = find_query("cofog-profile").text
    rows = Rows(parse_query("q", header), Answer(("division", "label"), ((Term("own"), None),)))
    (row,) = fill_labels(rows, "en")
    assert row["division"] == "own"
    assert row["label"].startswith("staff insurance")
    header = find_query("three-public-expenses").text
    item = (Term("three-public"), Term("“三公”经费"))
    (row,) = fill_labels(Rows(parse_query("q", header), Answer(("item", "label"), (item,))), "en")
    assert row == {"item": "three-public", "label": "Three public expenses"}
