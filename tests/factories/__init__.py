"""Small, valid objects for tests. One module per room; import what you need from here."""
