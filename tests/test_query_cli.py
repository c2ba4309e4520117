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
from budgetgraph.query.charts import CHARTS
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
        ("year", "24"), ("integer", "1.5"), ("decimal", "NaN"), ("decimal", "x"),
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
    assert "no rows to draw" in err
