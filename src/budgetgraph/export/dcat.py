"""DCAT 3: `catalog.ttl`, one data set per document, one series per department.

Distributions are the files that stand in the folder, with size and checksum; files that hold all
documents together belong to a data set of their own. https://www.w3.org/TR/vocab-dcat-3/
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pyoxigraph as ox

from budgetgraph.errors import UsageError
from budgetgraph.iris import check_base
from budgetgraph.model import Disclosure
from budgetgraph.outputs import new_folder
from budgetgraph.terms import DCAT, DCTERMS, RDF, SKOS, namespace

from .distributions import Holding, add_distributions, find_files
from .labels import labels_of
from .publication import About, Publication, from_disclosures
from .triples import Triples, in_both, iri, literal

FILE = "catalog.ttl"
_FOAF = namespace("foaf")
_PREFIXES = ("dcat", "dcterms", "foaf", "rdf", "skos", "spdx", "xsd")
_EU = "http://publications.europa.eu/resource/authority/"
_CHINESE = ox.NamedNode(f"{_EU}language/ZHO")
_ANNUAL = ox.NamedNode(f"{_EU}frequency/ANNUAL")
_GOVERNMENT = ox.NamedNode(f"{_EU}data-theme/GOVE")


@dataclass(frozen=True, slots=True)
class Options:
    """What the catalogue says beyond the data.

    Attributes:
        license: IRI of the licence, empty for none.
        publisher: Name of who publishes the catalogue; empty: the host of the base IRI.
        url: Where the folder will stand; empty: `download/` below the base IRI.
    """

    license: str = ""
    publisher: str = ""
    url: str = ""


def write_disclosures(
    disclosures: Iterable[Disclosure], folder: Path, base: str, force: bool
) -> None:
    """Write the catalogue of the disclosures and of the files that the folder holds already.

    Raises:
        OutputError: The folder holds something already, or cannot be written.
    """
    with new_folder(folder, force) as part:
        write(from_disclosures(disclosures, base), part, find_files(folder), base)


def write(
    publications: Iterable[Publication],
    folder: Path,
    holding: Holding,
    base: str,
    options: Options | None = None,
) -> None:
    """Write the catalogue into a folder that is there.

    Args:
        publications: The documents.
        folder: Where `catalog.ttl` is to stand.
        holding: The files that the catalogue names.
        base: Publisher's base IRI.
        options: Licence, publisher, address.

    Raises:
        UsageError: The base, the licence or the address is no absolute IRI.
    """
    options = options or Options()
    base = check_base(base)
    catalogue = _Catalogue(base, options, holding)
    for publication in publications:
        catalogue.add(publication)
    catalogue.finish()
    catalogue.triples.save(folder / FILE, _PREFIXES, {})


class _Catalogue:
    """The catalogue while it grows."""

    def __init__(self, base: str, options: Options, holding: Holding) -> None:
        self.triples = Triples()
        self._base, self._holding = base, holding
        self._iri = f"{base}catalog"
        self._url = check_base(options.url or f"{base}download/")
        self._license = options.license and check_base(options.license) and options.license
        self._describe(options.publisher or urlsplit(base).netloc or base)

    def _describe(self, publisher: str) -> None:
        agent = f"{self._base}publisher"
        zh, en = "部门预算公开数据目录", "Catalogue of department budget disclosures"
        self.triples.add(
            self._iri,
            (RDF.type, DCAT.Catalog),
            *in_both(zh, en, DCTERMS.title),
            *in_both(
                "各部门公开的预算，每份文件一个数据集。",
                "Budgets as departments published them, one data set per document.",
                DCTERMS.description,
            ),
            (DCTERMS.publisher, iri(agent)),
            (DCTERMS.language, _CHINESE),
            (DCTERMS.license, iri(self._license)),
        )
        self.triples.add(agent, (RDF.type, _FOAF.Agent), (_FOAF.name, ox.Literal(publisher)))

    def add(self, publication: Publication) -> None:
        """Add the data set of one document and the series of its department."""
        about = publication.about()
        data_set = f"{publication.document}/dataset"
        self._add_series(about, f"{about.department}/series")
        self._add_data_set(data_set, about.title_zh, about.title_en)
        self.triples.add(
            data_set,
            (DCTERMS.identifier, ox.Literal(publication.id)),
            (DCTERMS.publisher, iri(about.department)),
            (DCTERMS.issued, literal(about.issued, "xsd:date")),
            (DCTERMS.spatial, iri(about.place)),
            (DCAT.inSeries, iri(f"{about.department}/series")),
            (DCTERMS.source, iri(publication.document)),
        )
        self._add_place(about.place)
        if about.year:
            self._add_period(data_set, about.year)
        files = self._holding.of_document(publication.id)
        add_distributions(self.triples, data_set, files, self._url, self._license)

    def _add_data_set(self, data_set: str, zh: str, en: str) -> None:
        self.triples.add(self._iri, (DCAT.dataset, iri(data_set)))
        self.triples.add(
            data_set,
            (RDF.type, DCAT.Dataset),
            *in_both(zh, en, DCTERMS.title),
            *in_both(
                f"{zh}：收支预算表、项目及绩效目标，每个数字可追溯到印出它的单元格。",
                f"{en}: budget tables, projects and performance targets; every figure leads to "
                "the cell that prints it.",
                DCTERMS.description,
            ),
            *in_both("部门预算", "budget", DCAT.keyword),
            (DCAT.theme, _GOVERNMENT),
            (DCTERMS.language, _CHINESE),
        )

    def _add_series(self, about: About, series: str) -> None:
        name = about.name or "未注明部门"
        self.triples.add(self._iri, (DCAT.dataset, iri(series)))
        self.triples.add(
            series,
            (RDF.type, DCAT.DatasetSeries),
            *in_both(f"{name}历年预算", f"Budgets of {name}", DCTERMS.title),
            *in_both(
                f"{name}各年度公开的预算。",
                f"Budgets of {name}, year by year.",
                DCTERMS.description,
            ),
            (DCTERMS.publisher, iri(about.department)),
            (DCTERMS.accrualPeriodicity, _ANNUAL),
        )
        self.triples.add(
            about.department,
            (RDF.type, _FOAF.Agent),
            (_FOAF.name, ox.Literal(name, language="zh")),
        )

    def _add_place(self, place: str) -> None:
        if place:
            labels = sorted(labels_of(place).items())
            self.triples.add(
                place,
                (RDF.type, DCTERMS.Location),
                *((SKOS.prefLabel, ox.Literal(text, language=tag)) for tag, text in labels),
            )

    def _add_period(self, data_set: str, year: str) -> None:
        period = f"{data_set}/period"
        self.triples.add(data_set, (DCTERMS.temporal, iri(period)))
        self.triples.add(
            period,
            (RDF.type, DCTERMS.PeriodOfTime),
            (DCAT.startDate, literal(f"{year}-01-01", "xsd:date")),
            (DCAT.endDate, literal(f"{year}-12-31", "xsd:date")),
        )

    def finish(self) -> None:
        """Add the data set of the files that hold all documents together."""
        files = self._holding.shared()
        if files:
            data_set = f"{self._base}dataset/tables"
            zh, en = "全部部门预算公开数据", "All department budget disclosures together"
            self._add_data_set(data_set, zh, en)
            self.triples.add(data_set, (DCTERMS.publisher, iri(f"{self._base}publisher")))
            add_distributions(self.triples, data_set, files, self._url, self._license)


def check_options(options: Options) -> Options:
    """Return the options; raises UsageError where licence or address is no absolute IRI."""
    for name, value in (("--license", options.license), ("--url", options.url)):
        try:
            check_base(value or "urn:none")
        except UsageError as error:
            raise UsageError(f"{name} '{value}' is no absolute IRI") from error
    return options
