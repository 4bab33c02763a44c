"""Many tables and seats on a network: each place's screen runs here, and its bytes travel."""
