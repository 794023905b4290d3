cd job && python -m pytest -q
