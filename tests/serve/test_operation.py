"""Headers, prefix, limits, a new store without downtime, hostile labels."""

import asyncio
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import httpx
import pytest
from starlette.types import Message, Receive, Scope, Send
from web_server import EXAMPLES, find, make_store, start, stop, texts_of

from budgetgraph.build import build
from budgetgraph.cli import main
from budgetgraph.serve.middleware import Around
from budgetgraph.serve.negotiate import choose, prefers_chinese
from budgetgraph.serve.settings import Settings
from budgetgraph.serve.state import State
from budgetgraph.store import Store


@pytest.mark.parametrize("path", ["/", "/sparql", "/health", "/static/style.css", "/nothing"])
def test_every_answer_has_the_safe_headers(web: httpx.Client, path: str) -> None:
    headers = web.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "same-origin"


def test_health_and_metrics(web: httpx.Client) -> None:
    assert web.get("/health").text == "ok 3 documents\n"
    assert "budgetgraph_documents 3" in web.get("/metrics").text


def test_the_log_has_no_address_and_no_query(store: Path, web: httpx.Client) -> None:
    web.get("/search", params={"q": "very-private-words"})
    logs = "".join(path.read_text() for path in store.parent.glob("server-*.log"))
    assert "GET /search 200" in logs
    assert "very-private-words" not in logs
    assert "127.0.0.1" not in logs.replace("running on http://127.0.0.1", "")


def test_a_port_in_use_is_told_in_one_line(
    store: Path, server: str, capsys: pytest.CaptureFixture[str]
) -> None:
    port = server.rpartition(":")[2]
    assert main(["serve", "-s", str(store), "--port", port]) == 2
    told = capsys.readouterr().err
    assert f"127.0.0.1:{port}: cannot listen there" in told
    assert "--port" in told
    assert len(told.splitlines()) == 1


def test_an_upload_that_never_ends_is_given_up() -> None:
    sent: list[Any] = []

    async def read_all(_scope: Scope, receive: Receive, _send: Send) -> None:
        while (await receive()).get("more_body"):
            pass

    async def dribble() -> Message:
        await asyncio.sleep(0.3)
        return {"type": "http.request", "body": b"z", "more_body": True}

    async def keep(message: Message) -> None:
        sent.append(message)

    state = cast("State", SimpleNamespace(count=lambda _name: None))
    around = Around(read_all, Settings(store="", body_seconds=1), state)
    scope = {"type": "http", "method": "POST", "path": "/validate", "query_string": b""}
    asyncio.run(around({**scope, "headers": [], "client": ("10.0.0.1", 1)}, dribble, keep))
    assert sent[0]["status"] == 408


def test_an_endless_address_is_refused(web: httpx.Client) -> None:
    assert web.get("/?q=" + "x" * 40_000).status_code == 414


def test_under_a_prefix_and_with_a_rate_limit(tmp_path: Path) -> None:
    store = make_store(tmp_path / "store", "hezheng-2024.txt")
    process, address = start(
        store,
        "--prefix",
        "/budget",
        "--rate",
        "30",
        "--public-url",
        "https://data.example.org/budget",
    )
    try:
        with httpx.Client(base_url=address, follow_redirects=True) as web:
            for path in ("/budget/", "/"):  # whether the proxy takes the prefix away or not
                page = web.get(path).text
                links = texts_of(page, "//a/@href | //link/@href | //form/@action")
                inner = [link for link in links if not link.startswith(("#", "http"))]
                assert inner
                assert all(link.startswith("/budget/") for link in inner)
            thing = web.get("/budget/id/doc/hezheng-2024", headers={"Accept": "text/turtle"})
            assert thing.status_code == 200
            assert "https://data.example.org/budget/sparql" in web.get("/budget/sparql").text
            codes = [web.get("/budget/robots.txt").status_code for _ in range(40)]
            assert 429 in codes
            assert web.get("/budget/health").status_code == 200
    finally:
        stop(process)


def test_a_store_is_built_while_it_is_served(tmp_path: Path) -> None:
    folder = make_store(tmp_path / "store", "hezheng-2024.txt")
    process, address = start(folder)
    try:
        with httpx.Client(base_url=address) as web:
            assert web.get("/health").text == "ok 1 documents\n"
            with Store.open(folder, read_only=False) as store:  # nobody holds it
                build([str(EXAMPLES / "quyang-2022.txt")], store)
            deadline = time.monotonic() + 30
            while web.get("/health").text != "ok 2 documents\n":
                assert time.monotonic() < deadline
                assert web.get("/budgets/hezheng-2024").status_code == 200
                time.sleep(0.2)
            assert web.get("/budgets/quyang-2022").status_code == 200
            rows = web.get("/questions/spending-by-department.json").json()
            assert len(rows["tables"]["spending-by-department"]) >= 2
    finally:
        stop(process)
    assert not list(tmp_path.glob(".budgetgraph-serve-*"))


HOSTILE = "<img src=x onerror=alert(1)>\"'>{{7*7}}</svg><script>alert(2)</script>"


def test_labels_of_a_hostile_disclosure_stay_text(tmp_path: Path) -> None:
    text = (EXAMPLES / "fengfeng-2024.txt").read_text("utf-8")
    file = tmp_path / "evil.txt"
    file.write_text(text.replace("创业担保贷款贴息资金", HOSTILE), "utf-8")
    with Store.open(tmp_path / "store", read_only=False) as store:
        build([str(file)], store)
        # labels that no disclosure could bring in, for the charts and tables
        label = "<https://w3id.org/budgetgraph/ns#rowLabel>"
        evil = "'''" + HOSTILE.replace("'", "\\'") + "'''"
        store.inner.update(
            f"DELETE {{ GRAPH ?g {{ ?s {label} ?o }} }} "
            f"INSERT {{ GRAPH ?g {{ ?s {label} {evil} }} }} "
            f"WHERE {{ GRAPH ?g {{ ?s {label} ?o }} }}"
        )
    process, address = start(tmp_path / "store", "--rate", "0")
    try:
        with httpx.Client(base_url=address, follow_redirects=True) as web:
            for path in (
                "/", "/budgets/evil", "/questions/spending-by-function", "/compare?doc=evil",
                "/questions/spending-by-function?chart=sankey", "/search?q=alert", "/quality",
            ):  # fmt: skip
                page = web.get(path, headers={"Accept": "text/html"})
                assert page.status_code == 200
                assert not find(page.text, "//main//img | //script | //*[@onerror]"), path
            assert "&lt;img src=x" in web.get("/budgets/evil").text
    finally:
        stop(process)


def test_negotiation_follows_quality_and_specificity() -> None:
    offered = ["text/turtle", "text/html"]
    assert choose("", offered) == "text/turtle"
    assert choose("text/*;q=0.1, text/html", offered) == "text/html"
    assert choose("text/html;q=0, */*", offered) == "text/turtle"
    assert choose("text/html;q=nonsense", offered) == ""
    assert prefers_chinese("zh-CN,zh;q=0.9,en;q=0.8")
    assert not prefers_chinese("en-GB,en;q=0.9,zh;q=0.1")
    assert prefers_chinese("fr")


def test_a_figure_from_pdf_has_its_picture(tmp_path: Path) -> None:
    files = Path(__file__).parents[1] / "readers/files"
    sources = tmp_path / "sources"
    sources.mkdir()
    (sources / "small.pdf").write_bytes((files / "small.pdf").read_bytes())
    with Store.open(tmp_path / "store", read_only=False) as store:
        build([str(sources / "small.pdf")], store)
    process, address = start(tmp_path / "store", "--sources", str(sources))
    try:
        with httpx.Client(base_url=address, timeout=60) as web:
            links = texts_of(web.get("/budgets/small").text, "//a[@class='figure']/@href")
            pictures = texts_of(web.get(links[0]).text, "//ol[@class='trail']//img/@src")
            found = web.get(pictures[0])
            assert found.headers["content-type"] == "image/png"
            assert found.content.startswith(b"\x89PNG")
            for cell in ("", "x", "https://w3id.org/budgetgraph/id/doc/small/t99/r1c1", "%00"):
                assert web.get("/picture", params={"cell": cell}).status_code == 404
            (sources / "small.pdf").write_bytes((files / "small.lines.pdf").read_bytes())
            assert web.get(pictures[0]).status_code == 404  # another edition
            (tmp_path / "picture.png").write_bytes(found.content)
    finally:
        stop(process)


def test_a_second_edition_of_a_budget_is_told_from_the_first(tmp_path: Path) -> None:
    for name in ("first", "second"):
        page = (EXAMPLES / "hezheng-2024.txt").read_bytes()
        (tmp_path / f"{name}.txt").write_bytes(page)
    with Store.open(tmp_path / "store", read_only=False) as store:
        build([str(tmp_path / "first.txt"), str(tmp_path / "second.txt")], store)
    process, address = start(tmp_path / "store")
    try:
        with httpx.Client(base_url=address, timeout=60, params={"lang": "en"}) as web:
            for path in ("/", "/compare", "/budgets/first"):
                assert "first: questions take second in its place" in web.get(path).text
            assert "second: questions" not in web.get("/").text
            assert " 12 projects" in web.get("/").text
    finally:
        stop(process)
