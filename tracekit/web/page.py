"""The upload page."""

from dataclasses import dataclass

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from tracekit.resources import reports_folder
from tracekit.web.limits import MAX_REPORTS, MAX_UPLOAD_BYTES


@dataclass(frozen=True)
class UploadPage:
    """What the template may use."""

    limit_bytes: int
    limit: str
    kept: int


def upload_page() -> str:
    """The page as HTML."""
    templates = Environment(
        loader=FileSystemLoader(reports_folder()), autoescape=True, undefined=StrictUndefined
    )
    page = UploadPage(MAX_UPLOAD_BYTES, f"{MAX_UPLOAD_BYTES // 1024**3} GiB", MAX_REPORTS)
    return templates.get_template("upload.html.jinja").render(page=page)
