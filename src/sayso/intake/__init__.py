"""What is there to read? Bytes, files, folders, addresses, JSON lines → `Document` or `Failure`.

Here the text of a document is fixed, once; every span of a reading counts its code points. Read `document` first.
"""

from sayso.intake.document import MAX_TEXT, NO_DATE, from_text
from sayso.intake.jsonl import from_jsonl
from sayso.intake.page import from_html
from sayso.intake.paths import Input, from_bytes, from_paths, named

__all__ = ["MAX_TEXT", "NO_DATE", "Input", "from_bytes", "from_html", "from_jsonl", "from_paths", "from_text", "named"]
