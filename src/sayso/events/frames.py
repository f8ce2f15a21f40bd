"""Where in the sentence do an event's parties stand? The tree's route to actors and recipients.

`event_frames.toml` and the rows of `event_triggers.csv` name places: `agent`, `patient`, `poss`, `light`, prepositions.
Here each place is looked up in a dependency tree, and what stands there is asked whether it can be somebody.
"""

from __future__ import annotations

from collections.abc import Callable

from sayso.events import tables
from sayso.events.parties import mentions_of
from sayso.events.tree import Tree, agents, ancestors, antecedent, is_passive, patients, preposition, subjects
from sayso.records import Span

MOST_SPEAKERS = 4  # a source with more noun phrases than this is a description, not a list


def from_tree(tree: Tree, trigger: int, places: tuple[str, ...]) -> list[int]:
    """Head words found at the first of the places that is filled; `poss+with` asks for both together."""
    for place in places:
        if place == "none":
            return []
        asked = place.split("+")
        found = [word for part in asked for word in _at(tree, trigger, part)]
        if found and _at(tree, trigger, asked[0]):
            return [antecedent(tree, word) for word in dict.fromkeys(found)]
    return []


def _at(tree: Tree, trigger: int, place: str) -> list[int]:
    finder = _PLACES.get(place)
    if finder is not None:
        return [word for word in finder(tree, trigger) if _names_somebody(tree, word)]
    return [word for word in _behind(tree, trigger, place) if _names_somebody(tree, word)]


def _names_somebody(tree: Tree, word: int) -> bool:
    entry = tree.words[word]
    if entry.upos not in {"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET"}:
        return False
    return not (entry.upos == "PRON" and tree.lemma(word) in {"it", "there"} and tree.words[word].deprel == "expl")


def _behind(tree: Tree, trigger: int, case: str) -> list[int]:
    """What stands behind a preposition that hangs on the trigger, or on the light verb that governs it."""
    anchors = [trigger, *_light_verb(tree, trigger), *_partitive_head(tree, trigger)]
    relations = ("obl", "nmod", "obl:agent", "obl:unmarked")
    return [
        child
        for anchor in anchors
        for child in tree.kids(anchor, *relations)
        if preposition(tree, child) == case and child != trigger and not _is_time(tree, child)
    ]


def _is_time(tree: Tree, word: int) -> bool:
    return tree.words[word].deprel.endswith(":tmod") or tree.lemma(word) in tables.words()["setting"]["time_nouns"]


def _light_verb(tree: Tree, noun: int) -> list[int]:
    """The verb that lends an event noun its subject: `carried out an attack`, `the attack was carried out by`."""
    head = tree.words[noun].head
    if head is None or tree.words[noun].upos not in {"NOUN", "PROPN"}:
        return []
    relation = tree.words[noun].deprel
    first = tree.words[head].head  # "talks and consultations were held": of the second noun, what governs the first
    if relation == "conj" and tree.words[head].upos in {"NOUN", "PROPN"} and first is not None:
        relation, head = tree.words[head].deprel, first
    light = tree.lemma(head) in tables.words()["verbs"]["light"] and tree.words[head].upos == "VERB"
    if light and relation in {"obj", "nsubj:pass", "obl"}:
        return [head]
    return []


def _partitive_head(tree: Tree, noun: int) -> list[int]:
    """`a wave of attacks by …`: the noun that the event noun only fills."""
    head = tree.words[noun].head
    if head is None or tree.base(noun) != "nmod" or preposition(tree, noun) != "of":
        return []
    return [head] if tree.words[head].upos == "NOUN" else []


def _light_subject(tree: Tree, noun: int) -> list[int]:
    anchors = [noun, *_partitive_head(tree, noun)]
    for anchor in anchors:
        for verb in _light_verb(tree, anchor):
            return agents(tree, verb)
    for anchor in anchors:  # "the attack that the Orcs carried out", "an offensive launched by the Orcs"
        for verb in tree.kids(anchor, "acl", "acl:relcl"):
            if tree.lemma(verb) in tables.words()["verbs"]["light"]:
                return [a for a in agents(tree, verb) if a != anchor and antecedent(tree, a) != anchor]
    return []


def _sufferer(tree: Tree, noun: int) -> list[int]:
    head = tree.words[noun].head
    if head is None or tree.words[noun].deprel not in {"obj", "obl"} or tree.words[head].upos != "VERB":
        return []
    if tree.lemma(head) not in tables.words()["verbs"]["suffer"]:
        return []
    return subjects(tree, head)


def _victims_around(tree: Tree, noun: int) -> list[int]:
    """`Two rangers were killed in the ambush`: whom the verb names that the event noun modifies."""
    for verb in ancestors(tree, noun)[:2]:
        if tree.lemma(verb) in tables.words()["verbs"]["casualty"]:
            return patients(tree, verb) or subjects(tree, verb)
    for verb in tree.kids(noun, "acl", "acl:relcl"):  # "an ambush that killed two rangers"
        if tree.lemma(verb) in tables.words()["verbs"]["casualty"]:
            return [word for word in tree.kids(verb, "obj")]
    head = tree.words[noun].head
    if (
        head is not None
        and tree.words[noun].deprel == "nsubj"
        and tree.lemma(head) in tables.words()["verbs"]["casualty"]
    ):
        return tree.kids(head, "obj")
    return []


def _harmed_besides(tree: Tree, verb: int) -> list[int]:
    """`Opened fire and wounded two`, `attacked, killing two`: whom the next verb names."""
    casualty = tables.words()["verbs"]["casualty"]
    following = [v for v in tree.kids(verb, "conj", "advcl", "xcomp", "parataxis") if tree.lemma(v) in casualty]
    return [patient for v in following for patient in tree.kids(v, "obj")]


def _modifiers(tree: Tree, noun: int) -> list[int]:
    """Names and nationalities before a noun: `Rohirrim raids`, `Gondorian shelling`."""
    kids = tree.kids(noun, "compound", "amod", "nmod")
    return [
        kid
        for kid in kids
        if kid < noun and (tree.words[kid].upos == "PROPN" or tree.words[kid].text[:1].isupper()) and kid > 0
    ]


def _complement_subject(tree: Tree, verb: int) -> list[int]:
    for clause in tree.kids(verb, "ccomp", "xcomp", "advcl", "parataxis"):
        own = tree.kids(clause, "nsubj", "nsubj:pass")
        if own:
            return own
    return []


def _subjects_of_verb(tree: Tree, word: int) -> list[int]:
    if tree.words[word].upos in {"VERB", "AUX"}:
        return agents(tree, word)
    found = tree.kids(word, "nsubj")  # a predicate noun or adjective: "Gondor is critical of …"
    return found or ([] if tree.words[word].upos == "NOUN" else subjects(tree, word))


def _surface_subject(tree: Tree, word: int) -> list[int]:
    return subjects(tree, word)


def _patients(tree: Tree, word: int) -> list[int]:
    return patients(tree, word)


def _between(tree: Tree, word: int) -> list[int]:
    return [n for found in _behind(tree, word, "between") for n in (found, *tree.kids(found, "conj"))]


_PLACES: dict[str, Callable[[Tree, int], list[int]]] = {
    "agent": _subjects_of_verb,
    "subj": _surface_subject,
    "patient": _patients,
    "iobj": lambda tree, word: [] if is_passive(tree, word) else tree.kids(word, "iobj"),
    "comp": _complement_subject,
    "poss": lambda tree, word: tree.kids(word, "nmod:poss"),
    "mod": _modifiers,
    "light": _light_subject,
    "suffer": _sufferer,
    "around": _victims_around,
    "between": _between,
    "harmed": _harmed_besides,
}


def spoken_by(tree: Tree, spans: tuple[Span, ...]) -> list[int]:
    """Head words of a statement's source."""
    return mentions_of(tree, tree.within(spans))[:MOST_SPEAKERS]


def owners(tree: Tree, heads: list[int], things: bool) -> list[int]:
    """Somebody for everything: a party as it stands; for `the mayor's plan` the mayor; for `the ruling` nobody.

    `things`: things can be parties too, as the bridge is that is shelled.
    """
    found: list[int] = []
    for head in heads:
        if is_somebody(tree, head) or (things and _is_concrete(tree, head)):
            found.append(head)
            continue
        makers = tree.kids(head, "nmod:poss") or [n for n in tree.kids(head, "nmod") if preposition(tree, n) == "of"]
        found += [o for o in (makers or _modifiers(tree, head)) if is_somebody(tree, o)]
    return list(dict.fromkeys(found))


def is_somebody(tree: Tree, word: int) -> bool:
    """Whether a word can name a person, group, organization, country or population."""
    entry = tree.words[word]
    lemma = tree.lemma(word)
    if entry.upos == "PROPN" or lemma in tables.agent_nouns():
        return True
    if entry.upos == "PRON":
        return lemma not in tables.words()["parties"]["nobody_pronouns"]
    if entry.upos in {"NUM", "DET"}:
        return entry.deprel not in {"det", "nummod"}
    if entry.upos == "ADJ":  # "Gondorian raids", "the wounded"
        return entry.text[:1].isupper() or entry.deprel in {"nsubj", "nsubj:pass", "obj", "obl"}
    return (
        entry.upos == "NOUN"
        and _is_concrete(tree, word)
        and (lemma, "NOUN") not in tables.senses()
        and lemma not in tables.words()["parties"]["things"]
    )


def _is_concrete(tree: Tree, word: int) -> bool:
    lemma = tree.lemma(word)
    abstract = lemma.endswith(tuple(tables.words()["parties"]["abstract_suffixes"]))
    return tree.words[word].upos == "NOUN" and not abstract and lemma not in tables.instruments()
