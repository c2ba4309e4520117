"""The validation form and its REST twin."""

import json

import httpx
import pytest
from rdflib import Graph
from web_server import EXAMPLES, find, texts_of

BAD = EXAMPLES / "fengfeng-2024.txt"


def test_the_report_of_a_damaged_disclosure(web: httpx.Client) -> None:
    answer = web.post(
        "/validate", files={"file": (BAD.name, BAD.read_bytes())}, headers={"Accept-Language": "en"}
    )
    assert answer.status_code == 200
    assert "3292.144" in texts_of(answer.text, "//tbody/tr/td[5]/code")
    assert find(answer.text, "//details//table")  # the tables as they were read
    assert answer.headers["cache-control"] == "no-store"


def test_nothing_is_kept(web: httpx.Client) -> None:
    web.post("/validate", files={"file": ("kept.txt", BAD.read_bytes())})
    assert web.get("/budgets/kept", headers={"Accept": "text/html"}).status_code == 404


@pytest.mark.parametrize("kind", ["json", "csv", "html", "sarif"])
def test_form_gives_a_file_to_keep(web: httpx.Client, kind: str) -> None:
    answer = web.post(
        "/validate", files={"file": (BAD.name, BAD.read_bytes())}, data={"format": kind}
    )
    assert f"fengfeng-2024-report.{kind}" in answer.headers["content-disposition"]


def test_rest_gives_the_same_for_form_and_body(web: httpx.Client) -> None:
    data = BAD.read_bytes()
    by_form = web.post("/api/validate", files={"file": (BAD.name, data)})
    by_body = web.post(f"/api/validate?name={BAD.name}", content=data)
    assert by_form.json() == by_body.json()
    first = by_form.json()[0]
    assert first["disclosure"] == "fengfeng-2024"
    assert {"id", "severity", "table", "line", "message_zh", "message_en"} <= first.keys()


def test_rdf_goes_through_convert_and_back_into_validate(web: httpx.Client) -> None:
    turtle = web.post("/api/convert?name=a.txt&to=turtle", content=BAD.read_bytes())
    assert turtle.headers["content-type"].startswith("text/turtle")
    assert len(Graph().parse(data=turtle.content, format="turtle")) > 5000
    report = web.post("/api/validate?name=a.ttl", content=turtle.content)
    assert report.status_code == 200


@pytest.mark.parametrize(
    ("name", "data", "status"),
    [
        ("empty.txt", b"", 400),
        ("none.txt", b"hello", 422),
        ("broken.pdf", b"%PDF-1.7 broken", 422),
        ("broken.docx", b"PK\x03\x04broken", 422),
        ("broken.ttl", b"<a> <b>", 422),
        ("../../../etc/passwd", b"root", 422),
        ("<script>alert(1)</script>.txt", b"hello", 422),
    ],
)
def test_what_cannot_be_read_is_told_in_one_line(
    web: httpx.Client, name: str, data: bytes, status: int
) -> None:
    answer = web.post("/api/validate", params={"name": name}, content=data)
    assert answer.status_code == status
    assert answer.text.count("\n") == 1
    page = web.post("/validate", files={"file": (name, data)}, headers={"Accept": "text/html"})
    assert page.status_code == status
    assert "<script>alert" not in page.text


def test_a_file_over_the_limit_is_refused(web: httpx.Client) -> None:
    answer = web.post("/api/validate?name=a.txt", content=b"x" * (21 << 20))
    assert answer.status_code == 413


def test_wrong_profile_and_format_are_told(web: httpx.Client) -> None:
    data = BAD.read_bytes()
    assert web.post("/api/validate?profile=xx", content=data).status_code == 400
    assert web.post("/api/validate?format=xx", content=data).status_code == 400
    assert web.post("/api/convert?to=xx", content=data).status_code == 400


def test_openapi_describes_what_there_is(web: httpx.Client) -> None:
    found = json.loads(web.get("/api/openapi.json").content)
    assert found["openapi"].startswith("3.")
    assert {"/api/validate", "/api/convert", "/sparql"} <= found["paths"].keys()
    keys = found["components"]["schemas"]["Finding"]["required"]
    report = web.post("/api/validate", files={"file": (BAD.name, BAD.read_bytes())}).json()
    assert list(report[0]) == keys
