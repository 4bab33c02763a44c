"""Tables in processes of their own behind one door: more seats than one core can paint."""
