"""Money for groups without an application: expense claims and yearly contributions."""
