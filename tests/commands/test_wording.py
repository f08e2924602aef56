"""--help speaks Chinese."""

from __future__ import annotations

import re

import click
import pytest
from click.testing import CliRunner

from app.cli import liange


def paths(command: click.Command, words: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """Every command below this one, by its words."""
    below = command.commands.items() if isinstance(command, click.Group) else ()
    return [words, *(found for name, one in below for found in paths(one, (*words, name)))]


@pytest.mark.parametrize("words", paths(liange), ids=" ".join)
def test_说明里没有英文(words: tuple[str, ...]) -> None:
    said = CliRunner().invoke(liange, [*words, "--help"]).output
    assert said.startswith("用法：")
    assert not re.search(r"Usage|Options|Commands|Show this|\[ARGS\]|default:|required", said)


@pytest.mark.parametrize("words", paths(liange), ids=" ".join)
def test_用法里没有英文的参数名(words: tuple[str, ...]) -> None:
    usage = CliRunner().invoke(liange, [*words, "--help"]).output.split("\n", 1)[0]
    assert not re.search("[A-Z]", usage)
