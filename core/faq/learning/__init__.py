"""What members asked in vain: questions without names, gaps, the weekly offer, numbers."""
