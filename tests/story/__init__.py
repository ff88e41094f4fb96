"""The story of one clerk and one restaurant, played with real processes: a client, a centre, a cable between them."""
