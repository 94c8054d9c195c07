"""An editor's mistake as one error with its place, cause and cure."""

from newsletter.errors import InputError, Place, Problem, Text

CODES: dict[str, Text] = {
    "S101": Text("没有这个文件", "no such source file"),
    "S102": Text("源文件太大", "source file too big"),
    "S103": Text("不能导入这种文件", "kind of file that cannot be imported"),
    "S104": Text("源文件是空的", "empty source file"),
    "S105": Text("源文件有读不出的字节", "bytes of the source that cannot be read"),
    "S106": Text("清单里没有可添加的列表", "no list of sections to add to"),
    "S107": Text("文件已经存在", "files that exist already"),
    "S108": Text("导入会丢字或重字", "import that would lose copy"),
    "S109": Text("稿件太多", "too many articles in one source"),
}
"""Code -> meaning."""


def refusal(
    code: str, file: str, what: Text, cure: Text, *, line: int = 0
) -> InputError:
    """Build the error for a single problem of a file."""
    place = Place(file=file, line=line)
    return InputError([Problem(code=code, place=place, what=what, cure=cure)])
