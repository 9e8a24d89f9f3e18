"""Markdown of content packs (CommonMark) into markup; HTML stays text, links lead to the web or mail."""

import unicodedata
from collections.abc import Iterable, Iterator

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from core.text.markup import Bold, Code, Italic, Lines, Link, Markup, Quote, Span, Text, plain

_SCHEMES = ("https://", "http://", "mailto:")
_READER = MarkdownIt("commonmark", {"html": False})


def markup_of(markdown: str) -> Markup:
    """Blocks become lines with an empty line between them; the items of a list stand close."""
    rows = _blocks(SyntaxTreeNode(_READER.parse(markdown)).children, close=False)
    return rows[0] if len(rows) == 1 else Lines(tuple(rows))


def _blocks(nodes: Iterable[SyntaxTreeNode], *, close: bool) -> list[Markup]:
    rows: list[Markup] = []
    for node in nodes:
        block = list(_block(node))
        if rows and block and not close:
            rows.append(Text(""))
        rows.extend(block)
    return rows


def _block(node: SyntaxTreeNode) -> Iterator[Markup]:
    match node.type:
        case "bullet_list":
            for item in node.children:
                yield from _item("• ", item)
        case "ordered_list":
            first = int(node.attrs.get("start", 1))
            for number, item in enumerate(node.children, start=first):
                yield from _item(f"{number}. ", item)
        case "blockquote":
            yield Quote(Lines(tuple(_blocks(node.children, close=False))))
        case "heading":
            yield Bold(_inline(node))
        case "fence" | "code_block":
            yield from (Code(row) for row in node.content.rstrip("\n").split("\n"))
        case "hr":
            yield Text("")
        case _:
            yield from _split_at_breaks(node)


def _item(mark: str, item: SyntaxTreeNode) -> Iterator[Markup]:
    rows = _blocks(item.children, close=True) or [Text("")]
    yield Span((Text(mark), rows[0]))
    for row in rows[1:]:
        yield Span((Text("  "), row))


def _inline(node: SyntaxTreeNode) -> Markup:
    rows = list(_split_at_breaks(node))
    return rows[0] if len(rows) == 1 else Lines(tuple(rows))


def _split_at_breaks(node: SyntaxTreeNode) -> Iterator[Markup]:
    """The rows of a paragraph or heading, whose one child holds the words."""
    row: list[Markup] = []
    for child in (word for inline in node.children for word in inline.children):
        if child.type == "hardbreak":
            yield _span(row)
            row = []
        else:
            row.extend(_word(child))
    yield _span(row)


def _span(parts: list[Markup]) -> Markup:
    row: list[Markup] = []
    for part in parts:
        if row and isinstance(part, Text) and isinstance(row[-1], Text):
            row[-1] = Text(row[-1].value + part.value)
        else:
            row.append(part)
    return row[0] if len(row) == 1 else Span(tuple(row))


def _word(node: SyntaxTreeNode) -> Iterator[Markup]:
    match node.type:
        case "strong":
            yield Bold(_children(node))
        case "em":
            yield Italic(_children(node))
        case "code_inline":
            yield Code(node.content)
        case "link":
            yield _link(node)
        case "softbreak":
            if not _between_wide(node):
                yield Text(" ")
        case _:
            if node.content:
                yield Text(node.content)


def _children(node: SyntaxTreeNode) -> Markup:
    return _span([part for child in node.children for part in _word(child)])


def _link(node: SyntaxTreeNode) -> Markup:
    label = plain(_children(node))
    url = str(node.attrs.get("href", ""))
    return Link(label or url, url) if url.casefold().startswith(_SCHEMES) else Text(label)


def _between_wide(node: SyntaxTreeNode) -> bool:
    """Whether a line of the file ends between two wide characters: Chinese has no space there."""
    before, after = node.previous_sibling, node.next_sibling
    if before is None or after is None:
        return False
    ends = (plain(_children_or_word(before))[-1:], plain(_children_or_word(after))[:1])
    return all(end and unicodedata.east_asian_width(end) in "WF" for end in ends)


def _children_or_word(node: SyntaxTreeNode) -> Markup:
    return _span(list(_word(node)))
