"""Numbers by which a person is called or identified, found in text that everybody will read.

Peru's: a mobile telephone has nine digits and begins with 9; a document is named (DNI, CE, RUC, pasaporte) before its
digits. A number that says nothing of a person (an amount, a year, the number of an ordinance) is none of these.
"""

import re

_MOBILE = r"(?<![\d.,/-])(?:\+?51[ .-]?)?9\d{2}[ .-]?\d{3}[ .-]?\d{3}(?![\d/]|[.,-]\d)"
_DOCUMENT = r"\b(?:d\.?n\.?i\.?|c\.?e\.?|r\.?u\.?c\.?|pasaporte|documento)(?:\s*(?:n\.?[º°o]?\.?|n[uú]mero|:|#))*\s*\d{8,12}\b"
_NUMBER = re.compile(f"{_MOBILE}|{_DOCUMENT}", re.IGNORECASE)


def personal_number_in(text: str) -> str:
    """The first one in `text`, as it stands there; "" when there is none."""
    found = _NUMBER.search(text)
    return found.group().strip() if found else ""
