"""Imports stand at the top of a module, save for a closed list of reasons."""

import ast
from collections.abc import Iterable, Iterator

from tests.fitness.house import CODE, Finding, Source, functions, none, sources, within

# (file, function) that may import late, with the reason; apps.py stands for that of any room.
LATE = {
    ("apps.py", "ready"): "a room's app meets its models, which exist only once Django has loaded every app",
    ("_process.py", "main"): "a process of its own, started by a test, which sets Django up itself",
}


def hidden_imports(files: Iterable[Source]) -> Iterator[Finding]:
    for source in files:
        name = "apps.py" if source.room and source.place == "apps.py" else source.path
        if source.path.startswith("tests/") and source.path.endswith("_process.py"):
            name = "_process.py"
        for function in functions(source):
            for node in ast.walk(function):
                if not isinstance(node, ast.Import | ast.ImportFrom):
                    continue
                if within(node).endswith(function.name) and (name, function.name) not in LATE:
                    mend = "move it to the top; if that makes a circle, the parts are cut in the wrong place"
                    yield source.finding(node.lineno, f"an import inside {function.name}", mend)


def test_no_function_imports() -> None:
    none(hidden_imports(sources(*CODE)))


def test_an_import_inside_a_function_is_found_once() -> None:
    text = "import a\nclass C:\n    def ready(self):\n        import b\n        def inner():\n"
    text += "            import c\n"
    assert [f.line for f in hidden_imports([Source("jinze/cases/deed/rules.py", text)])] == [4, 6]
    assert [f.line for f in hidden_imports([Source("jinze/cases/deed/apps.py", text)])] == [6]
    assert [f.line for f in hidden_imports([Source("setup/apps.py", text)])] == [4, 6]
