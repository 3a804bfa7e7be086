import pytest

from tinkuy.core.inputs import PublicTextField
from tinkuy.core.pure.personal_numbers import personal_number_in


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Mi celular es 987654321.", "987654321"),
        ("Llama al 987 654 321, por favor", "987 654 321"),
        ("+51 987-654-321", "+51 987-654-321"),
        ("wa.me/51987654321 no: 51987654321", "51987654321"),
        ("Rosa, DNI 45678912", "DNI 45678912"),
        ("D.N.I. N° 45678912", "D.N.I. N° 45678912"),
        ("RUC: 20456789123", "RUC: 20456789123"),
        ("documento número 45678912", "documento número 45678912"),
    ],
)
def test_numbers_of_people_are_found(text, found):
    assert personal_number_in(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "S/ 987654321.00 de presupuesto",
        "En 1999 vinieron 900 personas y en 2019, 120 400",
        "Ordenanza 045-2018-MPC, expediente 987654321-2019",
        "Resolución 912345678/2019",
        "Código 9876543210",
        "Ley 29733, artículo 13",
    ],
)
def test_other_numbers_are_left_alone(text):
    assert personal_number_in(text) == ""


def test_a_field_that_everybody_will_read_says_which_number_to_take_out():
    field = PublicTextField(required=False)

    assert field.clean("Ensayamos en la plaza.") == "Ensayamos en la plaza."
    with pytest.raises(Exception, match="987 654 321"):
        field.clean("Escríbenos al 987 654 321")
