"""One search over what the rooms tell of themselves. It knows no room; each declares its sources in `search.py`."""
