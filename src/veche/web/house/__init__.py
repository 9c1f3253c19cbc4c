"""What every page stands on: languages, the look, forms, sealed fields, headers, pages for failures."""
