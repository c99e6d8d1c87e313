"""Checks every name in the templates against what there is, in branches that never run too.

Nothing is rendered: the syntax tree of each template is walked with the tree of names beside it.
"""

from collections.abc import Callable, Iterator, Sequence
from difflib import get_close_matches
from typing import NamedTuple

from jinja2 import nodes

from htssp_builder.compose.environment import Templates
from htssp_builder.problems import Problem, error
from htssp_builder.proof.vocabulary import ANYTHING, WORDS, Name, paths_of

Choice = tuple[str, str]
"""The path of an answer and a value that a template compares it with."""

_PEOPLE = frozenset({"who", "reach", "contact"})
_LISTS = frozenset({"either", "all_of", "number"})
_MERGE = "Write the answer between braces of its own, and the words around it."


class Checked(NamedTuple):
    """problems: of one template. choices: what its conditions distinguish."""

    problems: list[Problem]
    choices: list[Choice]


def check_names(source: str, file: str, names: dict[str, Name]) -> Checked:
    """Every wrong name and every use of an answer as a string in one template.

    source: a template that `cut` accepts. names: as `vocabulary` gives them.
    """
    walk = _Walk(file, names)
    walk.statements(Templates().parse(source, file).body)
    return Checked(walk.problems, walk.choices)


class _Walk:
    def __init__(self, file: str, names: dict[str, Name]) -> None:
        self.file, self.names = file, names
        self.scopes: list[dict[str, Name]] = [dict(names)]
        self.problems: list[Problem] = []
        self.choices: list[Choice] = []
        self.filters = Templates().filters
        self.tests = Templates().tests

    def wrong(self, node: nodes.Node, what: str, remedy: str) -> None:
        found = error(f"{self.file}:{node.lineno}", what, remedy)
        if found not in self.problems:
            self.problems.append(found)

    def missing(self, node: nodes.Node, what: str, name: str, among: list[str], base: str) -> Name:
        """Report a name that does not exist, with the one that was probably meant."""
        near = get_close_matches(name, among, 1, 0.6)
        path = f"{base}.{name}" if base else name
        if not near:
            near = get_close_matches(path, paths_of(self.names), 1, 0.7)
        remedy = f"Did you mean '{near[0]}'?" if near else "Mend the name, or ask for it."
        self.wrong(node, what, remedy)
        return ANYTHING

    # -- statements -------------------------------------------------------------------------

    def statements(self, body: list[nodes.Node]) -> None:
        for node in body:
            does = getattr(self, f"on_{type(node).__name__.lower()}", None)
            if does is None:
                word = type(node).__name__.lower()
                self.wrong(node, f"'{word}' is not for templates of a pack.", "Write it out.")
            else:
                does(node)

    def inside(self, body: list[nodes.Node], names: dict[str, Name]) -> None:
        self.scopes.append(names)
        self.statements(body)
        self.scopes.pop()

    def on_output(self, node: nodes.Output) -> None:
        for part in node.nodes:
            if not isinstance(part, nodes.TemplateData):
                self.printed(part, self.infer(part))

    def on_for(self, node: nodes.For) -> None:
        item = self.item(node.iter, self.infer(node.iter))
        names: dict[str, Name] = {"loop": ANYTHING}
        if isinstance(node.target, nodes.Name):
            names[node.target.name] = item
        else:
            names.update({n.name: ANYTHING for n in node.target.find_all(nodes.Name)})
        if node.test is not None:
            self.scopes.append(names)
            self.infer(node.test)
            self.scopes.pop()
        self.inside(node.body, names)
        self.inside(node.else_, {})

    def on_if(self, node: nodes.If) -> None:
        self.infer(node.test)
        self.statements(node.body)
        self.statements(list(node.elif_))
        self.statements(node.else_)

    def on_assign(self, node: nodes.Assign) -> None:
        value = self.infer(node.node)
        if isinstance(node.target, nodes.Name):
            self.scopes[-1][node.target.name] = value
        else:
            self.scopes[-1].update({n.name: ANYTHING for n in node.target.find_all(nodes.Name)})

    def on_assignblock(self, node: nodes.AssignBlock) -> None:
        self.inside(node.body, {})
        if node.filter is not None:
            self.filtered(node.filter)
        if isinstance(node.target, nodes.Name):
            self.scopes[-1][node.target.name] = WORDS

    def on_macro(self, node: nodes.Macro) -> None:
        self.scopes[-1][node.name] = ANYTHING
        for default in node.defaults:
            self.infer(default)
        arguments = {argument.name: ANYTHING for argument in node.args}
        self.inside(node.body, {**arguments, "caller": ANYTHING})

    def on_callblock(self, node: nodes.CallBlock) -> None:
        self.infer(node.call)
        self.inside(node.body, {argument.name: ANYTHING for argument in node.args})

    def on_filterblock(self, node: nodes.FilterBlock) -> None:
        self.filtered(node.filter)
        self.inside(node.body, {})

    def on_with(self, node: nodes.With) -> None:
        values = [self.infer(value) for value in node.values]
        targets = [t.name for t in node.targets if isinstance(t, nodes.Name)]
        self.inside(node.body, dict(zip(targets, values, strict=False)))

    # -- expressions ------------------------------------------------------------------------

    def infer(self, node: nodes.Node | None) -> Name:
        """What an expression stands for; its mistakes are reported on the way."""
        if node is None:
            return ANYTHING
        if isinstance(node, nodes.BinExpr) and not isinstance(node, nodes.And | nodes.Or):
            return self.joined(node, list(node.iter_child_nodes()))
        does: Callable[[nodes.Node], Name] | None
        does = getattr(self, f"of_{type(node).__name__.lower()}", None)
        if does is not None:
            found: Name = does(node)
            return found
        for child in node.iter_child_nodes():
            self.infer(child)
        return ANYTHING

    def of_const(self, node: nodes.Const) -> Name:
        return WORDS

    def of_name(self, node: nodes.Name) -> Name:
        for scope in reversed(self.scopes):
            if node.name in scope:
                return scope[node.name]
        known = [name for scope in self.scopes for name in scope]
        return self.missing(node, f"Nothing is called '{node.name}'.", node.name, known, "")

    def of_getattr(self, node: nodes.Getattr) -> Name:
        return self.part(node, self.infer(node.node), node.attr)

    def of_getitem(self, node: nodes.Getitem) -> Name:
        whole = self.infer(node.node)
        if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
            return self.part(node, whole, node.arg.value)
        self.infer(node.arg)
        return whole.item or ANYTHING

    def part(self, node: nodes.Node, whole: Name, name: str) -> Name:
        if whole.kind == "any":
            return ANYTHING
        found = whole.parts.get(name)
        if found is None:
            path = f"{whole.path}.{name}".lstrip(".")
            what = f"There is no '{path}'."
            if whole.kind == "list":
                what = f"'{whole.path}' is a table: '{name}' belongs to one of its records."
            among = list((whole.item or whole).parts)
            return self.missing(node, what, name, among, whole.path)
        if found.note:
            self.wrong(
                node,
                f"'{found.path}' {found.note}, so it is never printed.",
                "Find a better source for it, or take it out of the text.",
            )
        return found

    def of_or(self, node: nodes.Or) -> Name:
        left = self.infer(node.left)
        self.infer(node.right)
        return left

    def of_condexpr(self, node: nodes.CondExpr) -> Name:
        self.infer(node.test)
        first = self.infer(node.expr1)
        self.infer(node.expr2)
        return first

    def of_test(self, node: nodes.Test) -> Name:
        if node.name not in self.tests:
            self.wrong(node, f"There is no test '{node.name}'.", "Ask for the answer itself.")
        self.infer(node.node)
        return ANYTHING

    def of_concat(self, node: nodes.Concat) -> Name:
        return self.joined(node, node.nodes)

    def joined(self, node: nodes.Node, parts: Sequence[nodes.Node]) -> Name:
        """`~`, `+`, `%` and the like make strings, in which an answer would lose its path."""
        for part in parts:
            name = self.infer(part)
            if name.origin in ("answers", "law") or (name is WORDS and _filtered(part)):
                what = f"'{name.path}'" if name.path else "An answer"
                self.wrong(node, f"{what} is made part of a string and loses its path.", _MERGE)
        return WORDS

    def of_call(self, node: nodes.Call) -> Name:
        called = self.infer(node.node)
        for part in [*node.args, *node.kwargs]:
            self.infer(part)
        if called.kind != "any":
            name = called.path or "This"
            self.wrong(node, f"'{name}' cannot be called.", _MERGE)
        return ANYTHING

    def of_compare(self, node: nodes.Compare) -> Name:
        left = self.infer(node.expr)
        for operand in node.ops:
            right = self.infer(operand.expr)
            for value in _constants(operand.expr):
                self.compared(node, left, value)
            for value in _constants(node.expr):
                self.compared(node, right, value)
        return ANYTHING

    def compared(self, node: nodes.Node, name: Name, value: str) -> None:
        """A condition must ask for a value that can be chosen."""
        shape = name.shape
        if shape is None or shape.kind not in ("choice", "choices", "yes/no"):
            return
        offered = ["yes", "no"] if shape.kind == "yes/no" else [v for v, _ in shape.choices]
        if value in offered:
            self.choices.append((name.path, value))
            return
        self.missing(node, f"'{value}' is not a choice of '{name.path}'.", value, offered, "")

    # -- filters ----------------------------------------------------------------------------

    def of_filter(self, node: nodes.Filter) -> Name:
        return self.filtered(node)

    def filtered(self, node: nodes.Filter) -> Name:
        value = self.infer(node.node)
        for argument in node.args:
            self.infer(argument)
        if node.name not in self.filters:
            what = f"There is no filter '{node.name}'."
            if value.origin in ("answers", "law"):
                what = f"The filter '{node.name}' would make '{value.path}' a plain string."
            return self.missing(node, what, node.name, list(self.filters), "")
        if node.name == "where":
            return self.where(node, value)
        self.fitting(node, value)
        return WORDS

    def fitting(self, node: nodes.Filter, value: Name) -> None:
        if value.kind == "any":
            return
        shape = value.shape
        if node.name in _PEOPLE and (shape is None or shape.kind not in ("person", "role")):
            self.wrong(
                node,
                f"'{node.name}' is for a person, and '{value.path}' is none.",
                "Use it on a person or a role.",
            )
        if node.name in _LISTS and value.kind != "list":
            self.wrong(
                node,
                f"'{node.name}' is for a list, and '{value.path}' is none.",
                "Use it on a table of answers or a list of the law.",
            )

    def where(self, node: nodes.Filter, value: Name) -> Name:
        if value.kind == "any":
            return ANYTHING
        if value.kind != "list" or value.item is None:
            self.wrong(node, f"'{value.path}' is no table.", "Use 'where' on a table of answers.")
            return ANYTHING
        columns = _constants(node.args[0]) if node.args else []
        for column in columns:
            part = self.part(node, value.item, column)
            for argument in node.args[1:]:
                for wanted in _constants(argument):
                    self.compared(node, part, wanted)
        return value

    # -- what is printed or looped over -----------------------------------------------------

    def item(self, node: nodes.Node, name: Name) -> Name:
        if name.kind in ("any", "words"):
            return ANYTHING
        if name.kind == "list" and name.item is not None:
            return name.item
        if name.origin == "data":
            return ANYTHING
        self.wrong(node, f"'{name.path}' is not a list.", "Loop over a table or a list.")
        return ANYTHING

    def printed(self, node: nodes.Node, name: Name) -> None:
        if name.kind == "group":
            parts = ", ".join(list(name.parts)[:4])
            self.wrong(node, f"'{name.path}' has parts and prints nothing.", f"Print: {parts} ...")
        if name.kind == "list" and name.origin != "answers":
            item = name.item or ANYTHING
            if name.origin == "data" or (item.parts and "name" not in item.parts):
                self.wrong(node, f"'{name.path}' is a list.", "Loop over it, and print parts.")


def _filtered(node: nodes.Node) -> bool:
    """Whether words come from a filter, which may have made them from an answer."""
    return isinstance(node, nodes.Filter)


def _constants(node: nodes.Node) -> Iterator[str]:
    """The strings that are written in an expression: one, or those of a list."""
    if isinstance(node, nodes.Const) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, nodes.List | nodes.Tuple):
        for item in node.items:
            yield from _constants(item)
