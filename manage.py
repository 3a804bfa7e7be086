#!/usr/bin/env python
"""The same commands as `tinkuy`, for people who expect to find Django's file."""

from tinkuy.cli import main

if __name__ == "__main__":
    main()
