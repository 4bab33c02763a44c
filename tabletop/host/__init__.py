"""Many tables and seats on a network: each place's screen runs here, its bytes travel."""
