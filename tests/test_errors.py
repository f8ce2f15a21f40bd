import pickle

import pytest

from sayso import errors
from sayso.errors import BadDate, DocumentError, LoginWall, NoArticle, SaysoError, UsageError, shown


def test_a_message_says_what_happened_and_what_to_do():
    assert str(BadDate("the date 'soon' is none", remedy="write it as YYYY-MM-DD")) == (
        "the date 'soon' is none: write it as YYYY-MM-DD"
    )
    assert str(BadDate("the date 'soon' is none")) == "the date 'soon' is none"


def test_every_error_is_in_the_tree_and_explains_itself():
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, Exception)]
    assert len(kinds) > 15
    for kind in kinds:
        assert issubclass(kind, SaysoError)
        assert kind.__doc__
        assert kind.__name__ in errors.__doc__


def test_a_login_wall_is_a_page_without_an_article_and_a_documents_trouble():
    assert issubclass(LoginWall, NoArticle)
    assert issubclass(LoginWall, DocumentError)
    assert (UsageError.exit_status, DocumentError.exit_status) == (2, 1)


def test_errors_travel_between_processes():
    error = pickle.loads(pickle.dumps(LoginWall("a page asks for a login", remedy="save it")))
    assert isinstance(error, LoginWall)
    assert (error.what, error.remedy) == ("a page asks for a login", "save it")


@pytest.mark.parametrize(
    ("value", "message"),
    [("a\nb", r"'a\nb'"), ("x" * 70, "'" + "x" * 60 + "…'"), (7, "7"), ("\ud83d", r"'\ud83d'"), (["a"], "['a']")],
)
def test_values_in_messages_are_short_and_printable(value, message):
    assert shown(value) == message
    shown(value).encode("utf-8")
