"""The camp node over HTTP: who asks, what they may, and the answers."""
