"""What a seat can see and do, whatever face shows it: no widgets here."""
