"""The sentences of a verification, by language.

They live here and not in gettext because `tinkuy verify` runs where there is neither Django nor a database.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from tinkuy.agenda.pure.findings import Code


@dataclass(frozen=True)
class Phrases:
    """`findings` speak of a whole thing ({owner}, or {field} when it is no block, axis or citation); `inside`, of a
    field of {owner}.
    """

    verdicts: Mapping[str, str]
    findings: Mapping[Code, str]
    inside: Mapping[Code, str]
    items: Mapping[str, str]
    fields: Mapping[str, str]
    of: str
    and_more: str
    identity_unchecked: str
    identity_trusted: str
    identity_other: str
    about: str
    sample: str
    counts: str
    withheld: str
    digest: str
    no_format: str
    not_a_key: str


SPANISH = Phrases(
    verdicts={
        "authentic": "El archivo está tal como se publicó: no cambió ni una palabra.",
        "unlinked": "El archivo está tal como se publicó, pero algo no cuadra con la versión anterior.",
        "altered": "Este archivo NO está como se publicó.",
        "resigned": "Este archivo NO lo firmó quien esperabas.",
        "unreadable": "No se pudo revisar el archivo.",
    },
    findings={
        Code.FILE_MISSING: "No existe el archivo {file}.",
        Code.IS_A_FOLDER: "{file} es una carpeta. Indica el archivo de la versión.",
        Code.NOT_ALLOWED: "No se puede abrir {file}. Mira si tienes permiso para leerlo.",
        Code.TOO_LARGE: "El archivo pasa de {limit} MB. Ninguna versión pesa tanto.",
        Code.EMPTY_FILE: "El archivo está vacío. Descárgalo de nuevo.",
        Code.NOT_UTF8: (
            "El archivo no es texto UTF-8 (línea {line}, columna {column}). Otro programa lo guardó a su manera: "
            "descárgalo de nuevo."
        ),
        Code.TRUNCATED: (
            "El archivo termina antes de tiempo, en la línea {line}, columna {column}: le falta el final. Descárgalo de nuevo."
        ),
        Code.NOT_JSON: "El archivo no se puede leer: algo está mal escrito en la línea {line}, columna {column}.",
        Code.TOO_DEEP: "El archivo tiene más de {limit} niveles, uno dentro de otro. Ninguna versión es así.",
        Code.OTHER_FORMAT: "El archivo no es una versión de agenda que este programa conozca. Dice ser: {format}.",
        Code.DUPLICATE_KEY: "El archivo dice dos veces «{field}», y cada lector podría ver una cosa distinta.",
        Code.MEMBER_MISSING: "Al archivo le falta «{field}», o no es lo que debería.",
        Code.MEMBER_UNSIGNED: "El archivo trae «{field}», que nadie firmó.",
        Code.ITEM_ADDED: "{owner} no estaba en lo que se publicó: alguien lo agregó en el lugar {place}.",
        Code.ITEM_REMOVED: "Falta {owner}, que se publicó en el lugar {place}.",
        Code.ITEM_MOVED: "{owner} pasó del lugar {before} al {after}.",
        Code.FIELD_ADDED: "«{field}» no estaba en lo que se publicó.",
        Code.FIELD_REMOVED: "Falta «{field}», que sí se publicó.",
        Code.FIELD_CHANGED: "«{field}» cambió: no es lo que se publicó.",
        Code.CHANGE_HIDDEN: (
            "El contenido no concuerda con su resumen y la lista de partes no basta para decir dónde: puede haber más cambios."
        ),
        Code.WORDS_CHANGED: "{owner}: las palabras citadas no son las que se publicaron.",
        Code.WORDS_UNSIGNED: "El archivo trae palabras para una cita que no está en la versión: {citation}.",
        Code.PARTS_EDITED: "Alguien cambió la lista de partes del sello, que sirve para nombrar los cambios.",
        Code.DIGEST_EDITED: "Alguien cambió un resumen del sello: «{field}».",
        Code.SIGNATURE_INVALID: "La firma no corresponde a este archivo.",
        Code.FINGERPRINT_EDITED: "La huella escrita en el sello no es la de su clave.",
        Code.PUBLIC_KEY_REPLACED: "Firmó la clave en la que confías, pero alguien puso otra en el sello.",
        Code.RESIGNED: (
            "Contenido y firma concuerdan, pero firmó otra clave ({fingerprint}) y no la que esperabas ({trusted}): "
            "alguien volvió a firmar."
        ),
        Code.PREVIOUS_UNREADABLE: "No se pudo leer la versión anterior. {reason}",
        Code.PREVIOUS_DIFFERS: (
            "La versión anterior que diste no es la que esta versión nombra. Nombra {expected} y diste {found}."
        ),
        Code.PREVIOUS_UNEXPECTED: "Diste una versión anterior, pero esta versión dice que es la primera.",
        Code.PREVIOUS_MATCHES: "La versión anterior que diste es la que esta versión nombra.",
        Code.WORDS_WITHHELD: "{owner}: sus palabras no están en el archivo.",
    },
    inside={
        Code.FIELD_ADDED: "{owner} cambió: el campo «{field}» no estaba en lo que se publicó.",
        Code.FIELD_REMOVED: "{owner} cambió: falta el campo «{field}».",
        Code.FIELD_CHANGED: "{owner} cambió: el campo «{field}» no es el que se publicó.",
        Code.DUPLICATE_KEY: "{owner} dice dos veces «{field}», y cada lector podría ver una cosa distinta.",
    },
    items={"wordings": "el bloque {code}", "axes": "el eje {code}", "citations": "la cita {code}"},
    fields={
        "content": "contenido",
        "disclosures": "palabras citadas",
        "seal": "sello",
        "digest": "resumen",
        "parts_digest": "resumen de las partes",
        "parts": "partes",
        "public_key": "clave pública",
        "key_fingerprint": "huella de la clave",
        "signature": "firma",
        "algorithm": "algoritmo",
        "alliance": "alianza",
        "agenda": "agenda",
        "version": "versión",
        "published_at": "fecha de publicación",
        "is_sample": "es ejemplo",
        "label": "etiqueta",
        "licence": "licencia",
        "previous": "versión anterior",
        "figures": "cifras",
        "axes": "ejes",
        "wordings": "bloques",
        "citations": "citas",
        "name": "nombre",
        "number": "número",
        "axis": "eje",
        "position": "posición",
        "title": "título",
        "text": "texto",
        "demand": "pedido",
        "addressee_level": "nivel del destinatario",
        "themes": "temas",
        "territories": "territorios",
        "territory": "territorio",
        "framework_areas": "áreas de los marcos",
        "lineage": "linaje",
        "contribution": "aporte",
        "meeting": "encuentro",
        "language": "lengua",
        "quote_commitment": "compromiso de las palabras",
        "code": "código",
    },
    of="{inner} de {outer}",
    and_more="Y {count} hallazgos más.",
    identity_unchecked="Falta saber quién firmó. Compara esta huella con la que publica la alianza: {fingerprint}",
    identity_trusted="Firmó la clave en la que confías: {fingerprint}",
    identity_other="La clave del archivo no es la que esperabas: {fingerprint}",
    about="Dice ser: {names}, publicada el {date}.",
    sample="Es un ejemplo ficticio: ninguna organización lo aprobó.",
    counts="Ejes: {axes}. Bloques: {wordings}. Citas: {citations}.",
    withheld="Citas cuyas palabras no están (quien las dijo puede retirarlas): {count}. La firma sigue valiendo.",
    digest="Resumen del contenido: {digest}",
    no_format="nada",
    not_a_key="La clave que indicaste no es una clave pública ni una huella.",
)

ENGLISH = Phrases(
    verdicts={
        "authentic": "The file is as it was published: not a word has changed.",
        "unlinked": "The file is as it was published, but something is wrong with the version before it.",
        "altered": "This file is NOT as it was published.",
        "resigned": "This file was NOT signed by whom you expected.",
        "unreadable": "The file could not be checked.",
    },
    findings={
        Code.FILE_MISSING: "There is no file {file}.",
        Code.IS_A_FOLDER: "{file} is a folder. Name the version's file.",
        Code.NOT_ALLOWED: "{file} cannot be opened. See whether you may read it.",
        Code.TOO_LARGE: "The file is over {limit} MB. No version is that large.",
        Code.EMPTY_FILE: "The file is empty. Download it again.",
        Code.NOT_UTF8: (
            "The file is not UTF-8 text (line {line}, column {column}). Another program saved it its own way: download it again."
        ),
        Code.TRUNCATED: "The file ends early, at line {line}, column {column}: its end is missing. Download it again.",
        Code.NOT_JSON: "The file cannot be read: something is badly written at line {line}, column {column}.",
        Code.TOO_DEEP: "The file has more than {limit} levels, one inside another. No version is like that.",
        Code.OTHER_FORMAT: "The file is not an agenda version this program knows. It says it is: {format}.",
        Code.DUPLICATE_KEY: "The file says “{field}” twice, and each reader may see something else.",
        Code.MEMBER_MISSING: "“{field}” is missing from the file, or is not what it should be.",
        Code.MEMBER_UNSIGNED: "The file brings “{field}”, which nobody signed.",
        Code.ITEM_ADDED: "{owner} was not in what was published: somebody added it at place {place}.",
        Code.ITEM_REMOVED: "{owner} is missing; it was published at place {place}.",
        Code.ITEM_MOVED: "{owner} moved from place {before} to {after}.",
        Code.FIELD_ADDED: "“{field}” was not in what was published.",
        Code.FIELD_REMOVED: "“{field}” is missing; it was published.",
        Code.FIELD_CHANGED: "“{field}” changed: it is not what was published.",
        Code.CHANGE_HIDDEN: (
            "The content does not agree with its digest and the list of parts cannot say where: there may be more changes."
        ),
        Code.WORDS_CHANGED: "{owner}: the quoted words are not those that were published.",
        Code.WORDS_UNSIGNED: "The file brings words for a citation that is not in the version: {citation}.",
        Code.PARTS_EDITED: "Somebody changed the seal's list of parts, which serves to name what changed.",
        Code.DIGEST_EDITED: "Somebody changed a digest in the seal: “{field}”.",
        Code.SIGNATURE_INVALID: "The signature does not belong to this file.",
        Code.FINGERPRINT_EDITED: "The fingerprint written in the seal is not that of its key.",
        Code.PUBLIC_KEY_REPLACED: "The key you trust did sign, but somebody put another one in the seal.",
        Code.RESIGNED: (
            "Content and signature agree, but another key signed ({fingerprint}), not the one you expected "
            "({trusted}): it was re-signed."
        ),
        Code.PREVIOUS_UNREADABLE: "The version before could not be read. {reason}",
        Code.PREVIOUS_DIFFERS: (
            "The version before that you gave is not the one this version names. It names {expected}; you gave {found}."
        ),
        Code.PREVIOUS_UNEXPECTED: "You gave a version before, but this version says it is the first.",
        Code.PREVIOUS_MATCHES: "The version before that you gave is the one this version names.",
        Code.WORDS_WITHHELD: "{owner}: its words are not in the file.",
    },
    inside={
        Code.FIELD_ADDED: "{owner} changed: its field “{field}” was not in what was published.",
        Code.FIELD_REMOVED: "{owner} changed: its field “{field}” is missing.",
        Code.FIELD_CHANGED: "{owner} changed: its field “{field}” is not the one that was published.",
        Code.DUPLICATE_KEY: "{owner} says “{field}” twice, and each reader may see something else.",
    },
    items={"wordings": "block {code}", "axes": "axis {code}", "citations": "citation {code}"},
    fields={
        "parts_digest": "digest of the parts",
        "public_key": "public key",
        "key_fingerprint": "key fingerprint",
        "published_at": "date of publication",
        "is_sample": "is a sample",
        "previous": "version before",
        "wordings": "blocks",
        "addressee_level": "level of the addressee",
        "framework_areas": "framework areas",
        "quote_commitment": "commitment to the words",
        "disclosures": "quoted words",
    },
    of="{inner} of {outer}",
    and_more="And {count} more findings.",
    identity_unchecked=(
        "Who signed is still unknown. Compare this fingerprint with the one the alliance publishes: {fingerprint}"
    ),
    identity_trusted="Signed by the key you trust: {fingerprint}",
    identity_other="The file's key is not the one you expected: {fingerprint}",
    about="It says it is: {names}, published on {date}.",
    sample="It is a fictitious example: no organization approved it.",
    counts="Axes: {axes}. Blocks: {wordings}. Citations: {citations}.",
    withheld=("Citations whose words are absent (the speaker may withdraw them): {count}. The signature still holds."),
    digest="Digest of the content: {digest}",
    no_format="nothing",
    not_a_key="The key you gave is neither a public key nor a fingerprint.",
)
