"""What headquarters writes down: one kind a file, each registered in `all.py`."""
