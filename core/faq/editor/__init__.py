"""What staff do to the FAQ: from the words of a command to a revision in force."""
