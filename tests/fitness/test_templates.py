"""Templates: each is used, names only what is there, and holds nothing that the content policy blocks."""

import ast
import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser

import jinja2
import pytest
from django.urls import get_resolver
from django.urls.resolvers import URLResolver
from jinja2 import nodes

from tests.fitness.house import Finding, Source, none, sources, strings

BY_NAME = {"400.html", "403.html", "403_csrf.html", "404.html", "500.html"}  # Django asks for these itself
REFERENCES = (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)
PARSER = jinja2.Environment()
JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
WRITTEN_HTML = re.compile(r"<script(?![^>]*\bsrc\b)|<style\b|<[a-z][^>]*\s(?:style|on[a-z]+)\s*=", re.IGNORECASE)
BLOCKED_URI = re.compile(r"^\s*(?:data|javascript|vbscript):", re.IGNORECASE)
BLOCKED_CSS = re.compile(r"url\(\s*[\"']?\s*(?:data:|https?:|//)|@import", re.IGNORECASE)


def name_of(source: Source) -> str:
    """The name by which a template is rendered."""
    return source.path.split("/templates/", 1)[1]


def named_in(source: Source) -> Iterator[tuple[str, int]]:
    """Templates that a template extends, includes or imports, with the line; each branch counts."""
    for node in PARSER.parse(source.text).find_all(REFERENCES):
        said: nodes.Expr = getattr(node, "template")  # noqa: B009 - each of REFERENCES has it
        held = [said] if isinstance(said, nodes.Const) else said.find_all(nodes.Const)
        yield from ((c.value, node.lineno) for c in held if isinstance(c.value, str) and "." in c.value)


def rendered_in(files: Iterable[Source]) -> list[re.Pattern[str]]:
    """Template names that Python code speaks of; a part that is put in counts as any word."""
    found = []
    for source in files:
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and " " not in node.value:
                found.append(re.compile(re.escape(node.value)))
            elif isinstance(node, ast.JoinedStr):
                parts = [re.escape(str(v.value)) if isinstance(v, ast.Constant) else r"[\w/.-]+" for v in node.values]
                found.append(re.compile("".join(parts)))
    return [pattern for pattern in found if pattern.pattern.endswith("html")]


def unreached(templates: Iterable[Source], code: Iterable[Source]) -> Iterator[Finding]:
    by_name = {name_of(source): source for source in templates}
    patterns = rendered_in(code)
    reached = {name for name in by_name if name in BY_NAME or any(p.fullmatch(name) for p in patterns)}
    new = set(reached)
    while new:
        new = {name for one in new for name, _ in named_in(by_name[one]) if name in by_name} - reached
        reached |= new
    for name in sorted(by_name.keys() - reached):
        yield by_name[name].finding(1, f"{name} is never rendered", "render it, or take it out")


def missing(templates: Iterable[Source]) -> Iterator[Finding]:
    there = list(templates)
    known = {name_of(source) for source in there}
    for source in there:
        for name, line in named_in(source):
            if name not in known:
                yield source.finding(line, f"there is no template {name}", "correct the name, or write it")


def blocked(templates: Iterable[Source]) -> Iterator[Finding]:
    """Scripts and styles in the page, handlers as attributes, data: addresses."""
    for source in templates:
        page = _Page(source)
        page.feed(JINJA.sub(_blank, source.text))
        yield from page.found
        for constant in PARSER.parse(source.text).find_all(nodes.Const):
            if isinstance(constant.value, str) and WRITTEN_HTML.search(constant.value):
                yield source.finding(constant.lineno, "a blocked tag written in an expression", MEND)


MEND = "use a class of the shell, a file under static/ and data- attributes"


class _Page(HTMLParser):
    def __init__(self, source: Source) -> None:
        super().__init__()
        self.source, self.found = source, list[Finding]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = {name for name, _ in attrs}
        if (tag == "script" and "src" not in names) or tag == "style":
            self._add(f"inline <{tag}>")
        for name, value in attrs:
            if name == "style" or re.fullmatch(r"on[a-z]+|hx-on.*", name):
                self._add(f"{name}= on <{tag}>")
            elif BLOCKED_URI.match(value or ""):
                self._add(f"{name}={(value or '')[:20]} on <{tag}>")

    def _add(self, wrong: str) -> None:
        self.found.append(self.source.finding(self.getpos()[0], wrong, MEND))


def _blank(hit: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", hit.group())


def foreign_styles(files: Iterable[Source]) -> Iterator[Finding]:
    for source in files:
        for number, line in enumerate(source.lines, 1):
            if BLOCKED_CSS.search(line):
                yield source.finding(number, "a style sheet that fetches from elsewhere", "put the file under static/")


def route_names(resolver: URLResolver, space: str = "") -> Iterator[str]:
    """Every name that url() may be given, with its namespaces."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from route_names(pattern, f"{space}{pattern.namespace}:" if pattern.namespace else space)
        elif pattern.name:
            yield f"{space}{pattern.name}"


def unknown_routes(files: Iterable[Source], known: set[str]) -> Iterator[Finding]:
    """Names of routes in templates, and in code wherever a word has the shape of one."""
    for source in files:
        if source.path.endswith(".py"):
            yield from _unknown_in_code(source, known)
            continue
        for call in PARSER.parse(source.text).find_all(nodes.Call):
            if not isinstance(call.node, nodes.Name) or call.node.name != "url" or not call.args:
                continue
            named = call.args[0]
            if isinstance(named, nodes.Const) and named.value not in known:
                yield source.finding(call.lineno, f"no route is named {named.value}", "correct the name")


def _unknown_in_code(source: Source, known: set[str]) -> Iterator[Finding]:
    spaces = "|".join({name.split(":")[0] for name in known if ":" in name})
    shape = re.compile(rf"(?:{spaces}):\w+") if spaces else re.compile(r"(?!)")
    for text, line in strings(source):
        if shape.fullmatch(text) and text not in known:
            yield source.finding(line, f"no route is named {text}", "correct the name")


def templates() -> tuple[Source, ...]:
    found = sources("jinze", ends=".html") + sources("jinze", ends=".txt")
    return tuple(source for source in found if "/templates/" in source.path)


def test_every_template_is_reached() -> None:
    none(unreached(templates(), sources("jinze", "config")))


def test_templates_name_only_templates_that_are_there() -> None:
    none(missing(templates()))


def test_templates_hold_nothing_that_the_content_policy_blocks() -> None:
    none(blocked(templates()))


def test_style_sheets_fetch_nothing_from_elsewhere() -> None:
    none(foreign_styles(sources("jinze", ends=".css")))


def test_templates_and_faces_name_only_routes_that_are_there() -> None:
    none(unknown_routes([*templates(), *sources("jinze/faces")], set(route_names(get_resolver()))))


def _made(name: str, text: str) -> Source:
    return Source(f"jinze/faces/office/templates/office/{name}", text)


def test_a_template_that_nothing_renders_is_found() -> None:
    made = [
        _made("page.html", '{% extends "office/a.html" if x else "office/b.html" %}'),
        _made("a.html", '{% from "office/macros.html" import x %}'),
        _made("b.html", ""),
        _made("macros.html", ""),
        _made("kind-1.html", ""),
        _made("lost.html", '{% include "office/gone.html" %}'),
        _made("lost-too.html", ""),
    ]
    code = [Source("v.py", 'render(request, "office/page.html")\nrender(request, f"office/kind-{x}.html")')]
    assert [f.path.split("/")[-1] for f in unreached(made, code)] == ["lost-too.html", "lost.html"]
    assert [f.wrong for f in missing(made)] == ["there is no template office/gone.html"]


@pytest.mark.parametrize(
    ("html", "good"),
    [
        ('<script src="{{ static("a.js") }}" defer></script>', True),
        ("<script>\nalert()</script>", False),
        ("<style>b {}</style>", False),
        ('<p style="color: red">', False),
        ('<p class="{{ x }}" {% if y %}style="top: 0"{% endif %}>', False),
        ("{{ '<p style=\"top: 0\">' | safe }}", False),
        ('<button onclick="go()">', False),
        ('<button hx-on:click="go()">', False),
        ('<a href="javascript:go()">', False),
        ('<img src="data:image/png;base64,AAAA">', False),
        ('<a data-filed="x" href="{{ link(on=true, style="plain") }}">', True),
        ('{# no style="…" here #}<b>data: 3</b>', True),
    ],
)
def test_what_the_content_policy_blocks_is_found(html: str, good: bool) -> None:
    assert bool(list(blocked([_made("page.html", html)]))) is not good


def test_a_style_sheet_with_a_foreign_address_is_found() -> None:
    text = 'a { background: url("../x.svg") }\nb { background: url(data:image/png) }\n@import "x.css";\n'
    assert [f.line for f in foreign_styles([Source("a.css", text)])] == [2, 3]


def test_a_route_that_is_not_there_is_found() -> None:
    made = [_made("page.html", '{{ url("todo") }}\n{{ url("gone", key=x) }}\n{{ url(name) }}')]
    assert [(f.line, f.wrong) for f in unknown_routes(made, {"todo"})] == [(2, "no route is named gone")]
    code = Source("jinze/faces/office/views/a.py", 'reverse("office:todo")\nredirect("office:gone")\nx = "a: b"')
    assert [f.line for f in unknown_routes([code], {"office:todo"})] == [2]
