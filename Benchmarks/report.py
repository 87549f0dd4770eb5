"""What was measured, as a table in Markdown."""

from dataclasses import dataclass


@dataclass
class Figure:
    """One line of the table; `met` says whether the aim was reached, None where there is none."""

    name: str
    value: str
    beside: str = ""
    aim: str = ""
    met: bool | None = None

    @property
    def verdict(self):
        return {None: "", True: "met", False: "**missed**"}[self.met]

    def __str__(self):
        return f"| {self.name} | {self.value} | {self.beside} | {self.aim} | {self.verdict} |"


class Report:
    def __init__(self):
        self.figures = []

    def add(self, name, value, beside="", aim="", met=None):
        """Notes a figure and prints it at once."""
        figure = Figure(name, value, beside, aim, met)
        self.figures.append(figure)
        print(figure, flush=True)

    def at_least(self, name, ours, theirs, aim, unit):
        """Notes a rate beside its yardstick's; the aim is their ratio."""
        ratio = ours / theirs
        self.add(name, f"{ours:,.0f} {unit}", f"{theirs:,.0f} {unit}: ratio {ratio:.2f}",
                 f"ratio {aim}", ratio >= aim)

    def below(self, name, value, aim, unit, beside=""):
        """Notes a figure that is to stay below its aim."""
        self.add(name, f"{value:.3g} {unit}", beside, f"< {aim} {unit}", value < aim)

    def __str__(self):
        head = "| what | Coopwire | beside it | aim | |\n|---|---|---|---|---|\n"
        missed = [figure.name for figure in self.figures if figure.met is False]
        met = sum(figure.met is True for figure in self.figures)
        verdict = f"Missed: {'; '.join(missed)}." if missed else "No aim is missed."
        return head + "\n".join(map(str, self.figures)) + f"\n\nAims met: {met}. {verdict}"
