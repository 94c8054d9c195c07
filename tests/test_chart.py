"""Cost curves: every point is drawn where its figures put it."""

from xml.etree import ElementTree as ET

from bench.chart import Point, svg

_SVG = "{http://www.w3.org/2000/svg}"


def test_points_rise_with_their_cost_and_titles_are_text() -> None:
    points = (Point(1, 2, 100), Point(4, 5, 150), Point(16, 20, 400))

    drawn = ET.fromstring(svg("pages & <pictures>", "pages", points))  # noqa: S314

    spots = [
        (float(one.attrib["cx"]), float(one.attrib["cy"]))
        for one in drawn.iter(f"{_SVG}circle")
    ]
    assert drawn.findtext(f"{_SVG}title") == "pages & <pictures>"
    assert len(spots) == 2 * len(points)
    for panel in (spots[:3], spots[3:]):
        assert panel == sorted(panel)
        heights = [y for _, y in panel]
        assert heights == sorted(heights, reverse=True)
        assert heights[-1] == 40
