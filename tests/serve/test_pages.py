"""Pages: what they say, their data, both languages, hostile input."""

import csv
import io
import json
import re
from pathlib import Path

import httpx
import pytest
from rdflib import Graph
from web_server import find, make_store, texts_of

from budgetgraph.query import list_queries
from budgetgraph.serve.language import texts
from budgetgraph.serve.reading.budgets import read_budget
from budgetgraph.serve.reading.source import Source
from budgetgraph.store import Store

FACT = "https://w3id.org/budgetgraph/id/doc/fengfeng-2024/fact/2024-approved/source/all/all"
PROJECT = "https://w3id.org/budgetgraph/id/doc/fengfeng-2024/project/3"
CODE = "https://w3id.org/budgetgraph/code/cn/function/2024/2130804"
PAGES = [
    "/",
    "/?sort=carry-over",
    "/budgets/fengfeng-2024",
    "/budgets/fengfeng-2024?level=3",
    "/budgets/hezheng-2024",
    "/compare",
    "/compare?doc=fengfeng-2024&doc=quyang-2022&level=2",
    f"/figure?iri={FACT}",
    f"/project?iri={PROJECT}",
    "/policies",
    "/codes",
    f"/codes?iri={CODE}",
    "/questions",
    "/questions/spending-by-function?level=2&year=2024",
    "/quality",
    "/search?q=创业担保",
    "/editor",
    "/api",
    "/validate",
]
TABLES = [page for page in PAGES if page not in {"/validate"}]
NESTED = re.compile(r"^(/[^?]*)(\?.*)?$")


def with_suffix(page: str, suffix: str) -> str:
    found = NESTED.match(page)
    assert found
    path = "/index" if found[1] == "/" else found[1]
    return f"{path}{suffix}{found[2] or ''}"


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_every_page_in_both_languages(web: httpx.Client, page: str, language: str) -> None:
    answer = web.get(page, headers={"Accept-Language": language, "Accept": "text/html"})
    assert answer.status_code == 200
    assert answer.headers["content-language"] == language
    assert texts_of(answer.text, "/html/@lang") == [{"zh": "zh-CN", "en": "en"}[language]]
    assert len(find(answer.text, "//h1")) == 1
    assert not find(answer.text, "//table[not(caption)]")
    assert not find(answer.text, "//*[@style or @onclick] | //script[not(@src) or text()]")
    words = texts_of(answer.text, "//body")[0]
    assert not re.findall(r"\b(?:word|nav|home|trail|site|error)\.[a-z_]+\b", words)


@pytest.mark.parametrize("page", TABLES)
def test_every_page_as_data(web: httpx.Client, page: str) -> None:
    table = web.get(with_suffix(page, ".csv"))
    assert table.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.reader(io.StringIO(table.text)))
    assert all(len(row) == len(rows[0]) for row in rows)
    found = json.loads(web.get(with_suffix(page, ".json")).content)
    assert found["tables"]
    turtle = web.get(with_suffix(page, ".ttl"))
    assert turtle.headers["content-type"].startswith("text/turtle")
    Graph().parse(data=turtle.content, format="turtle")


def test_texts_have_the_same_keys_in_both_languages() -> None:
    assert texts("zh").keys() == texts("en").keys()
    for key, words in texts("zh").items():
        places = re.findall(r"\{\w+\}", words)
        assert sorted(places) == sorted(re.findall(r"\{\w+\}", texts("en")[key])), key


def test_every_text_used_exists() -> None:
    folder = Path(__file__).parents[2] / "src/budgetgraph"
    used: set[str] = set()
    for path in [*folder.glob("web/templates/*.html"), *folder.glob("serve/**/*.py")]:
        used |= set(
            re.findall(r"""\bt\(['"]([a-z]+\.[a-z0-9_\-]+)['"][,)]""", path.read_text("utf-8"))
        )
    assert len(used) > 100
    assert not used - texts("zh").keys()


def test_the_question_of_the_first_page_is_answered(web: httpx.Client) -> None:
    """Which of these bureaus depends most on carry-over, and where is that printed?"""
    english = {"Accept-Language": "en"}
    link = find(
        web.get("/", headers=english).text, "//a[contains(., 'depends most on carry-over')]"
    )
    answer = web.get(link[0].get("href", ""), headers=english).text
    told = texts_of(answer, "//p[@class='answer']")[0]
    assert "和政县人力资源和社会保障局 2024" in told
    assert "8.54 %" in told
    where = find(answer, "//p[@class='answer']/a")[0].get("href", "")
    trail = web.get(where, headers=english).text
    assert texts_of(trail, "//mark")[0] == "1324.9"
    assert "hezheng-2024.txt" in trail


def test_trail_shows_the_cells_as_printed(web: httpx.Client) -> None:
    page = web.get(f"/figure?iri={FACT}").text
    assert len(find(page, "//ol[@class='trail']/li")) == 6
    # as printed, with its stray space: in its row, and beside the amount
    assert "4872 2.32" in texts_of(page, "//td[@class='quoted']")
    assert "4872 2.32" in texts_of(page, "//p/mark")


@pytest.mark.parametrize("name", [query.name for query in list_queries()])
def test_every_saved_question_has_its_page(web: httpx.Client, name: str) -> None:
    query = next(query for query in list_queries() if query.name == name)
    examples = {"code": "208", "earlier": "fengfeng-2024", "later": "quyang-2022"}
    asked = {p.name: examples[p.name] for p in query.parameters if p.name in examples}
    answer = web.get(f"/questions/{name}", params=asked, headers={"Accept-Language": "en"})
    assert answer.status_code == 200, answer.text
    assert query.title_en in texts_of(answer.text, "//h1")


def test_a_question_says_what_is_wrong_with_a_parameter(web: httpx.Client) -> None:
    answer = web.get("/questions/spending-by-function?level=9", headers={"Accept": "text/html"})
    assert answer.status_code == 400
    assert "1, 2, 3" in answer.text


@pytest.mark.parametrize(
    "path",
    [
        "/budgets/nothing",
        "/questions/nothing",
        "/questions/SELECT%20*%20%7B%3Fs%20%3Fp%20%3Fo%7D",
        "/questions/..%2F..%2Fetc%2Fpasswd",
        "/figure",
        "/figure?iri=javascript:alert(1)",
        "/figure?iri=%00",
        "/project?iri=urn:x",
        "/policy?iri=x",
        "/codes?iri=http://example.org/",
        "/compare?doc=nothing",
        "/static/..%2Fstyle.css",
        "/static/nothing.css",
    ],
)
def test_what_is_not_there_is_not_found(web: httpx.Client, path: str) -> None:
    assert web.get(path, headers={"Accept": "text/html"}).status_code == 404


@pytest.mark.parametrize(
    "path", ["/search?q={}", "/?department={}", "/policies?issuer={}", "/editor?query={}", "/x/{}"]
)
def test_what_is_typed_is_never_markup(web: httpx.Client, path: str) -> None:
    evil = "%3Cscript%3Ealert(1)%3C/script%3E%22%27%3E%3Cimg%20src=x%3E%7B%7B7*7%7D%7D"
    page = web.get(path.format(evil), headers={"Accept": "text/html"}).text
    assert all(src.startswith("/static/") for src in texts_of(page, "//script/@src | //img/@src"))
    assert not find(page, "//script[not(@src)] | //img[not(@src)]")
    assert ">49<" not in page


def test_the_first_page_says_which_tables_are_published(web: httpx.Client) -> None:
    page = web.get("/?sort=missing", headers={"Accept-Language": "en"}).text
    rows = find(page, "//section[@aria-labelledby='tables']//tbody/tr")
    told = {
        texts[0]: texts[2:]
        for row in rows
        if (texts := [cell.text_content().strip() for cell in row.xpath("th | td")])
    }
    assert set(told["和政县人力资源和社会保障局"]) == {"missing"}
    assert told["峰峰人社局"] == ["with figures"] * 6 + [
        "empty, with a note", "empty, with a note", "with figures",
    ]  # fmt: skip
    table = csv.DictReader(io.StringIO(web.get("/index.csv?table=publication").text))
    by_name = {row["disclosure"]: row for row in table}
    asked = web.get("/questions/completeness-of-publication.json").json()["tables"]
    for row in asked["completeness-of-publication"]:
        assert by_name[row["disclosure"]][row["table"]] == row["state"]


def test_labels_and_pictures_are_in_the_language_of_the_page(web: httpx.Client) -> None:
    page = web.get("/questions/cofog-profile?lang=en&chart=treemap").text
    assert "Social protection" in page
    assert "社会保护" not in page
    page = web.get("/questions/unit-cost-targets?lang=en&chart=bar").text
    assert ">0.00 million yuan<" not in page


def test_answers_are_told_in_words(web: httpx.Client) -> None:
    page = web.get("/questions/revenue-by-source?lang=zh").text
    assert "fiscal-appropriation" not in texts_of(page, "//main//table")[0]
    drawn = texts_of(page, "//figure//*[local-name()='text']")
    assert {"财政拨款", "上年结转"} <= set(drawn)
    page = web.get("/questions/completeness-of-publication?lang=zh").text
    assert {"有数", "缺"} <= set(texts_of(page, "//main//td[last()]"))


def test_spreadsheets_take_no_formula(web: httpx.Client) -> None:
    rows = web.get("/search.csv", params={"q": "=1+1"}).text
    assert "\n=" not in rows


def test_language_is_remembered_and_carried(web: httpx.Client) -> None:
    answer = web.get("/?lang=en")
    assert "lang=en" in answer.headers["set-cookie"]
    links = texts_of(answer.text, "//nav//a/@href")
    assert all("lang=en" in link for link in links)
    assert 'lang="en"' in web.get("/").text


UNITS = "//section[@aria-labelledby='units']"


def test_units_are_shown_and_followed_to_the_print(web: httpx.Client) -> None:
    page = web.get("/budgets/hezheng-2024", headers={"Accept-Language": "en"}).text
    rows = {texts_of(page, f"{UNITS}//tbody/tr[{n}]/th")[0]: n for n in (1, 2)}
    assert set(rows) == {"和政县就业服务中心", "和政县劳务工作办公室"}
    cells = texts_of(page, f"{UNITS}//tbody/tr[{rows['和政县劳务工作办公室']}]/td")
    assert {"1,666,318.26", "1,630,318.26", "36,000", "0", "–"} == set(cells)
    link = find(page, f"{UNITS}//a[.='38,145,800']")[0].get("href", "")
    trail = web.get(link).text
    assert "3814.58" in texts_of(trail, "//mark")
    assert "和政县就业服务中心" in texts_of(trail, "//dl/div/dd")


def test_units_are_data_too_and_only_where_there_are_some(web: httpx.Client) -> None:
    table = web.get("/budgets/hezheng-2024.csv?table=units").text
    by_name = {row["unit"]: row for row in csv.DictReader(io.StringIO(table))}
    assert by_name["和政县就业服务中心"]["expenditure"] == "40826400"
    assert by_name["和政县劳务工作办公室"]["project"] == ""  # not stated, which is not 0
    assert not find(web.get("/budgets/quyang-2022").text, UNITS)


@pytest.mark.parametrize("name", ["fengfeng-2024", "hezheng-2024"])
def test_amounts_of_projects_are_followed_to_the_print(web: httpx.Client, name: str) -> None:
    page = web.get(f"/budgets/{name}").text
    amounts = find(page, "//section[@aria-labelledby='projects']//tbody/tr/td[last()]")
    assert len(amounts) > 10
    for cell in amounts:
        assert cell.text_content().strip() == "–" or cell.xpath("a/@href")
    answer = web.get(amounts[0].xpath("a/@href")[0], follow_redirects=True)
    assert answer.status_code == 200


def test_findings_are_titled_for_what_they_are(web: httpx.Client) -> None:
    page = web.get("/budgets/hezheng-2024", headers={"Accept-Language": "en"}).text
    (title,) = texts_of(page, "//h2[@id='findings']")
    assert title.startswith("Findings of conversion and checks (")


@pytest.mark.parametrize("page", ["/?sort=carry-over", "/budgets/hezheng-2024"])
def test_a_share_is_drawn_as_a_share(web: httpx.Client, page: str) -> None:
    rows = find(web.get(page).text, "//td[.//*[local-name()='svg' and @class='meter']]")
    assert rows
    for cell in rows:
        share = cell.text_content().strip().removesuffix("%").strip()
        (width,) = cell.xpath(".//*[local-name()='rect' and @class='bar']/@width")
        assert float(width) == float(share)


def test_place_names_do_not_stand_under_division_code(web: httpx.Client) -> None:
    for page in (f"/codes?iri={CODE}", "/questions/same-code-across-cities?code=208"):
        heads = texts_of(web.get(page, headers={"Accept-Language": "en"}).text, "//thead//th")
        assert "place" in heads
        assert "division code" not in heads


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("/?sort=foo", "carry-over"),
        ("/?year=abc", "a year such as 2024"),
        ("/?page=0", "a number from 1 on"),
        ("/quality?page=x", "a number from 1 on"),
        ("/budgets/fengfeng-2024?level=9", "1, 2, 3"),
        ("/compare?doc=fengfeng-2024&level=9", "1, 2, 3"),
    ],
)
def test_a_page_says_what_is_wrong_with_a_parameter(
    web: httpx.Client, page: str, said: str
) -> None:
    answer = web.get(page, headers={"Accept": "text/html"})
    assert answer.status_code == 400
    assert said in answer.text


def test_carry_over_that_is_not_stated_has_no_share(tmp_path: Path) -> None:
    store = make_store(tmp_path / "store", "handan-2020.txt")
    with Store.open(store) as opened:
        source = Source(opened)
        budget = read_budget(source, source.documents["handan-2020"])
    assert budget.sources
    assert "carry-over" not in budget.sources
    assert budget.carry_over_share is None
