"""Loaded before anything reads the settings (`-p tests.ground`): every test run has a data folder of its own.

A conftest would come too late: pytest-django reads the settings first, and runs side by side would share one cache.
"""

import atexit
import os
import shutil
import tempfile

os.environ["TINKUY_DATA_DIR"] = tempfile.mkdtemp(prefix="tinkuy-tests-")
atexit.register(shutil.rmtree, os.environ["TINKUY_DATA_DIR"], ignore_errors=True)
