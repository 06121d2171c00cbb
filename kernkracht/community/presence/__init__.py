"""Where colleagues are in the villages, and when they last spoke with each group."""
