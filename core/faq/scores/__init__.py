"""How high lines of groups scored that nobody asked us to answer, as it is kept."""
