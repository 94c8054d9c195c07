import json
import re
from pathlib import Path

from newsletter.manifest import json_schemas, write_schemas


def test_schemas_are_written_where_the_modelines_look(tmp_path: Path) -> None:
    write_schemas(tmp_path)

    written = {
        path.name: json.loads(path.read_text(encoding="utf-8"))
        for path in (tmp_path / ".newsletter").iterdir()
    }
    assert written == json_schemas()
    assert set(written) == {"issue.schema.json", "publication.schema.json"}


def test_slots_are_offered_for_completion() -> None:
    schema = json_schemas()["issue.schema.json"]

    offered = schema["$defs"]["Slot"]["enum"]

    assert offered == ["lead", "second", "photo", "brief", "normal"]


def test_every_alias_is_a_property_with_the_same_meaning() -> None:
    properties = json_schemas()["issue.schema.json"]["properties"]

    assert properties["日期"] == properties["date"]
    assert properties["栏目"] == properties["sections"]
    assert "出报日期" in properties["date"]["description"]


def test_a_required_key_may_be_given_by_any_of_its_names() -> None:
    schema = json_schemas()["issue.schema.json"]

    names = [
        {option["required"][0] for option in rule["anyOf"]} for rule in schema["allOf"]
    ]

    assert {"date", "日期", "出报日期"} in names
    assert {"number", "期号", "总期号", "期"} in names


def test_unknown_keys_are_marked_and_short_forms_are_not() -> None:
    schema = json_schemas()["issue.schema.json"]

    text, mapping = schema["$defs"]["ArticleEntry"]["anyOf"]

    assert text == {"type": "string"}
    assert mapping["additionalProperties"] is False
    assert schema["additionalProperties"] is False


def test_the_reader_of_yaml_leaves_no_trace_in_the_schemas() -> None:
    text = json.dumps(json_schemas())

    assert "\\u0000" not in text
    assert '"aliases"' not in text


def test_the_default_hour_is_offered_as_an_editor_writes_it() -> None:
    hour = json_schemas()["publication.schema.json"]["properties"]["publishes_at"]

    default = hour["default"]

    assert re.fullmatch(hour["pattern"], default)
