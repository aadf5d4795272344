"""The structure tree of a tagged PDF: headings, lists, tables and their order for a reader."""

from __future__ import annotations

from typing import Any

from reportlab.pdfbase import pdfdoc


class Node:
    """One element of the structure that screen readers walk through, in reading order."""

    def __init__(self, role: str, parent: Node | None = None, *, alt: str = "") -> None:
        self.role = role
        self.alt = alt
        self.scope = ""
        self.heard = ""
        self.redrawn = False
        self.parent = parent
        self.kids: list[Node | tuple[int, int]] = []
        if parent is not None:
            parent.kids.append(self)


def write_tree(document: Any, root: Node, marks: list[list[Node]]) -> None:  # noqa: ANN401
    """Write the tree; `marks[page][number]` is the element that a marked piece belongs to."""
    _prune(root)
    names: dict[int, str] = {}
    _name(root, names)
    tree = pdfdoc.PDFObjectReference("StructTree")
    _element(document, root, names, tree)
    numbers: list[Any] = []
    for page, nodes in enumerate(marks):
        owners = pdfdoc.PDFArray([_reference(names, node) for node in nodes])
        numbers += [page, document.Reference(owners, f"Marks{page}")]
    parents = pdfdoc.PDFDictionary({"Nums": pdfdoc.PDFArray(numbers)})
    top = pdfdoc.PDFDictionary(
        {
            "Type": pdfdoc.PDFName("StructTreeRoot"),
            "K": pdfdoc.PDFArray([_reference(names, root)]),
            "ParentTree": document.Reference(parents, "ParentTree"),
            "ParentTreeNextKey": len(marks),
        }
    )
    document.Reference(top, "StructTree")
    catalog = document.Catalog
    catalog.StructTreeRoot = tree
    catalog.MarkInfo = pdfdoc.PDFDictionary({"Marked": "true"})


def page_attributes(page: Any, number: int) -> None:  # noqa: ANN401
    """Tie a page to its entry in the tree and make tab order follow the structure."""
    page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
    page.StructParents = number
    page.Tabs = pdfdoc.PDFName("S")


def _prune(node: Node) -> None:
    for kid in list(node.kids):
        if isinstance(kid, Node):
            _prune(kid)
    node.kids = [
        kid
        for kid in node.kids
        if not isinstance(kid, Node) or kid.kids or kid.role in {"TD", "TH"}
    ]


def _name(node: Node, names: dict[int, str]) -> None:
    names[id(node)] = f"Element{len(names)}"
    for kid in node.kids:
        if isinstance(kid, Node):
            _name(kid, names)


def _reference(names: dict[int, str], node: Node) -> Any:  # noqa: ANN401
    return pdfdoc.PDFObjectReference(names[id(node)])


def _element(document: Any, node: Node, names: dict[int, str], parent: Any) -> None:  # noqa: ANN401
    kids: list[Any] = []
    for kid in node.kids:
        if isinstance(kid, Node):
            _element(document, kid, names, _reference(names, node))
            kids.append(_reference(names, kid))
        else:
            kids.append(_marked(*kid))
    entries: dict[str, Any] = {
        "Type": pdfdoc.PDFName("StructElem"),
        "S": pdfdoc.PDFName(node.role),
        "P": parent,
        "K": pdfdoc.PDFArray(kids),
    }
    if node.alt:
        entries["Alt"] = pdfdoc.PDFString(node.alt)
    if node.redrawn:
        entries["ActualText"] = pdfdoc.PDFString(node.heard.strip())
    if node.scope:
        entries["A"] = pdfdoc.PDFDictionary(
            {"O": pdfdoc.PDFName("Table"), "Scope": pdfdoc.PDFName(node.scope)}
        )
    document.Reference(pdfdoc.PDFDictionary(entries), names[id(node)])


def _marked(page: int, number: int) -> Any:  # noqa: ANN401
    return pdfdoc.PDFDictionary(
        {
            "Type": pdfdoc.PDFName("MCR"),
            "Pg": pdfdoc.PDFObjectReference(f"Page{page + 1}"),
            "MCID": number,
        }
    )
