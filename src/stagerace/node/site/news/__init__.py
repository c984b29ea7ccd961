"""Breaking news: lines made from templates, of what passed the gate and nothing else."""
