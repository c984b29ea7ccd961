"""What the screens of headquarters are told, and what is written there."""
