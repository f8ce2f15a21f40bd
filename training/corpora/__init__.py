"""One file a corpus: reads its file and yields `Annotated` documents. `CORPORA` names them all, with their share of the training."""
