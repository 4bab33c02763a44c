"""What a seat can see and do, independent of how it is shown: no widgets here."""
