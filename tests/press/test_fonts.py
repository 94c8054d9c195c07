from dataclasses import replace
from pathlib import Path

import pytest

from newsletter.errors import LayoutError
from newsletter.layout import Layout, load_layout
from newsletter.press.fonts import load_fonts
from newsletter.press.metrics import FaceStyle
from tests.builders import a_publication
from tests.press.type_samples import type_for

FACES = (
    "body", "strong", "emphasis", "code", "subhead", "dateline", "byline", "kicker",
    "headline", "headline-lead", "deck", "banner", "caption", "credit", "folio",
    "nameplate", "furniture", "jump", "filler-headline", "filler",
)  # fmt: skip


def _layout_with(folder: Path, type_toml: str) -> Layout:
    """Lay another type.toml over our layout."""
    (folder / "print").mkdir()
    (folder / "print" / "type.toml").write_text(type_toml, encoding="utf-8")
    layout = load_layout(a_publication())
    return replace(layout, folders=(folder, *layout.folders))


def _with_body(file: str, family: str) -> str:
    return (
        "[faces.default]\n"
        f'body = {{ family = "{family}", file = "{file}", weight = 400 }}\n'
        '[regions]\n[languages]\n[packages]\n"Quay.ttf" = "fonts-quay"\n'
    )


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize("language", ["zh-Hans", "en"])
def test_layout_has_every_face_the_press_asks_for(face: str, language: str) -> None:
    fonts = type_for(language)

    assert fonts.css(face).weight in (400, 700)
    assert fonts.shape("a", face)[0].advance > 0


@pytest.mark.parametrize(
    ("language", "region"),
    [
        ("zh", "SC"), ("zh-CN", "SC"), ("zh-Hans", "SC"), ("zh-Hant", "TC"),
        ("zh-TW", "TC"), ("zh-HK", "HK"), ("zh-Hant-HK", "HK"), ("ja", "JP"),
        ("ko-KR", "KR"),
    ],
)  # fmt: skip
def test_language_chooses_regional_glyphs(language: str, region: str) -> None:
    fonts = type_for(language)

    style = fonts.css("body")

    assert style == FaceStyle(family=f"Noto Serif CJK {region}", weight=400)
    assert fonts.shape("报", "body")[0].advance == 1.0


def test_latin_papers_have_a_latin_face_with_italics() -> None:
    style = type_for("en-GB").css("emphasis")

    assert style == FaceStyle(family="Liberation Serif", weight=400, slant="italic")


def test_ideographs_in_a_latin_paper_come_from_a_fallback_font() -> None:
    fonts = type_for("en")

    (cluster,) = fonts.shape("报", "body")

    assert cluster.advance == 1.0
    assert fonts.fallback_styles[cluster.font - 1].family == "Noto Serif CJK SC"


@pytest.mark.parametrize("mark", "“”‘’，。！—…《（")
def test_chinese_marks_are_one_em_wide(mark: str) -> None:
    assert type_for("zh-Hans").shape(mark, "body")[0].advance == 1.0


def test_dash_is_two_unbroken_ems() -> None:
    (cluster,) = type_for("zh-Hans").shape("——", "body")

    assert cluster.advance == 2.0


def test_word_is_kerned() -> None:
    fonts = type_for("en")

    whole = sum(c.advance for c in fonts.shape("AVATAR", "body"))
    apart = sum(fonts.shape(c, "body")[0].advance for c in "AVATAR")

    assert whole < apart - 0.3


def test_ligatures_are_off() -> None:
    clusters = type_for("en").shape("office", "body")

    assert [c.text for c in clusters] == list("office")


@pytest.mark.parametrize(
    "cluster",
    ["e\u0301", "\U0001f468\u200d\U0001f469\u200d\U0001f467", "1\ufe0f\u20e3"],
    ids=["accent", "family", "keycap"],
)
def test_joined_characters_are_one_cluster(cluster: str) -> None:
    clusters = type_for("zh-Hans").shape(f"a{cluster}b", "body")

    assert [c.text for c in clusters] == ["a", cluster, "b"]


@pytest.mark.parametrize("text", ["报abc，", "🚢", "𪚥", "a\u200db\ufe0f\u00ad\n"])
def test_nothing_is_missing_from_usual_text(text: str) -> None:
    assert type_for("zh-Hans").missing(text, "body") == ()


def test_missing_glyphs_are_listed_once_and_count_one_em() -> None:
    fonts = type_for("zh-Hans")

    assert fonts.missing("报\u0378\U000f0000\u0378", "body") == ("\u0378", "\U000f0000")
    assert fonts.shape("\u0378", "body")[0].advance == 1.0


def test_unknown_face_is_refused_with_the_known_ones() -> None:
    with pytest.raises(LayoutError, match=r"no face 'bold'.*strong"):
        type_for("zh-Hans").shape("报", "bold")


def test_missing_font_is_refused_with_its_package(tmp_path: Path) -> None:
    layout = _layout_with(tmp_path, _with_body("Quay.ttf", "Quay"))

    with pytest.raises(LayoutError, match=r"Quay\.ttf; apt-get install fonts-quay"):
        load_fonts(layout, "en")


def test_family_that_a_file_does_not_hold_is_refused(tmp_path: Path) -> None:
    layout = _layout_with(tmp_path, _with_body("NotoSerifCJK-Regular.ttc", "Quay"))
    fonts = load_fonts(layout, "en")

    with pytest.raises(LayoutError, match="no family 'Quay'"):
        fonts.shape("a", "body")


def test_faulty_settings_are_refused(tmp_path: Path) -> None:
    layout = _layout_with(tmp_path, "[regions]\n[languages]\n")

    with pytest.raises(LayoutError, match=r"type\.toml: 'faces' is missing"):
        load_fonts(layout, "en")


def test_file_that_is_no_font_is_refused(tmp_path: Path) -> None:
    layout = _layout_with(tmp_path, _with_body("Torn.ttf", "Torn"))
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts" / "Torn.ttf").write_bytes(b"not a font")

    with pytest.raises(LayoutError, match="no family 'Torn'"):
        load_fonts(layout, "en").shape("a", "body")


@pytest.mark.parametrize(
    "emoji",
    ["\U0001f1e8\U0001f1f3", "\U0001f44d\U0001f3fd", "\U0001f468\u200d\U0001f469"],
)
def test_emoji_joined_of_several_are_missing_unless_a_font_draws_one(
    emoji: str,
) -> None:
    fonts = type_for("zh-Hans")

    assert fonts.missing(f"河{emoji}湾{emoji}", "body") == (emoji,)
    assert fonts.missing("河\U0001f44d\u2600\ufe0f湾", "body") == ()
