"""XML of others read safely: no entities, no outside references; of a file cut short, what is whole."""

from collections.abc import Iterator
from contextlib import suppress
from typing import Final
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from stagerace.core.errors import BadInput, Problem
from stagerace.core.findings import Finding

_AGAIN: Final = "Export the track again as GPX"


def read_tree(data: bytes, file: str) -> tuple[Element, tuple[Finding, ...]]:
    """The root of an XML file, and a finding where the file is cut short or damaged.

    Raises BadInput where nothing of it can be read, or where it defines entities.
    """
    try:
        return _parsed(data), ()
    except DefusedXmlException as refused:
        what = "the XML defines entities or refers to other files, which a track never needs"
        raise BadInput(Problem(what, f"{_AGAIN}; do not trust this file", file)) from refused
    except ParseError as damage:
        root = _whole_part(data)
        if root is None:
            raise BadInput(Problem(f"this is not well-formed XML: {damage}", _AGAIN, file)) from damage
        place = f"{file}, line {damage.position[0]}, column {damage.position[1] + 1}"
        return root, (Finding("damaged", "the file is cut short or damaged", "what is before is used", place),)
    except (LookupError, ValueError) as unknown:
        raise BadInput(Problem(f"the text of this XML cannot be decoded: {unknown}", _AGAIN, file)) from unknown


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def each(element: Element, *path: str) -> Iterator[Element]:
    """The elements at the end of a path of names below an element."""
    if not path:
        yield element
        return
    for child in element:
        if local(child) == path[0]:
            yield from each(child, *path[1:])


def text(element: Element, *path: str) -> str | None:
    """The text of the first element at the end of a path."""
    return next((found.text for found in each(element, *path)), None)


def _parsed(data: bytes) -> Element:
    parser = _parser(TreeBuilder())
    parser.feed(data.lstrip(b" \t\r\n"))
    root: Element = parser.close()
    return root


def _whole_part(data: bytes) -> Element | None:
    """The elements before the damage; None where there is none."""
    roots: list[Element] = []

    class _Kept(TreeBuilder):
        def start(self, tag: str, attrs: dict[str, str], /) -> Element:
            element = super().start(tag, attrs)
            if not roots:
                roots.append(element)
            return element

    # The same damage is met again: what stands before it is in `roots`.
    with suppress(ParseError, ValueError, LookupError):
        _parser(_Kept()).feed(data.lstrip(b" \t\r\n"))
    return roots[0] if roots else None


def _parser(target: TreeBuilder) -> DefusedXMLParser:
    return DefusedXMLParser(target=target, forbid_dtd=False, forbid_entities=True, forbid_external=True)
