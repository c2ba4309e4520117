"""The server in a real browser: Chromium, driven through playwright, and axe for accessibility.

Needs Chromium (`CHROMIUM` or on the path) and the libraries playwright and axe-playwright-python,
of which the latter brings axe-core.
"""

import os
import re
import shutil
from collections.abc import Iterator
from importlib.resources import files
from typing import TYPE_CHECKING, Literal

import pytest
from web_server import EXAMPLES

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
FACT = "https://w3id.org/budgetgraph/id/doc/fengfeng-2024/fact/2024-approved/source/all/all"
PROJECT = "https://w3id.org/budgetgraph/id/doc/fengfeng-2024/project/3"
PAGES = [
    "/",
    "/budgets/fengfeng-2024",
    "/compare?doc=fengfeng-2024&doc=quyang-2022",
    f"/figure?iri={FACT}",
    f"/project?iri={PROJECT}",
    "/policies",
    "/codes?iri=https://w3id.org/budgetgraph/code/cn/function/2024/2130804",
    "/questions",
    "/questions/revenue-by-source",
    "/quality",
    "/search?q=创业担保",
    "/editor?query=SELECT * {?s a ?t} LIMIT 3",
    "/validate",
    "/api",
    "/data/code/ledger/general.html",
]

if TYPE_CHECKING:
    from playwright import sync_api
else:
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytestmark = pytest.mark.skipif(not CHROMIUM, reason="Chromium is not installed")


@pytest.fixture(scope="module")
def browser() -> Iterator["sync_api.Browser"]:
    with sync_api.sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=OPTIONS)
        yield found
        found.close()


@pytest.fixture
def tab(browser: "sync_api.Browser", server: str) -> Iterator["sync_api.Page"]:
    context = browser.new_context(base_url=server, locale="en-GB")
    page = context.new_page()
    refused: list[str] = []
    page.on(
        "console", lambda message: refused.append(message.text) if message.type == "error" else None
    )
    yield page
    context.close()
    assert not refused  # the content security policy lets through all that pages need


def test_carry_over_from_the_first_page_to_the_cell(tab: "sync_api.Page") -> None:
    """What a person does who never saw RDF: two clicks."""
    tab.goto("/")
    tab.get_by_role("link", name="Which department depends most on carry-over?").click()
    answer = tab.locator("p.answer")
    assert "和政县人力资源和社会保障局 2024" in answer.inner_text()
    answer.get_by_role("link").click()
    assert tab.locator("mark").first.inner_text() == "1324.9"
    assert "hezheng-2024.txt" in tab.locator(".where").first.inner_text()


def test_search_and_open_a_project(tab: "sync_api.Page") -> None:
    tab.goto("/")
    tab.get_by_role("searchbox").fill("创业担保贷款贴息")
    tab.keyboard.press("Enter")
    tab.get_by_role("link", name="创业担保贷款贴息资金").first.click()
    assert "创业担保贷款贴息资金" in tab.locator("h1").inner_text()


def test_compare_departments(tab: "sync_api.Page") -> None:
    tab.goto("/compare")
    tab.get_by_label("峰峰人社局 2024").check()
    tab.get_by_label("曲阳县人力资源和社会保障局 2022").check()
    tab.get_by_role("button", name="Compare").click()
    assert tab.get_by_role("columnheader", name="峰峰人社局 2024").count() == 2
    assert tab.locator("figure.chart svg").count() == 1


def test_ask_a_question_and_change_a_condition(tab: "sync_api.Page") -> None:
    tab.goto("/questions")
    tab.get_by_role("link", name=re.compile("^Spending by function")).click()
    tab.get_by_label("level").select_option("3")
    tab.get_by_role("button", name="Ask").click()
    assert "level=3" in tab.url
    assert tab.get_by_role("cell", name="2080507", exact=True).count() >= 1


def test_the_query_field_helps_and_runs_by_keyboard(tab: "sync_api.Page") -> None:
    tab.goto("/editor?query=ASK {}")
    field = tab.get_by_role("textbox", name="Query")
    field.click()
    tab.keyboard.press("Control+a")
    tab.keyboard.press("Delete")
    tab.keyboard.type("SELECT ?p { ?p a bud:Proj")
    tab.get_by_role("option").filter(has_text="bud:Project").first.click()
    assert field.inner_text().startswith("PREFIX bud: <https://w3id.org/budgetgraph/ns#>")
    tab.keyboard.press("Control+Enter")
    tab.get_by_role("link", name="fengfeng-2024/project/1", exact=True).wait_for()
    tab.goto("/editor?query=SELECT ?x { ?x foo }")
    assert tab.locator(".cm-lintRange-error").count() == 1


def test_the_query_page_works_without_javascript(browser: "sync_api.Browser", server: str) -> None:
    context = browser.new_context(base_url=server, java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    page.goto("/editor")
    page.get_by_label("Query", exact=True).fill("SELECT (1 + 1 AS ?two) {}")
    page.get_by_role("button", name="Run").click()
    assert page.get_by_role("cell", name="2", exact=True).is_visible()
    context.close()


def test_change_language_and_keep_it(tab: "sync_api.Page") -> None:
    tab.goto("/budgets/fengfeng-2024")
    tab.get_by_role("link", name="中文").click()
    assert tab.locator("html").get_attribute("lang") == "zh-CN"
    tab.get_by_role("link", name="质量").click()
    assert tab.locator("h1").inner_text() == "质量"


def test_upload_a_damaged_disclosure_and_read_the_report(tab: "sync_api.Page") -> None:
    tab.goto("/validate")
    tab.get_by_label("File").set_input_files(EXAMPLES / "fengfeng-2024.txt")
    tab.get_by_role("button", name="Check").click()
    assert tab.get_by_role("status").inner_text().startswith("fengfeng-2024.txt")
    assert tab.get_by_text("3292.144").first.is_visible()


def test_the_keyboard_reaches_the_content(tab: "sync_api.Page") -> None:
    tab.goto("/")
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.className") == "skip"
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.id") == "main"


@pytest.mark.parametrize("width", [390, 1200])
def test_no_page_is_wider_than_the_screen(
    browser: "sync_api.Browser", server: str, width: int
) -> None:
    context = browser.new_context(base_url=server, viewport={"width": width, "height": 800})
    page = context.new_page()
    for path in PAGES:
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_accessibility(
    browser: "sync_api.Browser", server: str, scheme: Literal["light", "dark"]
) -> None:
    axe = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
    context = browser.new_context(base_url=server, bypass_csp=True, color_scheme=scheme)
    page = context.new_page()
    for path in PAGES:
        page.goto(path)
        page.evaluate(axe)
        found = page.evaluate("axe.run().then(r => r.violations.map(v => [v.id, v.nodes[0].html]))")
        assert found == [], path
    context.close()
