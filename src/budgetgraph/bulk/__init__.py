"""Disclosures in bulk: a folder of parts that any store can load, made side by side.

    manifest.json                       what there is: files, checksums, counts
    nquads/part-00003-of-00016.nq.gz    statements, findings and facts of the documents of one part
    nquads/shared.nq.gz                 vocabulary and code lists
    nquads/catalogue.nq.gz              which facts count where several speak of one budget
    lines/part-….parquet …              the tidy tables and `facts`, a folder each
    sets/sets.parquet                   which sets of facts count, for sums without RDF
    parts/part-….json                   what each part was made of, so that none is made twice
    dead-letters.jsonl                  inputs that could not be read, and why

A document's part follows from its name alone, and a part's bytes from its documents and the
software: whoever makes it, however often, makes the same.

* part: one part from its inputs; * parts: all of them, by a crew; * manifest: their description
* reading: packages of a manifest; * upload: into a server; * totals: sums by DuckDB
"""
