"""What is printed before a class."""
