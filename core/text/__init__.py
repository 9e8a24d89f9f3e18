"""What people read: the markup tree and the catalogue of texts."""
