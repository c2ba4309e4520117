-- title: 基本支出按部门经济分类（类） | Basic expenditure by economic class
-- Basic expenditure of the general budget; sets whose total is 0 have no classes to tell.
SELECT f.disclosure, f.department, f.unit, f.year, f.code,
       SUM(CASE WHEN f.expenditure_type IS NULL THEN f.amount ELSE 0 END) AS amount,
       SUM(CASE WHEN f.expenditure_type = 'personnel' THEN f.amount END) AS personnel,
       SUM(CASE WHEN f.expenditure_type = 'operating' THEN f.amount END) AS operating
FROM facts AS f JOIN sets AS s ON s.set = f.set
WHERE f.view = 'economic' AND f.phase = 'approved' AND f.code IS NOT NULL
  AND 1 BETWEEN f.level AND f.level_to
  AND s.replaced_by IS NULL
  AND EXISTS (
    SELECT 1 FROM facts AS t WHERE t.set = f.set AND t.role = 'total' AND t.amount <> 0
  )
GROUP BY f.disclosure, f.department, f.unit, f.year, f.code
ORDER BY f.disclosure, f.unit, f.year, f.code
