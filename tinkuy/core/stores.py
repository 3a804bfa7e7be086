"""Where uploaded files are kept: in the data folder, or in any store that speaks S3. One setting says it."""

from importlib.util import find_spec
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

_SHAPE = "s3://KEY:SECRET@host/bucket?region=…"


def store_of(url: str) -> dict[str, Any]:
    """What `STORAGES["default"]` is for this address: "" keeps files in MEDIA_ROOT, `s3://KEY:SECRET@host/bucket?region=…`
    in that bucket; `s3+http://` speaks without encryption, for a store on the same machine.

    The bucket may and should be private: files are handed out by the site, which asks each time who may see them.
    Raises ImproperlyConfigured, naming what is wrong but never the secret.
    """
    if not url:
        return {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    parts = urlsplit(url)
    if parts.scheme not in ("s3", "s3+http") or not (parts.hostname and parts.username and parts.password):
        raise ImproperlyConfigured(f"TINKUY_STORAGE_URL is empty or looks like {_SHAPE}.")
    bucket, _, folder = parts.path.strip("/").partition("/")
    if not bucket:
        raise ImproperlyConfigured(f"TINKUY_STORAGE_URL names no bucket: {_SHAPE}.")
    if find_spec("storages") is None or find_spec("boto3") is None:
        raise ImproperlyConfigured("TINKUY_STORAGE_URL needs what requirements/s3.lock installs.")
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": _options(parts, bucket, folder)}


def _options(parts: Any, bucket: str, folder: str) -> dict[str, Any]:
    port = f":{parts.port}" if parts.port else ""
    return {
        "access_key": unquote(parts.username),
        "secret_key": unquote(parts.password),
        "endpoint_url": f"{'http' if parts.scheme == 's3+http' else 'https'}://{parts.hostname}{port}",
        "bucket_name": bucket,
        "location": folder,
        "region_name": parse_qs(parts.query).get("region", ["us-east-1"])[0],
        # Stores other than Amazon's answer at host/bucket more often than at bucket.host.
        "addressing_style": "path",
        "default_acl": None,
        "querystring_auth": True,
        "file_overwrite": True,
    }
