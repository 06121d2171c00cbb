"""The office's pages about applications: the work list, the dossier and its acts, the stack of decisions."""
