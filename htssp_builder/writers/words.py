"""The few words that a writer adds by itself, in the language of the document."""

from typing import NamedTuple

_WRITTEN_LEFTWARDS = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})


class Words(NamedTuple):
    """note, caution, script: stand before a paragraph of that role, so that its meaning does not
    rest on colour. page: with `{page}` and `{pages}`."""

    note: str
    caution: str
    script: str
    table: str
    figure: str
    skip: str
    checked: str
    unchecked: str
    unverified: str
    internal: str
    contents: str
    page: str


_ENGLISH = Words(
    note="Note:",
    caution="Caution:",
    script="Words to say:",
    table="Table",
    figure="Figure",
    skip="Skip to the text",
    checked="Checked",
    unchecked="Not checked",
    unverified="Not yet confirmed by the district",
    internal="Internal edition",
    contents="Contents",
    page="Page {page} of {pages}",
)
_SPANISH = Words(
    note="Nota:",
    caution="Atención:",
    script="Palabras para decir:",
    table="Tabla",
    figure="Figura",
    skip="Ir al texto",
    checked="Marcado",
    unchecked="Sin marcar",
    unverified="Aún sin confirmar por el distrito",
    internal="Edición interna",
    contents="Contenido",
    page="Página {page} de {pages}",
)


def primary(language: str) -> str:
    """The language of a BCP 47 tag without region or script: "es" for "es-US"."""
    return language.replace("_", "-").split("-")[0].lower()


def words(language: str) -> Words:
    """The words for a BCP 47 tag; English where there is no translation."""
    return _SPANISH if primary(language) == "es" else _ENGLISH


def leftwards(language: str) -> bool:
    """True where the language of this BCP 47 tag is written from right to left."""
    return primary(language) in _WRITTEN_LEFTWARDS
