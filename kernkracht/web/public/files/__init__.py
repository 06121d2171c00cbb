"""Files and letters, handed over only after a permission check of the room they belong to."""
