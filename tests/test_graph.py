"""A hand-made disclosure as quads: every statement, its place, its exact values."""

import subprocess
import sys
from collections import Counter
from dataclasses import replace

import pyoxigraph as ox
import pytest
from disclosure_fixture import SMALL
from rdflib import Dataset, Graph, URIRef
from rdflib.term import Literal, Node

from budgetgraph.errors import UsageError
from budgetgraph.graph import nquads, ntriples, quads
from budgetgraph.graph.concepts import find_catalogue_item
from budgetgraph.iris import CODE_BASE, PublisherIris, check_base, split_local_number
from budgetgraph.model import Publisher
from budgetgraph.resources import list_files, read_bytes
from budgetgraph.terms import BUD, BUD_IRI, REUSED, ontology_triples

BASE = "https://data.example.org/"
DOC = BASE + "doc/%E5%B0%8F%E6%A0%B7%201"
OWNER = BASE + "department/cn/130406/%E5%B3%B0%E5%B3%B0%E4%BA%BA%E7%A4%BE%E5%B1%80"
SUBCLASS = "http://www.w3.org/2000/01/rdf-schema#subClassOf"
# Lists that are complete here: a code of theirs that the graph uses must exist. The others hold
# what disclosures attest.
OPEN_LISTS = ("cn/function/", "cn/economic/", "cn/government-economic/")


@pytest.fixture(scope="module")
def graph() -> Graph:
    return Graph().parse(data=ntriples(SMALL, BASE), format="nt")


def one(graph: Graph, subject: str, term: str) -> str:
    values = list(graph.objects(URIRef(DOC + subject), bud(term)))
    assert len(values) == 1, (subject, term, values)
    return str(values[0])


def bud(name: str) -> URIRef:
    return URIRef(BUD[name].value)


def types(graph: Graph) -> Counter[str]:
    kinds = graph.objects(None, URIRef("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"))
    return Counter(str(kind).removeprefix(BUD_IRI) for kind in kinds)


def statement_classes() -> set[str]:
    """Return the classes of statements: all below bud:Statement."""
    below = {BUD.Statement.value}
    pairs = [
        (triple.subject.value, triple.object.value)
        for triple in ontology_triples()
        if triple.predicate.value == SUBCLASS
        and isinstance(triple.subject, ox.NamedNode)
        and isinstance(triple.object, ox.NamedNode)
    ]
    while more := {child for child, parent in pairs if parent in below} - below:
        below |= more
    return below


def test_everything_that_a_document_says_is_there_once(graph: Graph) -> None:
    kinds = types(graph)
    assert kinds["Line"] == 5 + 3  # three amounts of the whole-department table
    assert kinds["Project"] == 1
    assert kinds["FundingPart"] == 2
    assert kinds["PlanPoint"] == 2
    assert kinds["Goal"] == 2
    assert kinds["Indicator"] == 4
    assert kinds["QuantityTarget"] == 1 + 2  # and two bands
    assert kinds["Band"] == 2
    assert kinds["Institution"] == 1
    assert kinds["AssetHolding"] == 2
    assert kinds["ProcurementLine"] == 1
    assert kinds["AmountPart"] == 1
    assert kinds["Figure"] == 2
    assert kinds["PolicyDocument"] == 1
    assert kinds["Table"] == 4
    assert kinds["Section"] == 2
    assert kinds["Reading"] == 1


def test_every_statement_quotes_exactly_one_described_cell(graph: Graph) -> None:
    quoted = URIRef("http://www.w3.org/ns/prov#wasQuotedFrom")
    kind = URIRef("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    statements = {
        subject for cls in statement_classes() for subject in graph.subjects(kind, URIRef(cls))
    }
    assert len(statements) > 20
    for statement in statements:
        cells = list(graph.objects(statement, quoted))
        assert len(cells) == 1, statement
        assert (cells[0], kind, bud("Cell")) in graph
        assert (cells[0], bud("sourceLine"), None) in graph


def test_line_has_all_its_properties(graph: Graph) -> None:
    found = {
        (str(p).rpartition("#")[2], o.toPython() if isinstance(o, Literal) else short(o))
        for p, o in graph.predicate_objects(URIRef(DOC + "/t1/r3c4-line"))
    }
    assert {(name, str(value)) for name, value in found} == {
        ("type", "bud:Line"),
        ("wasQuotedFrom", "doc:/t1/r3c4"),
        ("budget", "owner:/budget/2024-approved"),
        ("table", "code:table/revenue"),
        ("printedRowNumber", "2"),
        ("printedCode", "208"),
        ("rowLabel", "社会保障和就业支出"),
        ("measure", "code:measure/total"),
        ("columnHeading", "合计"),
        ("amount", "32921440"),
        ("currency", "http://publications.europa.eu/resource/authority/currency/CNY"),
        ("printedText", "3292.144"),
        ("printedScale", "10000"),
        ("halfWidth", "5"),
        ("valueStatus", "code:value-status/reported"),
        ("aggregationRole", "code:aggregation-role/subtotal"),
        ("ledger", "code:ledger/general"),
        ("expenditureType", "code:expenditure-type/basic"),
        ("labelCell", "doc:/t1/r3c3"),
        ("functionalCode", "code:cn/function/2024/208"),
        ("aggregates", "doc:/t1/r4c4-line"),
        ("residual", "-296292960"),
    }


def short(term: Node) -> str:
    iri = str(term)
    for prefix, start in (("doc", DOC), ("owner", OWNER), ("code", CODE_BASE), ("bud", BUD_IRI)):
        if iri.startswith(start):
            return f"{prefix}:{iri.removeprefix(start)}"
    return iri


def test_correction_keeps_the_print_and_says_why(graph: Graph) -> None:
    assert one(graph, "/t1/r4c4", "printedText") == "3292.144"
    assert one(graph, "/t1/r4c4-line", "printedText") == "3292.144"
    assert one(graph, "/t1/r4c4-line", "amount") == "329214400"
    assert one(graph, "/t1/r4c4-line", "halfWidth") == "50"  # of the reading, not of the misprint
    assert one(graph, "/t1/r4c4-reading1", "readAs") == "32921.44"
    assert one(graph, "/t1/r4c4-reading1", "preferred") == "true"
    assert one(graph, "/t1/r4c4-reading1", "evidence") == DOC + "/t1/r2c4"
    assert one(graph, "/t1/r4c4-reading1", "correctionBasis") == CODE_BASE + "correction/sum"


def test_column_of_another_year_belongs_to_that_years_budget(graph: Graph) -> None:
    assert one(graph, "/t1/r4c5-line", "budget") == OWNER + "/budget/2023-executed"
    assert one(graph, "/t1/r4c5-line", "functionalCode") == CODE_BASE + "cn/function/2023/20805"
    year = graph.value(URIRef(OWNER + "/budget/2023-executed"), bud("fiscalYear"))
    assert str(year) == "2023"


def test_empty_table_says_so_with_its_note(graph: Graph) -> None:
    assert one(graph, "/t2", "isEmptyTable") == "true"
    assert one(graph, "/t2", "emptyTableNote") == "注：无政府性基金预算，空表列示。"
    assert not list(graph.objects(URIRef(DOC + "/t1"), bud("isEmptyTable")))


def test_statements_find_the_table_of_their_cell(graph: Graph) -> None:
    assert one(graph, "/t3/r1c3", "inTable") == DOC + "/t3"
    assert one(graph, "/t3/r1c3", "sourceLine") == "30"
    made_by_a_form = SMALL.projects[0].cell._replace()  # equal, but not the object of the table
    copied = replace(SMALL, projects=(replace(SMALL.projects[0], cell=made_by_a_form),))
    assert ntriples(copied, BASE) == ntriples(SMALL, BASE)


def test_two_texts_of_one_line_are_two_cells(graph: Graph) -> None:
    assert one(graph, "/line/70", "printedText") == "比上年减少 113.14 万元。"
    assert one(graph, "/line/70-2", "printedText") == "收入 48722.32 万元。"
    assert one(graph, "/line/70", "inDocument") == DOC


def test_project_has_money_plan_and_policy(graph: Graph) -> None:
    assert one(graph, "/project/1", "amount") == "270000"
    assert one(graph, "/project/1", "amountCell") == DOC + "/t3/r2c2"
    assert one(graph, "/project/1-funding-other", "amount") == "5000"
    assert one(graph, "/project/1-plan3", "cutOff") == "2024-03-31"
    assert one(graph, "/project/1-plan3", "cumulativePercent") == "25"
    policy = one(graph, "/project/1", "citesPolicy")
    assert policy == one(graph, "/project/1-indicator1", "citesPolicy")
    assert str(graph.value(URIRef(policy), bud("policyNumber"))) == "31"


def test_targets_keep_their_parts(graph: Graph) -> None:
    assert one(graph, "/project/1-indicator1-target", "targetValue") == "50"
    assert one(graph, "/project/1-indicator2-target", "deadline") == "2024-06-30"
    bands = graph.objects(URIRef(DOC + "/project/1-indicator3-target"), bud("band"))
    assert sorted(str(graph.value(band, bud("bandLabel"))) for band in bands) == ["优", "良"]


def test_goals_of_a_unit_hang_on_its_budget(graph: Graph) -> None:
    unit = OWNER + "/unit/%E5%B3%B0%E5%B3%B0%E7%A4%BE%E4%BC%9A%E4%BF%9D%E9%9A%9C%E4%B8%AD%E5%BF%83"
    budget = URIRef(unit + "/budget/2024-approved")
    assert len(list(graph.objects(budget, bud("hasGoal")))) == 1
    assert len(list(graph.objects(budget, bud("hasIndicator")))) == 1
    assert (URIRef(DOC), bud("covers"), URIRef(unit)) in graph


def test_blank_is_not_zero(graph: Graph) -> None:
    assert not list(graph.objects(URIRef(DOC + "/asset/2"), bud("amount")))
    assert one(graph, "/asset/2", "valueStatus") == CODE_BASE + "value-status/blank"
    assert one(graph, "/t1/r4c5-line", "amount") == "0"


def test_personal_data_is_masked() -> None:
    assert "13800138000" in SMALL.projects[0].purpose
    assert b"13800138000" not in nquads(SMALL, BASE)


def test_findings_stand_in_their_own_graph() -> None:
    data = Dataset()
    data.parse(data=nquads(SMALL, BASE), format="nquads")
    names = {str(context.identifier) for context in data.graphs() if len(context)}
    assert names == {DOC, DOC + "/findings"}
    findings = data.graph(URIRef(DOC + "/findings"))
    assert types(findings) == {"Finding": 2}
    subject = URIRef(DOC + "/findings/1")
    assert findings.value(subject, bud("aboutCell")) == URIRef(DOC + "/t1/r2c4")
    messages = findings.objects(subject, URIRef(REUSED["sh"][0] + "resultMessage"))
    assert {message.language for message in messages if isinstance(message, Literal)} == {
        "zh",
        "en",
    }


def test_quads_are_valid_without_leniency() -> None:
    strict = list(ox.parse(nquads(SMALL, BASE), ox.RdfFormat.N_QUADS))
    assert strict == list(quads(SMALL, BASE))
    assert len(strict) > 300


def test_only_known_terms_are_used() -> None:
    for quad in quads(SMALL, BASE):
        namespaces = {iri: names.split() for iri, names in REUSED.values()}
        predicate = quad.predicate.value
        if predicate.startswith(BUD_IRI):
            assert predicate.removeprefix(BUD_IRI) in BUD
        else:
            home = next(iri for iri in namespaces if predicate.startswith(iri))
            assert predicate.removeprefix(home) in namespaces[home]


def test_codes_that_are_used_exist() -> None:
    known = {
        quad.subject.value
        for name in list_files("ontology/codes", ".ttl")
        for quad in ox.parse(read_bytes("ontology/codes", name), ox.RdfFormat.TURTLE)
        if isinstance(quad.subject, ox.NamedNode)
    }
    used = {
        quad.object.value
        for quad in quads(SMALL, BASE)
        if isinstance(quad.object, ox.NamedNode) and quad.object.value.startswith(CODE_BASE)
    }
    assert len(used) > 20
    checked = {iri for iri in used if not iri.removeprefix(CODE_BASE).startswith(OPEN_LISTS)}
    assert checked - known == set()


def test_words_become_concepts_by_label(graph: Graph) -> None:
    assert one(graph, "/institution/1", "institutionNature").startswith(CODE_BASE)
    assert one(graph, "/project/1-indicator1", "indicatorCategory").startswith(CODE_BASE)
    assert one(graph, "/project/1-indicator1-target", "unit").startswith(CODE_BASE)
    assert one(graph, "/project/1-indicator1-target", "per").startswith(CODE_BASE)


def test_same_input_gives_same_bytes_in_another_process() -> None:
    program = (
        "import sys, hashlib; sys.path.insert(0, sys.argv[1]);"
        "from disclosure_fixture import SMALL; from budgetgraph.graph import nquads;"
        "print(hashlib.sha256(nquads(SMALL)).hexdigest())"
    )
    folder = str(__file__).rpartition("/")[0]
    digests = {
        subprocess.run(
            [sys.executable, "-c", program, folder],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1


def test_documents_without_a_department_do_not_share_one() -> None:
    nameless = replace(SMALL, publisher=Publisher(year=2024))
    other = replace(nameless, id="another")
    publisher = "<http://purl.org/dc/terms/publisher> "
    names = {
        ntriples(doc, BASE).decode().partition(publisher)[2].partition(" ")[0]
        for doc in (nameless, other)
    }
    assert len(names) == 2


@pytest.mark.parametrize("base", ["", "data", "//host/", "http://", "http://a b/", "file:///x/"])
def test_base_must_be_an_absolute_iri(base: str) -> None:
    with pytest.raises(UsageError, match="absolute IRI"):
        check_base(base)


def test_base_may_hold_any_letter() -> None:
    base = check_base("https://数据.example.org/预算/")
    plain = ntriples(SMALL, BASE).decode()
    assert ntriples(SMALL, base).decode() == plain.replace(BASE, base)


def test_base_gets_its_slash() -> None:
    assert check_base("https://data.example.org/budgets") == "https://data.example.org/budgets/"
    assert check_base("https://data.example.org/#") == "https://data.example.org/#"


def test_catalogue_code_belongs_to_the_edition_in_force() -> None:
    catalogue = CODE_BASE + "cn/procurement/"
    assert find_catalogue_item("A0802", 2023) == f"<{catalogue}2013/A0802>"
    assert find_catalogue_item("A0802", 2018) == f"<{catalogue}2013/A0802>"
    assert find_catalogue_item("A99999999", 2024) == f"<{catalogue}2022/A99999999>"
    assert find_catalogue_item("A99999999", 2018) == f"<{catalogue}2013/A99999999>"
    assert find_catalogue_item("A0802", 2010) is None


def test_unit_is_one_with_and_without_its_number() -> None:
    assert split_local_number("316002 邯郸市人社局机关") == ("316002", "邯郸市人社局机关")
    assert split_local_number("邯郸市人社局机关") == ("", "邯郸市人社局机关")
    assert split_local_number("2024") == ("", "2024")
    owner = PublisherIris(BASE, "130400", "邯郸市人力资源和社会保障局", "")
    assert owner.organization("316002 某中心") == owner.organization("某中心")
    assert owner.organization("316邯郸市人力资源和社会保障局") == owner.department
