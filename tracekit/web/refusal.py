"""A request that is not served, in a status and a sentence."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from tracekit.errors import NO_INPUT, OUTPUT_FAILED, REFUSED, TracekitError

STATUS_OF_EXIT_CODE = {NO_INPUT: 422, OUTPUT_FAILED: 507, REFUSED: 413}


class Refusal(Exception):
    """``status`` as in RFC 9110 section 15, ``sentence`` for the person at the page."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(status, sentence)
        self.status = status
        self.sentence = sentence


def from_error(error: TracekitError) -> Refusal:
    """What the command line says with an exit code, said with a status."""
    return Refusal(STATUS_OF_EXIT_CODE.get(error.exit_code, 500), error.message)


async def answer(request: Request, refusal: Exception) -> Response:
    """The refusal as JSON ``{"error": sentence}``."""
    if not isinstance(refusal, Refusal):
        raise refusal
    return JSONResponse({"error": refusal.sentence}, status_code=refusal.status)
