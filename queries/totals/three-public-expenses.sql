-- title: “三公”经费 | Three public expenses
-- By item; of-which figures are left out.
SELECT f.disclosure, f.department, f.unit, f.year, f.item, SUM(f.amount) AS amount, f.role
FROM facts AS f JOIN sets AS s ON s.set = f.set
WHERE f.view = 'item' AND f.phase = 'approved' AND f.item IS NOT NULL AND f.role <> 'memo'
  AND s.replaced_by IS NULL
GROUP BY f.disclosure, f.department, f.unit, f.year, f.item, f.role
ORDER BY f.disclosure, f.unit, f.year, f.item
