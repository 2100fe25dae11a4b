"""One module a check: SLUG, SEVERITY, TITLE, WHY, FIX and ``check(tables, events)``."""
