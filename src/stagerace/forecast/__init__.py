"""When will they arrive: arrivals with honest ranges, from what is known at an instant. Pure; needs numpy only."""
