"""The law folder on disk, as plain documents."""

from pathlib import Path
from typing import Any

import yaml
from django.conf import settings

from jinze.kernel.refusal import Refusal
from jinze.sources.rules.reading import plain


def documents_of(instrument: str) -> dict[str, Any]:
    """The files of law/<instrument>/ by relative name; refuses a folder or a file that cannot be read."""
    folder = Path(settings.JINZE_LAW) / instrument
    if not (folder / "instrument.yaml").is_file():
        raise Refusal("sources.no_folder", f"law/ 里没有 {instrument}", remedy="请核对文件夹名称", status=404)
    found = {}
    for file in sorted(folder.rglob("*.yaml")):
        name = file.relative_to(folder).as_posix()
        try:
            found[name] = plain(yaml.safe_load(file.read_text(encoding="utf-8")))
        except (yaml.YAMLError, UnicodeDecodeError) as wrong:
            raise Refusal("sources.yaml", f"{name} 读不出来：{wrong}", remedy="请改正文件后再载入") from wrong
    return found
