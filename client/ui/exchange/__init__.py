"""The sync panel: how the link is, what waits per application and per scan, what the centre refused."""
