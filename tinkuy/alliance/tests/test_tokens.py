from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

from tinkuy.alliance.pure.tokens import digest_of, one_time_token

ID, SENT = UUID(int=7), datetime(2026, 11, 24, 12, tzinfo=UTC)


def test_token_is_made_anew_alike_whatever_the_zone_of_its_moment():
    in_lima = SENT.astimezone(timezone(timedelta(hours=-5)))
    assert one_time_token("clave", "a", ID, SENT) == one_time_token("clave", "a", ID, in_lima)


def test_token_is_another_for_each_secret_purpose_row_and_moment():
    made = {
        one_time_token("clave", "a", ID, SENT),
        one_time_token("otra", "a", ID, SENT),
        one_time_token("clave", "b", ID, SENT),
        one_time_token("clave", "a", UUID(int=8), SENT),
        one_time_token("clave", "a", ID, SENT + timedelta(microseconds=1)),
    }
    assert len(made) == 5
    assert all(len(token) == 43 and digest_of(token) != token for token in made)
