"""How much lies with whom: the work in villages beside the hours that there are for it. It keeps nothing itself."""
