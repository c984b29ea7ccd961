"""The kinds of pages and files of the site, one a file."""
