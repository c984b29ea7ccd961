"""What lies on a stick from which a laptop without internet becomes headquarters: how it is packed, and its script."""
