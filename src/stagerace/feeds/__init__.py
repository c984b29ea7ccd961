"""Files in: the plan of a race and the sheets that are imported; and the files a new race begins with."""
