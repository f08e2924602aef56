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
        self._taken = {name.lower() for name in self._parts}
        self._free: dict[str, int] = {}  # pattern, or part of relations → the number to begin looking at
        self._types: tuple[dict[str, str], dict[str, str]] | None = None  # by name, by ending

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
        if name == TYPES:
            self._types = None
        if name not in self._trees:
            self._trees[name] = etree.fromstring(self._parts[name], _PARSER)
        return self._trees[name]

    def look(self, name: str) -> Element:
        """A part to be looked at only."""
        return self._trees[name] if name in self._trees else etree.fromstring(self._parts[name], _PARSER)

    def put(self, name: str, content: bytes | Element) -> None:
        """Add a part, or put another in its place."""
        self._taken.add(name.lower())
        self._free.pop(name, None)
        if isinstance(content, bytes):
            self._trees.pop(name, None)
            self._parts[name] = content
        else:
            self._parts.setdefault(name, b"")
            self._trees[name] = content

    def remove(self, name: str) -> None:
        """Leave a part out."""
        self._trees.pop(name, None)
        self._taken.discard(name.lower())
        del self._parts[name]

    def free_name(self, pattern: str) -> str:
        """A name that no part has yet; `{}` stands for the number."""
        number = self._free.get(pattern, 1)
        while pattern.format(number).lower() in self._taken:
            number += 1
        self._free[pattern] = number
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
        if self._types is None:
            types = self.look(TYPES)
            said = [(one.get("PartName", ""), one) for one in types.iter(f"{_CT}Override")]
            ends = [(one.get("Extension", ""), one) for one in types.iter(f"{_CT}Default")]
            self._types = _by_first(said), _by_first(ends)
        own, by_ending = self._types
        name = name.lower()
        return own.get(f"/{name}") or by_ending.get(name.rpartition(".")[2], "")

    def declare(self, name: str, kind: str) -> None:
        """Say the content type of a new part."""
        if self.type_of(name) == kind or self._types is None:
            return
        own, by_ending = self._types
        etree.SubElement(self.tree(TYPES), f"{_CT}Override", PartName=f"/{name}", ContentType=kind)
        own.setdefault(f"/{name}".lower(), kind)
        self._types = own, by_ending

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
        if rels not in self._free:
            own = (str(one.get("Id", "")).removeprefix("rIdL") for one in tree)
            self._free[rels] = max(map(whole, own), default=0)
        self._free[rels] += 1
        number = self._free[rels]
        etree.SubElement(tree, f"{_REL}Relationship", Id=f"rIdL{number}", Type=kind, Target=f"/{other}")
        return f"rIdL{number}"


def _by_first(said: list[tuple[str, Element]]) -> dict[str, str]:
    """Content types by what they are said of, in small letters; what is said first counts."""
    return {str(name).lower(): str(one.get("ContentType", "")) for name, one in reversed(said)}


def whole(text: str | None, otherwise: int = 0) -> int:
    """Read a number that a file gives; what is none, or larger than any file needs, is `otherwise`."""
    return int(text) if text is not None and text.isdecimal() and len(text) < 10 else otherwise


def rels_name(name: str) -> str:
    """The part that says what a part refers to."""
    folder, file = posixpath.split(name)
    return posixpath.join(folder, "_rels", f"{file}.rels")
