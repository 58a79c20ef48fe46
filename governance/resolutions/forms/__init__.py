"""What is asked and typed on the pages of resolutions."""

from governance.resolutions.forms.finding import FilterForm

__all__ = ["FilterForm"]
