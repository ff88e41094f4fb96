"""How applications travel: wire types, the exchange engine, uploads. Clock, random, store and transport are handed in."""
