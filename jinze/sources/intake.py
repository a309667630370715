"""What may be said to the actions of the sources; the same from page and command line."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from jinze.kernel.refusal import Refusal

LONGEST_REASON = 200  # letters
LONGEST_PATH = 64  # letters, as the column of official texts holds

_ROW = "每项写 line（第几行），以及 into（带引号的编号）或 aside（不属条款的理由），二者选一"

Path = Annotated[str, StringConstraints(pattern=r"^(\d+(\.\d+)*)?$", max_length=LONGEST_PATH)]


class Placed(BaseModel):
    """Where a person puts a line that has no sure place: `into` a clause by its path, or `aside` for a reason.

    `text` is the line as the person saw it; without it the line is meant by its number alone.
    """

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, frozen=True)

    line: int = Field(ge=1)
    text: str = ""
    into: Path = ""
    aside: str = Field(default="", max_length=LONGEST_REASON)

    @model_validator(mode="after")
    def _one_of_both(self) -> "Placed":
        if bool(self.into) == bool(self.aside):
            raise ValueError("归入哪一条（into）和不属条款的理由（aside），必须正好写一样")
        return self

    def plain(self) -> dict[str, Any]:
        """Without the word that is not said."""
        return self.model_dump(exclude_defaults=True)


def read_placements(content: Any, name: str) -> list[Placed]:
    """A list of placements as a file holds them; refuses what is none, naming the row."""
    if not isinstance(content, list):
        raise _refused(name, f"应是一个列表，{_ROW}")
    found = []
    for number, row in enumerate(content, 1):
        if isinstance(row, dict) and isinstance(row.get("into"), int | float):
            raise _refused(name, f'第 {number} 项的编号没有加引号，请写成 into: "{row["into"]}"，以免 2.10 读成 2.1')
        try:
            found.append(Placed.model_validate(row))
        except ValidationError as wrong:
            raise _refused(name, f"第 {number} 项不对，{_ROW}") from wrong
    return found


def _refused(name: str, words: str) -> Refusal:
    return Refusal("sources.placements", f"{name} {words}", remedy="请改正后再导入")
