"""What stands beside a field when it was not understood is said to one person, as "tú", and says how to mend it."""

import pytest
from django import forms
from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.exceptions import ValidationError
from django.utils.translation import override


def said(field, value):
    with override("es"), pytest.raises(ValidationError) as refusal:
        field.clean(value)
    return refusal.value.messages


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        (forms.CharField(max_length=5), "maíz morado", "Aquí caben 5 caracteres y hay 11. Acórtalo."),
        (forms.CharField(min_length=20), "maíz", "Escribe al menos 20 caracteres (hay 4)."),
        (forms.IntegerField(), "uno", "Escribe un número entero."),
        (forms.IntegerField(max_value=9), "10", "Escribe 9 o menos."),
        (forms.IntegerField(min_value=1), "0", "Escribe 1 o más."),
        (forms.DateField(), "31/02/2020", "Escribe una fecha que exista."),
        (forms.TimeField(), "las seis", "Escribe una hora, como 18:30."),
        (forms.EmailField(), "rosa", "Escribe un correo electrónico completo, como nombre@ejemplo.pe."),
        (forms.URLField(assume_scheme="https"), "a b", "Escribe una dirección web completa, con https:// al comienzo."),
        (forms.ChoiceField(choices=[("a", "A")]), "b", "«b» no está entre las opciones. Elige otra."),
    ],
)
def test_field_says_how_to_mend_what_was_written(field, value, message):
    assert said(field, value) == [message]


def test_short_password_says_how_long_it_must_be():
    with override("es"), pytest.raises(ValidationError) as refusal:
        MinimumLengthValidator(10).validate("corta")

    assert refusal.value.messages == ["La contraseña es muy corta: necesita al menos 10 caracteres."]
