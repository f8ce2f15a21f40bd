import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import NotText
from sayso.intake.decode import decode

REPORT = "“The café in Bree was shelled,” said Elrond — and nobody denied it. "


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_a_declared_unicode_encoding_is_read_without_a_note(encoding):
    decoded = decode(REPORT.encode(encoding), name="bree.txt")
    assert decoded.text == REPORT
    assert decoded.notes == ()


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_its_mark_is_known_by_its_zero_bytes_and_said(encoding):
    decoded = decode(REPORT.encode(encoding), name="bree.txt")
    assert decoded.text == REPORT
    assert decoded.notes == (f"read as {encoding.upper()}, by its zero bytes",)


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1"])
def test_an_old_one_byte_encoding_is_guessed_and_said(encoding):
    report = REPORT if encoding == "cp1252" else "The café in Málaga was shelled on Friday, officials said."
    decoded = decode(report.encode(encoding), name="bree.txt")
    assert decoded.text == report
    assert "guessed" in decoded.notes[0]


@pytest.mark.parametrize(
    "report", ["It cost £5 million, he said.", "Fire in Málaga killed four.", "“Fire” in Bree – four dead."]
)
def test_one_odd_byte_in_an_english_text_does_not_make_it_polish_or_japanese(report):
    assert decode(report.encode("cp1252"), name="bree.txt").text == report


def test_what_a_server_declares_is_believed_over_a_guess():
    decoded = decode("Fire in Łódź: “nobody was hurt”".encode("cp1250"), name="page", declared="windows-1250")
    assert decoded.text == "Fire in Łódź: “nobody was hurt”"
    assert decoded.notes == ()


def test_a_page_that_declares_latin_1_means_windows_1252():
    assert decode("“Fire” in Bree".encode("cp1252"), name="page", declared="ISO-8859-1").text == "“Fire” in Bree"


@pytest.mark.parametrize("nonsense", ["no-such-encoding", "base64", "rot13", "utf-8\x00", ""])
def test_a_declared_encoding_that_is_none_is_passed_over(nonsense):
    assert decode("“Fire” in Bree".encode("cp1252"), name="page", declared=nonsense).text == "“Fire” in Bree"


def test_one_broken_byte_does_not_turn_utf_8_into_mojibake():
    decoded = decode("Élan and café — “both” were shelled".encode() + b"\xff.", name="bree.txt")
    assert decoded.text == "Élan and café — “both” were shelled\ufffd."
    assert decoded.notes == ("broken UTF-8 in 1 place: U+FFFD stands there",)


def test_russian_in_its_old_encoding_comes_out_cyrillic_so_that_it_can_be_refused_as_such():
    report = "Губернатор заявил, что обстрел города продолжался всю ночь. Погибли четыре человека."
    assert decode(report.encode("cp1251"), name="bree.txt").text == report


def test_line_ends_stay_as_they_are():
    assert decode(b"Bree\r\nArchet\rCombe\n", name="bree.txt").text == "Bree\r\nArchet\rCombe\n"


@pytest.mark.parametrize(
    ("start", "called"),
    [
        (b"%PDF-1.7\n", "a PDF file"),
        (b"PK\x03\x04\x14\x00", "a ZIP archive"),
        (b"\x1f\x8b\x08\x00", "a gzip file"),
        (b"WARC/1.0\r\nWARC-Type: response\r\n", "a web archive"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"SQLite format 3\x00", "a SQLite database"),
        (b"{\\rtf1\\ansi", "an RTF file"),
    ],
)
def test_other_formats_are_named_and_the_message_says_what_to_do(start, called):
    with pytest.raises(NotText, match=called) as raised:
        decode(start + b"x" * 50, name="bree.dat")
    assert "bree.dat" in raised.value.what
    assert raised.value.remedy


def test_binary_data_is_refused():
    with pytest.raises(NotText, match=r"bree\.dat is binary data"):
        decode(bytes(range(256)) * 20, name="bree.dat")


def test_a_stray_nul_does_not_make_a_text_binary():
    assert decode(b"The army\x00 left Bree.", name="bree.txt").text == "The army\x00 left Bree."


@given(st.binary(max_size=400))
def test_any_bytes_become_text_or_a_clear_refusal(data):
    try:
        decoded = decode(data, name="bree.dat")
    except NotText as refusal:
        assert "bree.dat" in str(refusal)
    else:
        assert "\ufffd" not in decoded.text or decoded.notes or "\ufffd".encode() in data or b"\xfd\xff" in data
