-- title: 各辖区支出 | Spending by jurisdiction
-- Sets that a newer one replaces, or that a department's set contains, are left out.
SELECT f.jurisdiction, f.year, COUNT(DISTINCT f.department) AS departments, SUM(f.amount) AS amount
FROM facts AS f JOIN sets AS s ON s.set = f.set
WHERE f.view = 'function' AND f.phase = 'approved' AND f.role = 'total'
  AND f.department IS NOT NULL
  AND s.replaced_by IS NULL AND s.part_of IS NULL
GROUP BY f.jurisdiction, f.year
ORDER BY f.jurisdiction, f.year
