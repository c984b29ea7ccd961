"""The body: what a step costs, what power lasts, what heat, water, load, sleep and feet do; one model a file, cited."""
