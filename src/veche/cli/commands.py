"""Every command, in the order of an election, with who runs it and examples that can be copied."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from importlib import metadata
from typing import Annotated, Any

import typer

from veche.cli import (
    auditor,
    ceremony,
    convert,
    count,
    countback,
    decide,
    demo,
    lot,
    petition,
    register,
    registrar,
    report,
    returning_officer,
    rules,
    serve,
    trustee,
    voter,
)
from veche.cli.help import Command, Group

OFFICER, REGISTRAR, TRUSTEES = "Returning officer", "Registrar", "Trustees"
VOTERS, ANYONE, KEEPERS = "Voters", "Anyone", "Whoever keeps a server"
SECRETARY = "Secretary"

INTRODUCTION = """\
Hold a secret ballot that anyone can verify.

Every role works with files, on its own machine, without a network. The returning officer runs the vote, the registrar
hands out credentials, trustees hold shares of the key, and anyone can check the archive, which is the record of the vote.
The same can be done in a browser: veche serve starts a server for it.

What members read (cast, tracker and the slips) speaks Belarusian, Russian, Ukrainian, Polish and English: see --language there.

Exit codes: 0 done; 1 refused, because something does not hold; 2 wrong usage, or a file that cannot be read or written.
"""

FIRST_STEPS = (
    "veche demo",
    "veche serve --demo",
    "veche election template vote.toml",
    "veche verify strike.bel",
)

DRAW_PETITION = (
    "veche petition draw vote.toml petition.json --credentials roll.json"
    " --text recall.txt --body Foundry --needed 5 --until 2026-12-31"
)

Entry = tuple[str, Callable[..., None], str, tuple[str, ...]]

COMMANDS: tuple[Entry, ...] = (
    (
        "election template",
        returning_officer.template,
        OFFICER,
        ("veche election template vote.toml",),
    ),
    (
        "election draw",
        returning_officer.draw,
        OFFICER,
        ("veche election draw vote.toml", "veche election draw vote.toml --from template.json"),
    ),
    (
        "election check",
        returning_officer.check,
        OFFICER,
        (
            "veche election check vote.toml",
            "veche election check vote.toml --reserved night.toml --question 2 --seats 3",
        ),
    ),
    (
        "credentials make",
        registrar.make,
        REGISTRAR,
        (
            "veche credentials make vote.toml --count 500 --public roll.json --secret roll.secret.csv",
            "veche credentials make vote.toml --roll members.csv --public roll.json --secret roll.secret.csv",
        ),
    ),
    (
        "credentials sheet",
        registrar.sheet,
        REGISTRAR,
        (
            "veche credentials sheet vote.toml roll.secret.csv sheet.html",
            "veche credentials sheet vote.toml roll.secret.csv sheet.html --language be",
        ),
    ),
    ("trustee key", trustee.key, TRUSTEES, ("veche trustee key vote.toml --key ana.key --public ana.json",)),
    (
        "trustee invite",
        ceremony.invite,
        TRUSTEES,
        ("veche trustee invite vote.toml ceremony --trustees 5 --threshold 3",),
    ),
    (
        "trustee certificate",
        ceremony.certificate,
        TRUSTEES,
        ("veche trustee certificate ceremony --number 2 --key ana.key",),
    ),
    (
        "trustee polynomial",
        ceremony.polynomial,
        TRUSTEES,
        ("veche trustee polynomial ceremony --key ana.key",),
    ),
    ("trustee share", ceremony.share, TRUSTEES, ("veche trustee share ceremony --key ana.key",)),
    ("trustee combine", ceremony.combine, TRUSTEES, ("veche trustee combine ceremony trustees.json",)),
    ("trustee check", trustee.check, TRUSTEES, ("veche trustee check strike.bel --key ana.key",)),
    ("trustee status", ceremony.status, TRUSTEES, ("veche trustee status ceremony",)),
    (
        "open",
        returning_officer.open_vote,
        OFFICER,
        (
            "veche open vote.toml strike.bel --credentials roll.json --trustee trustees.json",
            "veche open vote.toml strike.bel --credentials roll.json --trustee ana.json --trustee bo.json",
        ),
    ),
    (
        "cast",
        voter.cast,
        VOTERS,
        (
            "veche cast strike.bel ballot.json",
            "veche cast strike.bel ballot.json --choice choice.json --credential-file slip.txt",
            "veche cast strike.bel --into",
        ),
    ),
    ("tracker", voter.tracker, VOTERS, ("veche tracker strike.bel ballot.json",)),
    (
        "accept",
        returning_officer.accept,
        OFFICER,
        ("veche accept strike.bel ballot.json", "veche accept strike.bel ana.decryption.json"),
    ),
    ("close", returning_officer.close, OFFICER, ("veche close strike.bel",)),
    ("tally", returning_officer.tally, OFFICER, ("veche tally strike.bel",)),
    (
        "shuffle",
        trustee.shuffle,
        TRUSTEES,
        ("veche shuffle strike.bel --trustee 1", "veche shuffle strike.bel --end"),
    ),
    (
        "decrypt",
        trustee.decrypt,
        TRUSTEES,
        (
            "veche decrypt strike.bel ana.decryption.json --key ana.key",
            "veche decrypt strike.bel --key ana.key --into",
        ),
    ),
    ("result", returning_officer.result, OFFICER, ("veche result strike.bel",)),
    ("lot seal", lot.seal, OFFICER, ("veche lot seal lot.secret lot.json",)),
    (
        "report template",
        report.template,
        OFFICER,
        (
            "veche report template report.toml",
            "veche report template report.toml --language be",
            "veche report template report.toml --layout gb-action",
        ),
    ),
    (
        "report make",
        report.make,
        OFFICER,
        (
            "veche report make report.toml report.pdf",
            "veche report make report.toml report.html --language uk",
        ),
    ),
    (
        "verify",
        auditor.verify,
        ANYONE,
        (
            "veche verify strike.bel",
            "veche verify strike.bel --extends yesterday.bel",
            "veche verify strike.bel --json",
        ),
    ),
    ("inspect", auditor.inspect, ANYONE, ("veche inspect strike.bel", "veche inspect strike.bel --trackers")),
    (
        "petition draw",
        petition.draw,
        OFFICER,
        (DRAW_PETITION,),
    ),
    (
        "petition sign",
        petition.sign,
        VOTERS,
        (
            "veche petition sign petition.json signature.json",
            "veche petition sign petition.json back.json --take-back",
        ),
    ),
    ("petition add", petition.add, OFFICER, ("veche petition add petition.json signature.json",)),
    ("petition verify", petition.verify, ANYONE, ("veche petition verify petition.json",)),
    (
        "count",
        count.count,
        ANYONE,
        (
            "veche count ward.blt --rule scottish-stv --seats 4",
            "veche count strike.bel --record count.json --pictures pictures",
            "veche count ward.blt --rule scottish-stv --json",
        ),
    ),
    (
        "convert",
        convert.convert,
        ANYONE,
        ("veche convert ward.blt ward.csv", "veche convert sheet.csv sheet.blt --seats 4 --skipped close-up"),
    ),
    (
        "countback",
        countback.countback,
        ANYONE,
        ("veche countback ward.blt --rule scottish-stv --leaving 3 --sitting 1,4,7",),
    ),
    (
        "decide",
        decide.decide,
        ANYONE,
        (
            "veche decide plain-two-thirds-of-votes --yes 718273 --no 373801",
            "veche decide gb --figures figures.toml --date 2024-12-12",
            "veche decide my-union.yaml --archive strike.bel --answers yes,no --present 60",
        ),
    ),
    ("rules list", rules.list_rules, ANYONE, ("veche rules list", "veche rules list --language pl")),
    ("rules template", rules.template, ANYONE, ("veche rules template my-union.yaml",)),
    (
        "rules show",
        rules.show_rule,
        ANYONE,
        ("veche rules show by-389", "veche rules show gb --date 2024-12-12", "veche rules show scottish-stv"),
    ),
    ("register key", register.key, SECRETARY, ("veche register key register.key",)),
    ("register public", register.public, SECRETARY, ("veche register public register.key",)),
    (
        "register open",
        register.open_register,
        SECRETARY,
        (
            "veche register open sealed.json members.csv --key register.key",
            "veche register open sealed.json members.csv --key register.key --key earlier.key",
        ),
    ),
    ("demo", demo.demo, ANYONE, ("veche demo", "veche demo --members 50 --folder rehearsal")),
    (
        "serve",
        serve.serve,
        KEEPERS,
        (
            "veche serve --demo",
            "veche serve --data /var/lib/veche --address unix:/run/veche/veche.sock",
        ),
    ),
    ("backup", serve.backup, KEEPERS, ("veche backup 2026-12-01.backup --data /var/lib/veche",)),
    ("restore", serve.restore, KEEPERS, ("veche restore 2026-12-01.backup --data /var/lib/veche-new",)),
    ("rebuild", serve.rebuild, KEEPERS, ("veche rebuild --data /var/lib/veche",)),
)

GROUPS = {
    "election": ("Draw up what is voted on.", OFFICER),
    "credentials": ("Make credentials and the sheets that hand them out.", REGISTRAR),
    "lot": ("Seal the lot that breaks ties.", OFFICER),
    "petition": ("Sign petitions without a name, and count their signatures.", ANYONE),
    "register": ("Keep the register of members that a law may demand.", SECRETARY),
    "report": ("Make the report that is signed.", OFFICER),
    "rules": ("Show the rules that decide and that count.", ANYONE),
    "trustee": ("Make the trustees' keys, one by one or as a threshold.", TRUSTEES),
}


class Root(Group):
    """The command itself, with commands and groups in the order of an election."""

    def list_commands(self, ctx: Any) -> list[str]:
        del ctx
        return list(dict.fromkeys(name.split()[0] for name, *_ in COMMANDS))


def build() -> typer.Typer:
    """The whole command."""
    root = _app(INTRODUCTION, FIRST_STEPS, Root)
    root.callback(invoke_without_command=True)(_options)
    groups: dict[str, typer.Typer] = {}
    for name, function, role, examples in COMMANDS:
        *group, last = name.split()
        if group and group[0] not in groups:
            groups[group[0]] = _app(GROUPS[group[0]][0], ())
            groups[group[0]].callback(invoke_without_command=True)(_show_help)
            root.add_typer(groups[group[0]], name=group[0], rich_help_panel=GROUPS[group[0]][1])
        app = groups[group[0]] if group else root
        app.command(
            last,
            cls=Command,
            help=unwrap(inspect.getdoc(function) or ""),
            epilog="\n".join(examples),
            rich_help_panel=None if group else role,
        )(function)
    return root


def _app(text: str, examples: tuple[str, ...], kind: type[Group] = Group) -> typer.Typer:
    return typer.Typer(
        cls=kind,
        help=unwrap(text),
        epilog="\n".join(examples),
        rich_markup_mode=None,
        add_completion=False,
        pretty_exceptions_enable=False,
    )


def _options(
    context: typer.Context,
    plain: Annotated[
        bool, typer.Option("--plain", help="No colour, no boxes, nothing moves. May stand anywhere.")
    ] = False,
    version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False,
) -> None:
    """Options of every command; `--plain` was taken out before anything was printed."""
    del plain
    if version:
        print(f"veche {metadata.version('veche')}")
        raise typer.Exit
    _show_help(context)


def _show_help(context: typer.Context) -> None:
    """Without a command, what there is to choose from."""
    if context.invoked_subcommand is None:
        print(context.get_help())


def unwrap(text: str) -> str:
    """Paragraphs on one line each, so that every terminal breaks them where it ends."""
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in text.split("\n\n"))
