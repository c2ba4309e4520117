"""The other standards that a publisher may want: one module per format, each generated.

`parquet` (tidy tables, typed), `fdp` (Fiscal Data Package), `qb` (W3C Data Cube), `cube`
(cube.link), `csvw` (CSV on the Web), `dcat` (DCAT 3 catalogue). Each offers
`write_disclosures(disclosures, folder, base, force)`, which `convert --to NAME` finds by the
module's name; `budgetgraph export` writes the same from a store.
"""
