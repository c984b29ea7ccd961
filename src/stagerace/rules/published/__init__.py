"""What published figures say of each other: which follow, which cannot be checked, which contradict."""
