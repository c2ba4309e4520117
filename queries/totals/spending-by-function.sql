-- title: 按功能分类的支出（类） | Spending by function, at the level of classes
-- Rows without a type are the whole; the typed ones are parts of it.
SELECT f.disclosure, f.department, f.unit, f.year, f.code,
       SUM(CASE WHEN f.expenditure_type IS NULL THEN f.amount ELSE 0 END) AS amount,
       SUM(CASE WHEN f.expenditure_type = 'basic' THEN f.amount END) AS basic,
       SUM(CASE WHEN f.expenditure_type = 'project' THEN f.amount END) AS project
FROM facts AS f JOIN sets AS s ON s.set = f.set
WHERE f.view = 'function' AND f.phase = 'approved' AND f.code IS NOT NULL
  AND 1 BETWEEN f.level AND f.level_to
  AND s.replaced_by IS NULL
  AND EXISTS (SELECT 1 FROM facts AS t WHERE t.set = f.set AND t.role = 'total')
GROUP BY f.disclosure, f.department, f.unit, f.year, f.code
ORDER BY f.disclosure, f.unit, f.year, f.code
