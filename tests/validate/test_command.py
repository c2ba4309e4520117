"""`budgetgraph validate`: exit codes, what goes to stdout, hostile and foreign input."""

import json
import os
from pathlib import Path

import pytest

from budgetgraph.cli import main
from budgetgraph.convert import convert_file
from budgetgraph.serialize import dump

EXAMPLES = Path(__file__).parents[2] / "examples"
HEZHENG = str(EXAMPLES / "hezheng-2024.txt")
PREFIXES = """@prefix bud: <https://w3id.org/budgetgraph/ns#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix table: <https://w3id.org/budgetgraph/code/table/> .
@prefix role: <https://w3id.org/budgetgraph/code/aggregation-role/> .
@prefix d: <https://example.org/d/> .
"""
LINE = """d:doc a bud:Document ; bud:statesBudget d:b .
d:t a bud:Table ; bud:inDocument d:doc ; bud:tableNumber 1 .
d:c a bud:Cell ; bud:inTable d:t ; bud:printedText "10.00" .
d:l a bud:Line ; bud:budget d:b ; prov:wasQuotedFrom d:c ; bud:aggregationRole role:leaf ;
    bud:table table:revenue ; bud:amount 100000.0 ; bud:halfWidth 50.0 ;
    bud:currency <http://publications.europa.eu/resource/authority/currency/CNY> .
"""


def ids(text: str) -> list[str]:
    return [row["id"] for row in json.loads(text)]


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main(["validate", *words])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def write(folder: Path, name: str, text: str | bytes) -> str:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return str(path)


def test_violations_end_with_1(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, HEZHENG, "--format", "json")
    assert code == 1
    assert "X05" in ids(out)
    assert err == ""


@pytest.mark.parametrize(("threshold", "code"), [("never", 0), ("info", 1), ("warning", 1)])
def test_fail_on(capsys: pytest.CaptureFixture[str], threshold: str, code: int) -> None:
    assert run(capsys, HEZHENG, "--fail-on", threshold)[0] == code


def test_clean_graph_ends_with_0(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    clean = write(tmp_path, "clean.ttl", PREFIXES + LINE)
    code, out, _ = run(capsys, clean, "--profile", "core", "--format", "json")
    assert (code, ids(out)) == (0, [])


def test_unreadable_file_ends_with_2_and_the_rest_is_done(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    code, out, err = run(capsys, str(tmp_path / "none.txt"), HEZHENG, "--format", "json")
    assert code == 2
    assert "X05" in ids(out)
    assert err.count("\n") == 1
    assert "none.txt" in err


@pytest.mark.parametrize("name", ["json", "csv", "html", "sarif", "turtle"])
def test_a_report_tells_which_files_were_not_checked(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str
) -> None:
    code, out, _ = run(capsys, str(tmp_path / "none.txt"), HEZHENG, "--format", name)
    assert code == 2
    assert "R11" in out
    assert "none.txt" in out


def test_text_leaves_files_that_cannot_be_read_to_stderr(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    missing, report = str(tmp_path / "none.txt"), tmp_path / "report.txt"
    assert run(capsys, missing)[1] == ""
    run(capsys, missing, "-o", str(report))
    assert "R11" in report.read_text("utf-8")


def test_files_of_one_name_are_told_apart(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    text = Path(HEZHENG).read_text("utf-8")
    (tmp_path / "a").mkdir()
    files = [write(tmp_path / "a", "page.txt", text), write(tmp_path, "page.txt", text)]
    _, out, _ = run(capsys, *files, "--format", "json")
    assert list(dict.fromkeys(row["disclosure"] for row in json.loads(out))) == files
    _, out, _ = run(capsys, files[0], "--format", "json")
    assert {row["disclosure"] for row in json.loads(out)} == {"page"}


def test_text_in_wrong_characters_is_no_clean_disclosure(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    garbled = Path(HEZHENG).read_bytes().decode("latin-1")
    code, out, _ = run(capsys, write(tmp_path, "garbled.txt", garbled), "--format", "json")
    assert code == 1
    assert "R10" in ids(out)
    assert run(capsys, HEZHENG, "--format", "json")[1].count("R10") == 0


def test_report_does_not_take_the_place_of_what_was_read(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    page = write(tmp_path, "page.txt", Path(HEZHENG).read_bytes())
    code, _, err = run(capsys, page, "-o", page, "--force")
    assert (code, err.count("\n")) == (2, 1)
    assert Path(page).read_bytes() == Path(HEZHENG).read_bytes()


def test_limits_are_those_of_convert(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    page = write(tmp_path, "page.html", "<table><tr><td>1</td></tr></table>" * 9)
    assert "file_bytes" not in run(capsys, page)[2]
    code, _, err = run(capsys, page, "--limit", "file_bytes=10")
    assert (code, err.count("\n")) == (2, 1)
    assert "10" in err
    assert run(capsys, page, "--limit", "nonsense=1")[0] == 2


def test_folder_of_a_report_is_made(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    report = tmp_path / "new" / "report.json"
    assert run(capsys, HEZHENG, "--format", "json", "-o", str(report))[0] == 1
    assert "X05" in ids(report.read_text("utf-8"))


@pytest.mark.parametrize("words", [["--format", "docx"], ["--lang", "fr"], ["--fail-on", "maybe"]])
def test_wrong_usage_ends_with_2(capsys: pytest.CaptureFixture[str], words: list[str]) -> None:
    code, out, err = run(capsys, HEZHENG, *words)
    assert (code, out) == (2, "")
    assert err.count("\n") == 1


def test_output_is_not_overwritten(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    target = tmp_path / "report.html"
    assert run(capsys, HEZHENG, "--format", "html", "-o", str(target))[0] == 1
    before = target.read_bytes()
    code, _, err = run(capsys, HEZHENG, "--format", "html", "-o", str(target))
    assert code == 2
    assert "--force" in err
    assert target.read_bytes() == before
    assert run(capsys, HEZHENG, "--format", "html", "-o", str(target), "--force")[0] == 1


@pytest.mark.parametrize("name", ["turtle", "trig", "nquads", "jsonld"])
def test_rdf_is_told_by_its_content(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str
) -> None:
    data = dump(convert_file(HEZHENG), name)
    code, out, err = run(capsys, write(tmp_path, "anything.bin", data), "--format", "json")
    assert code == 1, err
    assert {"X05", "X20", "X24", "P27"} <= set(ids(out))


@pytest.mark.parametrize(
    ("change", "check", "words"),
    [
        ((" bud:halfWidth 50.0 ;", ""), "S02", "半宽"),
        (("bud:amount 100000.0", 'bud:amount "100000"'), "S02", "xsd:decimal"),
        (("bud:amount 100000.0", "bud:amount 1.0E5"), "S02", "xsd:decimal"),
        (("currency/CNY>", "currency/RMB1>"), "S02", "币种"),
        (("bud:currency <http://publications.europa.eu/resource/authority/currency/CNY>",
          "bud:page 1"), "S02", "币种"),
        (("table:revenue", "table:revenu"), "S01", "code/table/revenu"),
        (("bud:halfWidth", "bud:halfwidth"), "S07", "halfwidth"),
        (("bud:inTable d:t", "bud:page 1"), "S05", "不属于任何表"),
        (("bud:amount 100000.0", "bud:printedText \"1.00\" ; bud:printedScale 10000 ; "
          "bud:amount 100000.0"), "S04", "印出的“1.00”"),
    ],
)  # fmt: skip
def test_foreign_rdf_gets_useful_messages(
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    change: tuple[str, str],
    check: str,
    words: str,
) -> None:
    assert change[0] in LINE
    graph = write(tmp_path, "foreign.ttl", PREFIXES + LINE.replace(*change))
    _, out, _ = run(capsys, graph, "--profile", "core", "--format", "json")
    found = [row for row in json.loads(out) if row["id"] == check]
    assert any(words in row["message_zh"] for row in found), out


def test_misspelt_term_is_suggested(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    graph = write(tmp_path, "x.ttl", PREFIXES + LINE + "d:l bud:amuont 1.0 .")
    _, out, _ = run(capsys, graph, "--format", "json")
    suggestions = [row["suggestion"] for row in json.loads(out) if row["id"] == "S07"]
    assert suggestions == [
        "https://w3id.org/budgetgraph/ns#amuont → https://w3id.org/budgetgraph/ns#amount"
    ]


def test_wrong_namespace_is_told(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    graph = write(tmp_path, "x.ttl", (PREFIXES + LINE).replace("ns#>", "ns/>"))
    code, out, _ = run(capsys, graph, "--format", "json")
    assert code == 1
    assert {"S15", "S07"} <= set(ids(out))


def test_graph_without_a_document_is_still_checked(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    graph = write(tmp_path, "x.ttl", PREFIXES + 'd:l a bud:Line ; bud:amount "12" .')
    code, out, _ = run(capsys, graph, "--format", "json")
    assert code == 1
    assert {"S01", "S02"} <= set(ids(out))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("broken.ttl", b"@prefix x: <http://x/> .\nx:a x:b x:c ;; foo"),
        ("cut.nq", b"<http://x/a> <http://x/b> <http://x/c> .\n<http://x/a> <http://x/b"),
        ("cut.jsonld", b'{"@context": {}, "@id": "http://x/a", '),
        ("remote.jsonld", b'{"@context": "http://127.0.0.1:9/c", "@id": "http://x/a"}'),
        ("deep.jsonld", b'{"@id": "http://x/a", "http://x/p": ' + b"[" * 200_000),
        ("bomb.rdf", b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaa">]><rdf:RDF '
         b'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">&a;</rdf:RDF>'),
        ("deep.ttl", b"@prefix x: <http://x/> .\nx:a x:b " + b"[ x:c " * 300_000),
        ("long.ttl", b'@prefix x: <http://x/> .\nx:a x:b "' + b"y" * 40_000_000),
        ("latin.ttl", b'@prefix x: <http://x/> .\nx:a x:b "\xe9\xff" .'),
        ("zeros.bin", b"\0" * 5_000_000),
        ("noise.bin", os.urandom(100_000)),
        ("empty.ttl", b""),
        ("comment.ttl", b"# nothing\n@prefix x: <http://x/> .\n"),
        ("huge.txt", b"a" * (60 << 20)),
    ],
)  # fmt: skip
def test_bad_input_ends_in_one_clear_line(
    capfd: pytest.CaptureFixture[str], tmp_path: Path, name: str, data: bytes
) -> None:
    code = main(["validate", write(tmp_path, name, data)])
    captured = capfd.readouterr()
    assert code == 2
    assert captured.out.strip() in {"", "没有发现问题"}
    assert captured.err.count("\n") == 1, captured.err
    assert name in captured.err
    assert len(captured.err) < 400


def test_line_of_a_syntax_error_is_told(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    graph = write(tmp_path, "bad.ttl", "@prefix x: <http://x/> .\nx:a x:b x:c .\nx:a x:b foo .")
    assert "bad.ttl:3:" in run(capsys, graph)[2]


def test_unterminated_text_is_a_fault_of_the_rdf(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    graph = write(tmp_path, "cut.nt", '<http://x/a> <http://x/b> "cut off .\n')
    assert "is no valid" in run(capsys, graph)[2]


def test_english_report(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, HEZHENG, "--lang", "en", "--fail-on", "never")
    assert "personnel and operating expenditure add up to 274.46万元" in out
    assert "violation X05 line 303" in out


def test_workers_report_in_the_order_of_the_files(capsys: pytest.CaptureFixture[str]) -> None:
    files = [str(EXAMPLES / f"{name}.txt") for name in ("quyang-2022", "hezheng-2024")]
    alone = run(capsys, *files, "no-such-file", "--format", "json")
    shared = run(capsys, *files, "no-such-file", "--format", "json", "--workers", "2")
    assert alone[:2] == shared[:2]
    assert alone[0] == 2
    assert "no-such-file" in shared[2]
