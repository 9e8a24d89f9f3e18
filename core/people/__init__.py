"""People who talked to us: their language and where to reach them."""
