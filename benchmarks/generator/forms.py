"""Projects of a plan as printed forms, with their truth."""

from .money import printed
from .plan import Plan, Project
from .sheet import Cell, ProjectForm, Row
from .truth import Share, Truth, Yuan


def forms(plan: Plan, truth: Truth, section: str, *, full: bool) -> list[ProjectForm]:
    """Return the form of every project.

    Args:
        plan: What is said.
        truth: Gets projects, goals and indicators.
        section: Heading of the section in which the forms stand.
        full: Whether code, money and plan are printed; layout text has goals and indicators only.
    """
    return [
        _form(number, project, truth, section, full)
        for number, project in enumerate(plan.projects, 1)
    ]


def _form(number: int, project: Project, truth: Truth, section: str, full: bool) -> ProjectForm:
    form = ProjectForm(
        number=number,
        name=Cell(project.name),
        code=Cell(project.code),
        unit=project.unit,
        amount=Cell(printed(project.amount)),
        fiscal=Cell(printed(project.fiscal) if project.fiscal else ""),
        other=Cell(printed(project.other) if project.other else ""),
        plan=[Cell(f"{share}%") for share in project.plan],
        purpose=Cell(project.purpose),
        goals=[Cell(goal) for goal in project.goals],
        indicators=_indicators(project),
    )
    amounts: list[object] = [Yuan(cell) for cell in (form.amount, form.fiscal, form.other)]
    shares: list[object] = [Share(cell) for cell in form.plan]
    if full:
        truth.add("projects", number, section, form.name, form.code, *amounts, *shares)
    else:
        truth.add("projects", number, section, form.name, *[""] * 8)
    for place, goal in enumerate(form.goals, 1):
        truth.add("goals", number, place, goal)
    for row in form.indicators:
        truth.add("indicators", number, *row)
    return form


def _indicators(project: Project) -> list[Row]:
    return [
        [Cell(t) for t in (i.level1, i.level2, i.level3, i.description, i.target, i.basis)]
        for i in project.indicators
    ]
