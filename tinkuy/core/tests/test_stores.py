"""One setting says where files are kept. No network: what the store would be is looked at, not asked."""

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import FileSystemStorage, default_storage
from django.core.files.storage.handler import StorageHandler

from tinkuy.core.stores import store_of


def built(url):
    return StorageHandler({"default": store_of(url)})["default"]


def test_without_a_setting_files_lie_in_the_data_folder():
    assert isinstance(built(""), FileSystemStorage)
    assert default_storage.location == str(settings.DATA_DIR / "media")


def test_address_of_a_bucket_builds_a_store_of_that_bucket():
    store = built("s3://CLAVE:se%2Fcre%2Bto@s3.ejemplo.pe:9000/tinkuy/alianza?region=sa-east-1")
    assert type(store).__name__ == "S3Storage"
    assert (store.bucket_name, store.location, store.region_name) == ("tinkuy", "alianza", "sa-east-1")
    assert (store.access_key, store.secret_key) == ("CLAVE", "se/cre+to")
    assert store.endpoint_url == "https://s3.ejemplo.pe:9000"
    assert store.default_acl is None


def test_store_on_the_same_machine_may_speak_without_encryption():
    assert built("s3+http://a:b@127.0.0.1:9000/tinkuy").endpoint_url == "http://127.0.0.1:9000"


@pytest.mark.parametrize("url", ["s3://host/bucket", "https://a:b@host/bucket", "s3://a:secreto@host", "s3://a:secreto@host/"])
def test_address_that_is_none_is_refused_without_telling_the_secret(url):
    with pytest.raises(ImproperlyConfigured, match="TINKUY_STORAGE_URL") as refusal:
        store_of(url)
    assert "secreto" not in str(refusal.value)
