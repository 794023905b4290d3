"""How fast the mock is beside its peers: `make bench`."""
