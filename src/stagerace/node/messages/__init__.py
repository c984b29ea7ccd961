"""Messages to runners: taken in, looked at by the race office, printed for the tents, handed over."""
