"""The site: `sphinx-build -c . -W -n docs build/html` turns `docs/` and `snippets/` into pages."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
sys.path[:0] = [str(ROOT / "docs" / "_ext"), str(ROOT)]  # the local directive, and the registry that it reads

project = "Get a Microsoft Entra ID access token for Databricks"
language = "en-GB"
extensions = ["sphinx_copybutton", "sphinx_design", "snippet_tabs", "catalogue", "contract"]
exclude_patterns = ["_*"]  # the directive and the static files are no pages
smartquotes = False  # prose names options and values: `--data-urlencode` must not become a dash

html_theme = "furo"
html_title = "Entra ID tokens for Databricks"  # the whole name takes three lines of the side bar
html_static_path = ["docs/_static"]
html_css_files = ["guide.css"]
html_js_files = [("guide.js", {"defer": "defer"})]
html_favicon = "docs/_static/favicon.svg"  # without one each page logs a 404 for /favicon.ico
html_show_copyright = False  # LICENSE says it; without a name the footer would print an empty sign
html_use_index = False  # nothing is indexed: the side bar and the search find it
html_copy_source = False  # a page's source shows no snippet; the repository does
html_theme_options = {
    "light_css_variables": {"color-brand-primary": "#0a5a9c", "color-brand-content": "#0a5a9c"},
    "dark_css_variables": {"color-brand-primary": "#7cc0ff", "color-brand-content": "#7cc0ff"},
}
