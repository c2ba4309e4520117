-- title: 收入来源 | Revenue by source
-- Carry-over is a source of its own; appropriations are told by ledger.
SELECT f.disclosure, f.department, f.unit, f.year, f.funding_source AS source, f.ledger,
       f.amount, f.stated_in AS statedIn
FROM facts AS f JOIN sets AS s ON s.set = f.set
WHERE f.view = 'source' AND f.phase = 'approved' AND f.level = 0
  AND f.funding_source IS NOT NULL AND f.amount <> 0
  AND s.replaced_by IS NULL
ORDER BY f.disclosure, f.unit, f.year, f.funding_source, f.ledger
