"""How applications travel: wire types, engine, uploads. Clock, random, store and transport are handed in."""
