import gzip
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from sayso.errors import BadDate, EmptyDocument, NotText, UsageError
from sayso.intake import from_bytes, from_paths, named
from sayso.records import Document, Failure

REPORT = "The army of Gondor left Osgiliath on Friday."
DAYS = "".join(f"<p>On day {n}, the army of Gondor left Osgiliath.</p>" for n in range(5))
PAGE = f"<html><body><article>{DAYS}</article></body></html>"


def write(folder, **files):
    for name, content in files.items():
        path = folder / name.replace("__", ".")
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


def only(*paths, **options):
    (found,) = from_paths(paths, **options)
    return found


@pytest.fixture
def unprivileged():
    """Run as nobody, since permissions do not stop root. Gives a folder that nobody owns."""
    folder = Path(tempfile.mkdtemp(prefix="sayso-"))
    if os.geteuid() == 0:
        os.chown(folder, 65534, 65534)
        os.seteuid(65534)
        yield folder
        os.seteuid(0)
    else:
        yield folder
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o700)
    shutil.rmtree(folder)


def standard_input(monkeypatch, data):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


def test_a_file_of_text_and_a_page_are_told_apart_by_what_is_in_them(tmp_path):
    write(tmp_path, a__html=REPORT, b__txt=PAGE)
    text, page = from_paths([tmp_path / "a.html", tmp_path / "b.txt"])
    assert text.text == REPORT
    assert page.text.startswith("On day 0, the army")


def test_what_the_user_says_it_is_wins(tmp_path):
    write(tmp_path, a__html=PAGE, b__txt=json.dumps({"text": REPORT}))
    assert only(tmp_path / "a.html", input="text").text == PAGE
    assert only(tmp_path / "b.txt", input="jsonl").text == REPORT


def test_a_folder_is_read_in_the_order_of_names_without_what_is_hidden(tmp_path):
    (tmp_path / "b").mkdir()
    (tmp_path / ".git").mkdir()
    write(tmp_path, a__txt="Archet burned.", c__jsonl=json.dumps({"text": "Combe burned."}), __hidden__txt="Hidden.")
    write(tmp_path / "b", x__txt="Bree burned.")
    write(tmp_path / ".git", x__txt="Hidden.")
    assert [document.text for document in from_paths([tmp_path])] == ["Archet burned.", "Bree burned.", "Combe burned."]


def test_a_files_date_is_the_one_given_and_of_json_lines_only_where_there_is_none(tmp_path):
    write(tmp_path, a__txt=REPORT, b__jsonl=json.dumps({"text": REPORT, "published": "2020-01-02"}))
    dates = [document.published for document in from_paths([tmp_path], published="8 March 2024")]
    assert dates == ["2024-03-08", "2020-01-02"]


def test_what_is_in_a_folder_and_not_read_is_said(tmp_path):
    write(tmp_path, photo__jpg=b"\xff\xd8\xff")
    (tmp_path / "link").symlink_to(tmp_path)
    link, photo = from_paths([tmp_path])
    assert "a link to a folder" in link.error
    assert photo.id == str(tmp_path / "photo.jpg")
    assert "only files named .htm .html" in photo.error


def test_a_missing_file_is_a_failure_in_its_place_and_the_rest_is_read(tmp_path):
    write(tmp_path, a__txt=REPORT)
    missing, read = from_paths([tmp_path / "none.txt", tmp_path / "a.txt"])
    assert missing == Failure(
        id=str(tmp_path / "none.txt"),
        line=None,
        error=f"{tmp_path / 'none.txt'} cannot be read (No such file or directory): check the name and the permissions",
    )
    assert read.text == REPORT


def test_a_folder_and_a_file_without_permission_are_failures(unprivileged):
    closed = unprivileged / "closed"
    closed.mkdir()
    write(unprivileged, a__txt=REPORT, b__txt=REPORT)
    (unprivileged / "a.txt").chmod(0)
    closed.chmod(0)
    secret, read, folder = from_paths([unprivileged])
    assert read.text == REPORT
    assert (secret.id, folder.id) == (str(unprivileged / "a.txt"), str(closed))
    assert "Permission denied" in secret.error
    assert "Permission denied" in folder.error


def test_names_that_are_not_utf_8_can_be_printed(tmp_path):
    path = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    Path(os.fsdecode(path)).write_bytes(b"")
    failure = only(tmp_path)
    assert failure.id.endswith(r"caf\xe9.txt")
    failure.error.encode("utf-8")


def test_a_name_with_a_nul_is_a_failure():
    assert "cannot be read" in only("a\x00b").error


def test_fifty_megabytes_are_refused_by_their_size_alone(tmp_path):
    path = tmp_path / "big.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    assert "more than 20,000,000 bytes" in only(path).error


def test_fifty_megabytes_of_one_line_are_refused_with_little_memory(tmp_path):
    """In JSON Lines, where the size of the file says nothing; the next line is read."""
    path = tmp_path / "big.jsonl"
    path.write_bytes(b"x" * 50_000_000 + b"\n" + json.dumps({"text": REPORT}).encode())
    code = (
        "import resource, sys; from sayso.intake import from_paths\n"
        "resource.setrlimit(resource.RLIMIT_AS, (400_000_000, 400_000_000))\n"
        "for found in from_paths(sys.argv[1:]): print(getattr(found, 'error', None) or found.text)"
    )
    ran = subprocess.run([sys.executable, "-c", code, path], capture_output=True, text=True, check=True)
    long, read = ran.stdout.splitlines()
    assert "line 1: the line is longer than 20,000,000 bytes" in long
    assert read == REPORT


def test_a_stream_without_end_is_refused_at_the_limit():
    assert "more than 20,000,000 bytes" in only("/dev/zero").error


def test_standard_input_is_text_a_page_or_json_lines(monkeypatch):
    standard_input(monkeypatch, REPORT.encode())
    assert only("-").text == REPORT
    standard_input(monkeypatch, PAGE.encode())
    assert only("-").text.startswith("On day 0")
    standard_input(monkeypatch, json.dumps({"text": REPORT, "id": "1"}).encode() + b"\n{oops\n")
    read, failure = from_paths(["-"], input="jsonl")
    assert read.id == "1"
    assert failure.line == 2
    assert failure.error.startswith("standard input: line 2: not JSON")


@pytest.mark.parametrize("closed", [True, False])
def test_without_a_standard_input_there_is_a_failure(monkeypatch, closed):
    stream = io.TextIOWrapper(io.BytesIO(b""))
    stream.close()
    monkeypatch.setattr(sys, "stdin", stream if closed else None)
    assert only("-") == Failure(id="-", line=None, error="standard input is closed: name a file, or pipe a text in")


def test_a_source_that_breaks_off_in_the_middle_keeps_what_was_read(monkeypatch):
    class Broken(io.BytesIO):
        def readline(self, size=-1):
            if self.tell():
                raise OSError(5, "Input/output error")
            return super().readline(size)

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(Broken(json.dumps({"text": REPORT}).encode() + b"\n{}\n")))
    read, failure = from_paths(["-"], input="jsonl")
    assert read.text == REPORT
    assert "Input/output error" in failure.error


def test_ctrl_c_is_not_swallowed(monkeypatch):
    class Interrupted(io.BytesIO):
        def readline(self, size=-1):
            raise KeyboardInterrupt

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(Interrupted(b"x")))
    with pytest.raises(KeyboardInterrupt):
        list(from_paths(["-"], input="jsonl"))


def test_json_lines_in_utf_16_as_some_shells_write_them_are_read(tmp_path):
    write(tmp_path, a__jsonl=(json.dumps({"text": REPORT}) + "\r\n").encode("utf-16"))
    assert only(tmp_path / "a.jsonl").text == REPORT


def test_packed_json_lines_are_refused_once_and_not_line_by_line(tmp_path):
    packed = gzip.compress(b"".join(json.dumps({"text": f"{REPORT} {n}"}).encode() + b"\n" for n in range(999)))
    write(tmp_path, a__jsonl=packed)
    assert "is a gzip file: unpack it first" in only(tmp_path / "a.jsonl").error


def test_documents_come_with_the_name_they_were_read_from(tmp_path):
    write(tmp_path, a__txt=REPORT, b__txt="")
    (first, read), (second, failure) = named([tmp_path])
    assert (Path(first).name, Path(second).name) == ("a.txt", "b.txt")
    assert isinstance(read, Document)
    assert failure.error.endswith("b.txt is empty: give the text of an article")


def test_nothing_is_opened_before_it_is_asked_for(tmp_path):
    write(tmp_path, a__txt=REPORT)
    found = from_paths([tmp_path / "a.txt", tmp_path / "b.txt"])
    assert next(found).text == REPORT
    write(tmp_path, b__txt="Bree burned.")
    assert next(found).text == "Bree burned."


def test_wrong_options_are_errors_at_once():
    with pytest.raises(UsageError, match="one of auto, text, html, jsonl"):
        from_paths([], input="pdf")
    with pytest.raises(BadDate):
        from_paths([], published="2024-02-30")


@pytest.mark.parametrize("address", ["ftp://gondor.example/a", "file:///etc/passwd", "gopher://x"])
def test_other_schemes_than_http_are_refused(address):
    assert "is not a web address: give http://" in only(address).error


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        ('{"text": "x"}', "is JSON, not an article: read JSON Lines with --input jsonl"),
        ('[{"text": "x"}]', "is JSON"),
        ('<?xml version="1.0"?><rss><channel/></rss>', "is XML"),
        ("<feed xmlns='x'></feed>", "is XML"),
    ],
)
def test_data_that_is_no_article_is_refused_with_what_to_do(data, problem):
    with pytest.raises(NotText, match=f"war.txt {problem}"):
        from_bytes(data.encode(), name="war.txt")


@pytest.mark.parametrize(
    "opening", ['{"We left," he said.', "[Bree] The army left.", "<3 Bree, says the army.", "< Bree"]
)
def test_a_text_that_starts_oddly_is_still_a_text(opening):
    assert from_bytes(opening.encode(), name="war.txt").text == opening


@pytest.mark.parametrize(
    "before", ["<!-- saved -->", "<!--" + "x" * 5000 + "-->\n", "\ufeff\n", "<?xml version='1.0'?>"]
)
def test_a_page_is_known_behind_comments_and_marks(before):
    assert from_bytes((before + PAGE).encode(), name="war").text.startswith("On day 0")


def test_an_empty_file_is_called_empty():
    with pytest.raises(EmptyDocument, match=r"war\.txt is empty"):
        from_bytes(b"\n", name="war.txt")


def test_a_guessed_encoding_is_in_the_notes():
    report = "The café in Málaga was shelled on Friday, officials said."
    assert "guessed" in from_bytes(report.encode("latin-1"), name="war.txt").notes[0]
