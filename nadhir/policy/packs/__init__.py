"""One folder for each instrument: its provisions in `__init__`, its numbers in `parameters.toml`.

A pack is added by adding a folder with a function `build(parameters)`; `nadhir.reference.packs` finds it by its name.
"""
