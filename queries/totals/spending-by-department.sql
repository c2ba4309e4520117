-- title: 各部门支出总额 | Spending by department
-- The total of the set, and the parts of it that stand at level 0.
SELECT f.disclosure, f.department, f.unit, f.year,
       SUM(CASE WHEN f.role = 'total' THEN f.amount END) AS amount,
       SUM(CASE WHEN f.expenditure_type = 'basic' THEN f.amount END) AS basic,
       SUM(CASE WHEN f.expenditure_type = 'project' THEN f.amount END) AS project
FROM facts AS f JOIN sets AS s ON s.set = f.set
WHERE f.view = 'function' AND f.phase = 'approved' AND f.level = 0
  AND s.replaced_by IS NULL
GROUP BY f.disclosure, f.department, f.unit, f.year
ORDER BY f.disclosure, f.unit, f.year
