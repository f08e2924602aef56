"""A given file as its parts: what is not asked for stays as it is, byte for byte ([ECMA-376] part 2, packages of zip)."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from typing import TypeAlias
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lxml import etree

TYPES = "[Content_Types].xml"
_CT = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_REL = "{http://schemas.openxmlformats.org/package/2006/relationships}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)

Element: TypeAlias = etree._Element  # noqa: SLF001 - lxml gives its only element class no other name
"""An element of a part."""


class Package:
    """The parts of one file; `tree` gives one to change, `content` writes all of them."""

    def __init__(self, content: bytes) -> None:
        with ZipFile(io.BytesIO(content)) as opened:
            self._infos = {info.filename: info for info in opened.infolist()}
            self._parts = {name: opened.read(name) for name in self._infos}
        self._trees: dict[str, Element] = {}

    def copy(self) -> Package:
        """Another one with the same parts, to be changed apart."""
        return Package(self.content())

    def names(self) -> Iterator[str]:
        """The names of the parts in the file's order."""
        return iter(tuple(self._parts))

    def __contains__(self, name: str) -> bool:
        return name in self._parts

    def read(self, name: str) -> bytes:
        """The bytes of a part as they came."""
        return self._parts[name]

    def tree(self, name: str) -> Element:
        """A part to be changed; it is written anew."""
        if name not in self._trees:
            self._trees[name] = etree.fromstring(self._parts[name], _PARSER)
        return self._trees[name]

    def look(self, name: str) -> Element:
        """A part to be looked at only."""
        return self._trees[name] if name in self._trees else etree.fromstring(self._parts[name], _PARSER)

    def put(self, name: str, content: bytes | Element) -> None:
        """Add a part, or put another in its place."""
        if isinstance(content, bytes):
            self._trees.pop(name, None)
            self._parts[name] = content
        else:
            self._parts.setdefault(name, b"")
            self._trees[name] = content

    def remove(self, name: str) -> None:
        """Leave a part out."""
        self._trees.pop(name, None)
        del self._parts[name]

    def free_name(self, pattern: str) -> str:
        """A name that no part has yet; `{}` stands for the number."""
        number, taken = 1, {name.lower() for name in self._parts}
        while pattern.format(number).lower() in taken:
            number += 1
        return pattern.format(number)

    def content(self) -> bytes:
        """The whole file."""
        out = io.BytesIO()
        with ZipFile(out, "w", ZIP_DEFLATED) as made:
            for name, data in self._parts.items():
                info = ZipInfo(
                    name, self._infos[name].date_time if name in self._infos else (1980, 1, 1, 0, 0, 0)
                )
                info.compress_type = zipfile.ZIP_DEFLATED
                tree = self._trees.get(name)
                whole = (
                    etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
                    if tree is not None
                    else data
                )
                made.writestr(info, whole)
        return out.getvalue()

    # -- what parts there are, and how they hang together ------------------------------------------------------

    def type_of(self, name: str) -> str:
        """The content type of a part; empty when the file does not say."""
        types = self.look(TYPES)
        for one in types.iter(f"{_CT}Override"):
            if one.get("PartName", "").lower() == f"/{name}".lower():
                return str(one.get("ContentType", ""))
        ending = name.rpartition(".")[2].lower()
        found = (one for one in types.iter(f"{_CT}Default") if one.get("Extension", "").lower() == ending)
        return next((str(one.get("ContentType", "")) for one in found), "")

    def declare(self, name: str, kind: str) -> None:
        """Say the content type of a new part."""
        if self.type_of(name) != kind:
            etree.SubElement(self.tree(TYPES), f"{_CT}Override", PartName=f"/{name}", ContentType=kind)

    def relations(self, name: str) -> list[tuple[str, str, str]]:
        """What a part refers to inside the file: (id, type, name of the other part)."""
        rels = rels_name(name)
        if rels not in self._parts:
            return []
        found = []
        for one in self.look(rels).iter(f"{_REL}Relationship"):
            if one.get("TargetMode") != "External":
                target = str(one.get("Target", ""))
                full = (
                    target.lstrip("/")
                    if target.startswith("/")
                    else posixpath.join(posixpath.dirname(name), target)
                )
                found.append((str(one.get("Id", "")), str(one.get("Type", "")), posixpath.normpath(full)))
        return found

    def relate(self, name: str, kind: str, other: str) -> str:
        """Let a part refer to another; give the id."""
        rels = rels_name(name)
        if rels not in self._parts:
            self.put(rels, etree.Element(f"{_REL}Relationships", nsmap={None: _REL[1:-1]}))
        tree = self.tree(rels)
        taken = {one.get("Id") for one in tree}
        number = 1
        while f"rIdL{number}" in taken:
            number += 1
        etree.SubElement(tree, f"{_REL}Relationship", Id=f"rIdL{number}", Type=kind, Target=f"/{other}")
        return f"rIdL{number}"


def whole(text: str | None, otherwise: int = 0) -> int:
    """Read a number that a file gives; what is none, or larger than any file needs, is `otherwise`."""
    return int(text) if text is not None and text.isdecimal() and len(text) < 10 else otherwise


def rels_name(name: str) -> str:
    """The part that says what a part refers to."""
    folder, file = posixpath.split(name)
    return posixpath.join(folder, "_rels", f"{file}.rels")
