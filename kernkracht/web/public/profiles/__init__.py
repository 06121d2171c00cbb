"""Figures of villages for everybody: of one village, side by side, and as open data."""
