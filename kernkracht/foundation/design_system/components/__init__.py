"""The parts of a page, as template tags. `{% load kk %}` gives all of them; `/werk/stijl/` shows each in each state."""
