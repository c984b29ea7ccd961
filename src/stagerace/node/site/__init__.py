"""The public site as files: pages made of nothing but what passed the gate."""
