"""Objecting: the explanation for everybody, filing by account or mailed link, and following."""
