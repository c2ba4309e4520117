"""`budgetgraph codes`: list, show and search code lists; import an official one.

    budgetgraph codes list
    budgetgraph codes show cn/function/2024 2080507
    budgetgraph codes search 创业担保
    budgetgraph codes import 2025.csv --as cn/function --version 2025

Exit codes: 0 done; 1 nothing found, or rows of an imported table were not taken; 2 could not run.
"""

import argparse
import json
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from rich.cells import cell_len

from .. import codes
from ..convert import read_source
from ..errors import OutputError, UsageError
from ..progress import say

_LANGUAGES = ("zh", "en")


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the parser of `codes` with its four actions."""
    parser = subparsers.add_parser(
        "codes",
        help="show, search and import code lists",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--format", choices=("text", "json"), default="text")
    common.add_argument("--lang", choices=_LANGUAGES, default="zh", help="language of the labels")

    listing = actions.add_parser("list", parents=[common], help="the code lists")
    listing.add_argument("beginning", nargs="?", default="", help="only names that begin so")
    listing.set_defaults(run=run, act=_list)

    show = actions.add_parser("show", parents=[common], help="one code list, or one code of it")
    show.add_argument("name", help="e.g. ledger, cn/function/2024, cn/function (newest version)")
    show.add_argument("code", nargs="?", default="", help="e.g. 2080507")
    show.set_defaults(run=run, act=_show)

    search = actions.add_parser("search", parents=[common], help="codes by words or number")
    search.add_argument("words", nargs="+")
    search.add_argument("--in", dest="within", default="", metavar="NAME", help="list to look in")
    search.add_argument("--limit", type=int, default=20, help="at most so many (default 20)")
    search.set_defaults(run=run, act=_search)

    _register_import(actions, common)


def _register_import(
    actions: "argparse._SubParsersAction[argparse.ArgumentParser]", common: argparse.ArgumentParser
) -> None:
    parser = actions.add_parser(
        "import", parents=[common], help="an official list (CSV, XLSX) as a new version"
    )
    parser.add_argument("file", help="table with a code and a label column; - reads stdin")
    parser.add_argument("--as", dest="classification", required=True, metavar="NAME")
    parser.add_argument("--version", required=True, help="usually the fiscal year")
    parser.add_argument("--completeness", choices=codes.COMPLETENESS, default="official")
    parser.add_argument("--source", default="", help="notice or book that the list is from")
    parser.add_argument("--label-language", default="zh", help="language of the label column")
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        help="folder for the Turtle; else the user's code folder",
    )
    parser.add_argument("--force", action="store_true", help="replace files that exist")
    parser.set_defaults(run=run, act=_import)


def run(args: argparse.Namespace) -> int:
    """Run the chosen action and return the exit code."""
    return int(args.act(args))


def _list(args: argparse.Namespace) -> int:
    found = [s for n, s in codes.schemes().items() if n.startswith(args.beginning)]
    if args.format == "json":
        _print_json([_describe_scheme(scheme) for scheme in found])
    else:
        rows = [
            (scheme.name, str(len(scheme.concepts)), scheme.completeness, scheme.label(args.lang))
            for scheme in found
        ]
        _print_columns(("name", "codes", "completeness", "title"), rows)
    return 0 if found else 1


def _show(args: argparse.Namespace) -> int:
    scheme = codes.get_scheme(args.name)
    if args.code:
        return _show_code(scheme, args)
    if args.format == "json":
        members = [_describe_concept(scheme, concept) for concept in scheme]
        _print_json({**_describe_scheme(scheme), "concepts": members})
        return 0
    print(f"{scheme.label(args.lang)}\n{scheme.iri}")
    for words in (*scheme.definitions, *scheme.notes):
        if words[0] == args.lang:
            print(words[1])
    rows = [
        (concept.notation, "  " * _depth(scheme, concept) + concept.label(args.lang))
        for concept in scheme
    ]
    _print_columns((), rows)
    return 0


def _show_code(scheme: codes.Scheme, args: argparse.Namespace) -> int:
    concept = scheme.get(args.code)
    if concept is None:
        raise UsageError(f"{scheme.name} has no code {args.code!r}; see: codes show {scheme.name}")
    described = _describe_concept(scheme, concept)
    if args.format == "json":
        _print_json(described)
        return 0
    rows = [
        (name, " | ".join(value) if isinstance(value, list) else str(value))
        for name, value in described.items()
        if value
    ]
    _print_columns((), rows)
    return 0


def _search(args: argparse.Namespace) -> int:
    hits = codes.search(" ".join(args.words), args.within)[: args.limit]
    if args.format == "json":
        _print_json([_describe_concept(hit.scheme, hit.concept) for hit in hits])
    else:
        rows = [
            (hit.scheme.name, hit.concept.notation, hit.concept.label(args.lang)) for hit in hits
        ]
        _print_columns(("list", "code", "label"), rows)
    if not hits:
        say("budgetgraph: no code has these words; 'budgetgraph codes list' names the lists")
    return 0 if hits else 1


def _import(args: argparse.Namespace) -> int:
    request = codes.Request(
        args.classification, args.version, args.completeness, args.source, args.label_language
    )
    imported = codes.import_list(read_source(args.file), request)
    folder = args.output or codes.user_folder()
    path = folder / f"{imported.scheme.name}.ttl"
    texts = {path: imported.render()}
    if changes := imported.render_changes():
        former = imported.former.version if imported.former else ""
        texts[path.with_name(f"{former}--{imported.scheme.version}.ttl")] = changes
    _write(texts, force=args.force)
    report = _describe_import(imported, [str(written) for written in texts])
    if args.format == "json":
        _print_json(report)
    else:
        _print_report(imported, report, args.lang)
    return 1 if imported.remarks else 0


def _write(texts: dict[Path, str], *, force: bool) -> None:
    """Write all files or none that exists already; each appears whole."""
    for path in texts:
        if path.exists() and not force:
            raise OutputError(f"{path} exists; use --force to replace it")
    for path, text in texts.items():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=path.parent, suffix=".tmp")
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
            Path(name).replace(path)
        except OSError as error:
            raise OutputError(f"{path}: cannot be written ({error.strerror})") from error


def _describe_import(imported: codes.ImportedList, files: list[str]) -> dict[str, object]:
    counts = Counter(change.kind for change in imported.changes)
    return {
        **_describe_scheme(imported.scheme),
        "compared_with": imported.former.name if imported.former else None,
        "changes": dict(sorted(counts.items())),
        "changed": [
            {"kind": change.kind, "former": list(change.former), "latter": list(change.latter)}
            for change in imported.changes
            if change.kind != "unchanged"
        ],
        "missing": [concept.notation for concept in imported.missing],
        "not_taken": [f"{remark.place}: {remark.message}" for remark in imported.remarks],
        "files": files,
    }


def _print_report(imported: codes.ImportedList, report: dict[str, object], language: str) -> None:
    scheme, former = imported.scheme, imported.former
    print(f"{scheme.name}: {len(scheme.concepts)} codes, {scheme.completeness}")
    if former is None:
        print("first version of this classification: nothing to compare with")
    else:
        print(f"compared with {former.name} ({former.completeness or 'own list'}):")
        rows = []
        for change in imported.changes:
            if change.kind != "unchanged":
                before = "".join(_name(former, code, language) for code in change.former)
                after = "".join(_name(scheme, code, language) for code in change.latter)
                rows.append((change.kind, before, "->", after))
        same = sum(change.kind == "unchanged" for change in imported.changes)
        print(f"  {same} unchanged, {len(rows)} changed")
        _print_columns((), rows)
        for concept in imported.missing:
            print(f"not in the new list: {concept.notation} {concept.label(language)}")
    for line in report["not_taken"] if isinstance(report["not_taken"], list) else ():
        print(line, file=sys.stderr)
    for file in report["files"] if isinstance(report["files"], list) else ():
        print(f"written: {file}", file=sys.stderr)


def _name(scheme: codes.Scheme, code: str, language: str) -> str:
    concept = scheme.get(code)
    return f"{code} {concept.label(language)}" if concept else code


def _describe_scheme(scheme: codes.Scheme) -> dict[str, object]:
    return {
        "name": scheme.name,
        "iri": scheme.iri,
        "title": dict(scheme.labels),
        "version": scheme.version,
        "completeness": scheme.completeness,
        "source": scheme.source,
        "follows": scheme.follows,
        "codes": len(scheme.concepts),
    }


def _describe_concept(scheme: codes.Scheme, concept: codes.Concept) -> dict[str, object]:
    labels = dict(concept.labels)
    return {
        "iri": f"{scheme.iri}/{concept.notation}",
        "code": concept.notation,
        "label_zh": labels.get("zh", ""),
        "label_en": labels.get("en", ""),
        "variants": [words for _, words in concept.variants],
        "broader": concept.broader,
        "definition": [words for _, words in concept.definitions],
        "note": [words for _, words in concept.notes],
        "history": [words for _, words in concept.history],
        "source": concept.source,
        "attested": list(concept.attested),
    }


def _depth(scheme: codes.Scheme, concept: codes.Concept) -> int:
    above = scheme.get(concept.broader) if concept.broader else None
    return _depth(scheme, above) + 1 if above else 0


def _print_json(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2))


def _print_columns(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print rows in aligned columns; Chinese characters count double."""
    table = list(rows)
    if not table:
        return
    if headings:
        table.insert(0, headings)
    widths = [max(cell_len(row[i]) for row in table) for i in range(len(table[0]) - 1)]
    for row in table:
        cells = [c + " " * (w - cell_len(c)) for c, w in zip(row, widths, strict=False)]
        print("  ".join([*cells, row[-1]]).rstrip())
