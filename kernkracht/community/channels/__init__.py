"""How each village is reached, messages that begin with who must know what, and what worked."""
