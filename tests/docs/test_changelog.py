"""Every fragment of the changelog is named by the rule and says something."""

import re

from doc_pages import ROOT

FRAGMENTS = sorted(path for path in (ROOT / "changelog.d").iterdir() if path.name != "README.md")


def test_every_fragment_is_named_after_its_issue_and_kind() -> None:
    assert FRAGMENTS
    for path in FRAGMENTS:
        assert re.fullmatch(r"\d+\.(added|changed|fixed|removed)(\.\d+)?\.md", path.name), path.name


def test_every_fragment_says_something_in_whole_sentences() -> None:
    for path in FRAGMENTS:
        assert path.read_text(encoding="utf-8").strip().endswith("."), path.name
