"""The store in a browser: pages, SPARQL endpoint, validation form, linked data.

* settings: what an operator may set
* snapshot: the store as it was when it was opened, and when to open it anew
* worker, pool: processes that answer queries and may be stopped
* negotiate, results, protocol: SPARQL 1.1 Protocol
* linked, describe: IRIs that answer
* reading: budgets, figures and their trail, as values for pages
* pages: one module per page
* app: everything put together

Needs the extra `web`.
"""
