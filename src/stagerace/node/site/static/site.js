// Asks the head file what is new, puts the reader's own clock beside the race's, and takes in the page again when it changed.
