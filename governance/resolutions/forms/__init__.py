"""What is asked and typed on the pages of resolutions."""

from governance.resolutions.forms.board import BoardForm, KindForm, payload_form
from governance.resolutions.forms.finding import FilterForm
from governance.resolutions.forms.remarking import RemarkForm

__all__ = ["BoardForm", "FilterForm", "KindForm", "RemarkForm", "payload_form"]
