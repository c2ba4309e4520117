"""Layout: blocks of a document -> whole tables. Mends page breaks, knows no meaning of figures."""
