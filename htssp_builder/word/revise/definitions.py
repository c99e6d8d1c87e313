"""Styles and lists that new text uses, found again in the old file or brought over to it."""

from copy import deepcopy

from htssp_builder.word.revise.edited import Edited
from htssp_builder.word.revise.says import said
from htssp_builder.word.revise.wml import RELATED, VAL, Element, W, remove, take, value

_STYLE, _NUM, _ABSTRACT = W + "style", W + "num", W + "abstractNum"
_NUMID, _ABSTRACT_ID, _LEVEL = W + "numId", W + "abstractNumId", W + "ilvl"
_EMPTY = f'<w:numbering xmlns:w="{_NUM[1:].partition("}")[0]}"/>'.encode()
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"
_OWN = frozenset((W + "nsid", W + "tmpl"))


class Styles:
    """Ids of the new file's styles as the old file knows them. A style is known by the name that
    Word shows: programs of other languages give other ids to the same style."""

    def __init__(self, old: Edited, new: Edited, lists: "Lists") -> None:
        self.old_part, new_part = old.related("styles"), new.related("styles")
        self.lists = lists
        self.root = old.tree(self.old_part) if self.old_part else None
        self.new = _by_id(new.tree(new_part)) if new_part else {}
        self.ids = _by_id(self.root)
        self.names = {_name(style): key for key, style in self.ids.items()}
        self.known: dict[str, str] = {}

    def id(self, new_id: str) -> str:
        """The id to write; the style is brought over where the old file lacks it."""
        if new_id not in self.known:
            self.known[new_id] = new_id
            style = self.new.get(new_id)
            if style is not None and self.root is not None:
                found = self.names.get(_name(style))
                self.known[new_id] = found if found is not None else self._bring(new_id, style)
        return self.known[new_id]

    def _bring(self, new_id: str, style: Element) -> str:
        fresh, number = new_id, 1
        while fresh in self.ids:
            number += 1
            fresh = f"{new_id}{number}"
        made = usual(deepcopy(style))
        made.set(W + "styleId", fresh)
        take(made, W + "default")
        self.known[new_id] = fresh
        self.ids[fresh], self.names[_name(style)] = made, fresh
        for tag in ("basedOn", "next", "link"):
            for one in made.iter(W + tag):
                one.set(VAL, self.id(str(one.get(VAL, ""))))
        for one in made.iter(_NUMID):
            one.set(VAL, self.lists.id(str(one.get(VAL, ""))))
        if self.root is not None:
            self.root.append(made)
        return fresh


_SIDES = {"start": "left", "end": "right"}


def usual(made: Element) -> Element:
    """The same element with the words for its sides that Word's usual files know: LibreOffice
    writes those of strict files."""
    for one in made.iter(W + "jc", W + "lvlJc"):
        side = str(one.get(VAL, ""))
        one.set(VAL, _SIDES.get(side, side))
    return made


def _by_id(root: Element | None) -> dict[str, Element]:
    if root is None:
        return {}
    return {str(style.get(W + "styleId", "")): style for style in root.iter(_STYLE)}


def _name(style: Element) -> tuple[str, str]:
    return str(style.get(W + "type", "")), value(style, W + "name").casefold()


class Lists:
    """Numbers of the new file's lists as the old file counts them.

    Where a paragraph stands in both files, its list is the same list in both; any other list is
    brought over, so that it counts for itself.
    """

    def __init__(self, old: Edited, new: Edited) -> None:
        self.old, self.new = old, new
        self.part = old.related("numbering")
        new_part = new.related("numbering")
        self.new_root = new.tree(new_part) if new_part else None
        self.known: dict[str, str] = {"0": "0"}
        self._shapes: dict[str, str] | None = None

    def same(self, old_id: str, new_id: str) -> None:
        """Says that a list of the new file is a list of the old one; the first word counts."""
        self.known.setdefault(new_id, old_id)

    def id(self, new_id: str) -> str:
        """The number to write."""
        if new_id not in self.known:
            self.known[new_id] = self._bring(new_id)
        return self.known[new_id]

    def _bring(self, new_id: str) -> str:
        source = self._child(self.new_root, _NUM, W + "numId", new_id)
        if source is None:
            return "0"
        root = self._root()
        shape = self._abstract(root, value(source, _ABSTRACT_ID))
        made = deepcopy(source)
        fresh = str(1 + max((_int(one.get(_NUMID)) for one in root.iter(_NUM)), default=0))
        made.set(_NUMID, fresh)
        take(made, "{http://schemas.microsoft.com/office/word/2012/wordml}durableId")
        for one in made.iter(_ABSTRACT_ID):
            one.set(VAL, shape)
        _behind(root, made, (_NUM, _ABSTRACT, W + "numPicBullet"))
        return fresh

    def _root(self) -> Element:
        if not self.part:
            self.part = self.old.add("word/numbering.xml", _EMPTY, _KIND)
            self.old.relate(self.old.main, f"{RELATED}/numbering", self.part)
        return self.old.tree(self.part)

    def _abstract(self, root: Element, new_id: str) -> str:
        """The shape of a list (its signs and indents): the same one where the old file has it."""
        source = self._child(self.new_root, _ABSTRACT, _ABSTRACT_ID, new_id)
        if source is None:
            return "0"
        if self._shapes is None:
            self._shapes = {
                _shape(one): str(one.get(_ABSTRACT_ID, "")) for one in root.iter(_ABSTRACT)
            }
        shape = _shape(source)
        if shape in self._shapes:
            return self._shapes[shape]
        made = usual(deepcopy(source))
        numbers = (_int(one.get(_ABSTRACT_ID)) for one in root.iter(_ABSTRACT))
        fresh = str(1 + max(numbers, default=-1))
        made.set(_ABSTRACT_ID, fresh)
        for one in [child for child in made if child.tag in _OWN]:
            made.remove(one)
        for one in list(made.iter(W + "lvlPicBulletId")):
            remove(one)
        _behind(root, made, (_ABSTRACT, W + "numPicBullet"))
        self._shapes[shape] = fresh
        return fresh

    @staticmethod
    def _child(root: Element | None, tag: str, key: str, wanted: str) -> Element | None:
        if root is None:
            return None
        return next((one for one in root.iter(tag) if one.get(key) == wanted), None)


def _shape(abstract: Element) -> str:
    made = deepcopy(abstract)
    take(made, _ABSTRACT_ID)
    for one in [child for child in made if child.tag in _OWN]:
        made.remove(one)
    return said(made)


def _int(text: object) -> int:
    return int(str(text)) if str(text).lstrip("-").isdigit() else 0


def _behind(root: Element, made: Element, kinds: tuple[str, ...]) -> None:
    """Puts an element behind the last of its kinds: Word asks for shapes before lists."""
    last = None
    for child in root:
        if child.tag in kinds:
            last = child
    if last is None:
        root.insert(0, made)
    else:
        last.addnext(made)
