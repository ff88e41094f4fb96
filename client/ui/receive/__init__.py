"""Taking in documents for applications of other sites, and letters; what the centre answered to each."""
