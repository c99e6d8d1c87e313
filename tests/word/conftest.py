"""Documents and files that the Word tests share."""

import pytest
import word_documents


@pytest.fixture(scope="session")
def protocol():
    """A short document with every kind of block and inline."""
    return word_documents.protocol()


@pytest.fixture(scope="session")
def long_document():
    """A document of some 40 pages."""
    return word_documents.long_document()
