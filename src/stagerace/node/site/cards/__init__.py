"""Cards to share: a picture for each race, stage and runner, drawn when asked, and only where it says something new."""
