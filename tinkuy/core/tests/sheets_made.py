"""Spreadsheets that come ready to tests."""

import io
import zipfile

import xlsxwriter

HEADERS = ["texto", "idioma", "tipo", "territorio", "temas", "publicar"]
GOOD = ["Un fondo para la cultura viva", "es", "propuesta", "", "", "sí"]


def xlsx(*rows, headers=HEADERS, merge="", formulas=()):
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet()
        for line, row in enumerate([headers, *rows]):
            for column, cell in enumerate(row):
                sheet.write(line, column, cell)
        if merge:
            sheet.merge_range(merge, "Unidas")
        for place, formula, value in formulas:
            sheet.write_formula(place, formula, None, value)
    return stream.getvalue()


def csv_file(*rows, headers=HEADERS, encoding="utf-8", separator=","):
    return "\r\n".join(separator.join(f'"{cell}"' for cell in row) for row in [headers, *rows]).encode(encoding)


ODS_KIND = "application/vnd.oasis.opendocument.spreadsheet"
ODS_NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text", "manifest")
)


def ods(*rows, headers=HEADERS, cell_attributes=""):
    def cells(row):
        more = cell_attributes if row is not headers else ""
        start = f'<table:table-cell office:value-type="string" {more}><text:p>'
        return "".join(f"{start}{cell}</text:p></table:table-cell>" for cell in row)

    lines = "".join(f"<table:table-row>{cells(row)}</table:table-row>" for row in [headers, *rows])
    content = (
        f"<office:document-content {ODS_NAMES}><office:body><office:spreadsheet>"
        f'<table:table table:name="Hoja1">{lines}</table:table></office:spreadsheet></office:body></office:document-content>'
    )
    entry = f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODS_KIND}"/>'
    manifest = f"<manifest:manifest {ODS_NAMES}>{entry}</manifest:manifest>"
    return zipped({"mimetype": ODS_KIND, "content.xml": content, "META-INF/manifest.xml": manifest})


def zipped(files):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def with_entry(data, name, content):
    stream = io.BytesIO(data)
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return stream.getvalue()


def zip_entry(data, name):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()
