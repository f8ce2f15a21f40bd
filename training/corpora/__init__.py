"""One file a corpus: reads its files and yields `Annotated` documents. `mix.py` says how often each is read."""
