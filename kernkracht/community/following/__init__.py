"""Who wants to hear what happens where, and how that reaches them: never empty, never twice."""
