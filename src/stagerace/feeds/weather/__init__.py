"""Weather files of many programs, read into one kind of weather; `reading` chooses by what the file holds."""
