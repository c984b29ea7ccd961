"""What a checkpoint needs to go on without a network, as one piece."""
