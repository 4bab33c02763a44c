"""Tables in worker processes behind one door: more seats than one core can serve."""
