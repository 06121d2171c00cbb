"""What the alderman of a village must know: frozen pages, and the cases in which the alderman joins."""
