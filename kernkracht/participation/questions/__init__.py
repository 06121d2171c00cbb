"""Questions of residents, each with a promise of an answer before a day."""
