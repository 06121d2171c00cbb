"""How to reach us digitally: channels for official messages, and outages."""
