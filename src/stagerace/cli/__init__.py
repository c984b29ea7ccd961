"""The command line: one file a command."""

import sys

from stagerace.cli.app import app
from stagerace.cli.failing import tell_failure, tell_missing, tell_refusal
from stagerace.core.errors import StageraceError


def main() -> None:
    """Run the command line; what goes wrong is told in a line or two, never as a traceback."""
    try:
        app()
    except StageraceError as error:
        sys.exit(tell_failure(error))
    except ModuleNotFoundError as error:
        sys.exit(tell_missing(error))
    except OSError as error:
        sys.exit(tell_refusal(error))
    except KeyboardInterrupt:
        sys.exit("stopped; what was acknowledged is in the log")
