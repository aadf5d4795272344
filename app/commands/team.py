"""`drempel team …` and `drempel sync`: found a team, join it, let in and let go, share."""

from __future__ import annotations

import argparse
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from app.clock import SystemClock
from app.commands.context import a_name, hint, read_passphrase, show, vault_path, writing_out
from app.errors import UserError, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.services.session import Session
    from app.sync.report import Report
    from app.sync.share.contract import Share

NO_KEY_STORE: Final = "share_no_key_store"


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds `team` with its verbs, and `sync`."""
    verbs = commands.add_parser("team", help="who shares with whom").add_subparsers(
        required=True, metavar="VERB"
    )
    start = verbs.add_parser("start", help="this member founds the team and coordinates it")
    start.add_argument("--name", required=True, type=a_name, help="name of the team")
    start.add_argument(
        "--recovery-sheet", type=Path, metavar="FILE", help="where the sheet is written, as PDF"
    )
    start.set_defaults(run=_start)
    ask = verbs.add_parser("request", help="asks to join; prints the six words to read aloud")
    ask.add_argument(
        "--further-laptop", action="store_true", help="a member already, on another laptop"
    )
    ask.set_defaults(run=_request)
    asked = verbs.add_parser("requests", help="who asks to join, the newest first, as JSON")
    asked.add_argument("--all", action="store_true", help="also when there are very many")
    asked.set_defaults(run=_requests)
    approve = verbs.add_parser("approve", help="lets in who read these words aloud")
    approve.add_argument("words", nargs="+", metavar="WORDS")
    approve.add_argument("--member", help="whose further laptop it is")
    approve.set_defaults(run=_approve)
    remove = verbs.add_parser("remove", help="lets a member go; new keys for those who stay")
    remove.add_argument("member", metavar="MEMBER", help="or one device: a laptop that is lost")
    remove.set_defaults(run=_remove)
    members = verbs.add_parser("members", help="who is in the team, as JSON")
    members.set_defaults(run=_members)
    over = verbs.add_parser("hand-over", help="another member coordinates from now on")
    over.add_argument("member", metavar="MEMBER")
    over.set_defaults(run=_hand_over)
    round_ = commands.add_parser("sync", help="one round: send, receive, merge")
    round_.set_defaults(run=_sync)
    for verb in (start, ask, asked, approve, remove, over, round_):
        verb.add_argument("--share", metavar="URL", help="folder, webdavs://, s3:// or az://")
        credentials_option(verb, default=argparse.SUPPRESS)


def credentials_option(to: argparse.ArgumentParser, default: str | None = None) -> None:
    """`--share-credentials`, which may stand before the command or after it."""
    to.add_argument(
        "--share-credentials",
        type=Path,
        metavar="FILE",
        default=default,
        help="JSON; without it the key store of the operating system is asked",
    )


def _start(arguments: argparse.Namespace) -> None:
    from app.services import team

    with _session(arguments) as session, _share(arguments, session, begins=True) as share:
        if arguments.recovery_sheet is None:
            made = team.start(session, arguments.name, share)
            hint("Druk het herstelblad af en bewaar het in een kluis: zonder dat blad is een team")
            hint("zonder coördinator niet te herstellen.")
        else:
            made = _start_with_sheet(arguments, session, share)
    show({"team": made})


def _start_with_sheet(arguments: argparse.Namespace, session: Session, share: Share) -> str:
    """The sheet's place is tried first: a team without a sheet cannot be begun anew."""
    from app.services import team
    from app.services.files import whole_file
    from app.services.recovery import recovery_pdf

    with whole_file(arguments.recovery_sheet) as file:
        made = team.start(session, arguments.name, share)
        file.write(recovery_pdf(session))
    return made


def _request(arguments: argparse.Namespace) -> None:
    from app.services import team

    with _session(arguments) as session, _share(arguments, session) as share:
        words = team.request(session, share, further_laptop=arguments.further_laptop)
    hint("Lees deze zes woorden voor aan de coördinator:")
    with writing_out():
        print(" ".join(words))


def _requests(arguments: argparse.Namespace) -> None:
    from app.services import team

    with _session(arguments) as session, _share(arguments, session) as share:
        found = team.asking(session, share, None if arguments.all else team.NEWEST)
        more = team.how_many_ask(session) - len(found)
    if more:
        hint(f"Er zijn nog {more} oudere verzoeken; --all laat ze ook zien.")
    show(
        [
            {
                "further_laptop": one.further_laptop,
                "id": one.id,
                "name": one.name,
                "organisation": one.organisation,
                "words": " ".join(one.words),
            }
            for one in found
        ]
    )


def _approve(arguments: argparse.Namespace) -> None:
    from app.services import team

    with _session(arguments) as session, _share(arguments, session) as share:
        admitted = team.approve(session, tuple(arguments.words), share, arguments.member)
    show({"member": admitted.member, "name": admitted.name})


def _remove(arguments: argparse.Namespace) -> None:
    from app.services import team

    with _session(arguments) as session, _share(arguments, session) as share:
        who: str = arguments.member
        team.fetch(session, share)
        one_laptop = who in team.the_team(session).devices
        (team.remove_laptop if one_laptop else team.remove)(session, who, share)
    hint("Wat al gelezen is, kan niemand terugnemen; verander ook het wachtwoord van de map.")
    show({"removed": arguments.member})


def _hand_over(arguments: argparse.Namespace) -> None:
    from app.services import sharing, team

    with _session(arguments) as session, _share(arguments, session) as share:
        team.fetch(session, share)
        team.hand_over(session, arguments.member)
        sharing.sync(session, share)
    show({"coordinator": arguments.member})


def _members(arguments: argparse.Namespace) -> None:
    from app.services import team

    with _session(arguments) as session:
        found = team.members(session)
    show(
        [
            {
                "coordinator": one.coordinator,
                "devices": [laptop.device for laptop in one.laptops],
                "member": one.id,
                "name": one.name,
                "organisation": one.organisation,
            }
            for one in found
        ]
    )


def _sync(arguments: argparse.Namespace) -> None:
    from app.services import sharing

    with _session(arguments) as session, _share(arguments, session) as share:
        report = sharing.sync(session, share, new_place=arguments.share is not None)
    _tell(report)
    show(
        {
            "differences": report.differences,
            "received": report.received,
            "refused": [
                {"file": one.file, "reason": sentence(UserError(f"refused_{one.reason}"))}
                for one in report.refused
            ],
            "sent": report.sent,
            "set_aside": report.set_aside,
            "up_to_date": report.up_to_date,
        }
    )


def _tell(report: Report) -> None:
    if report.put_back:
        hint(f"In de gedeelde map was werk verdwenen; {report.put_back} stukken zijn teruggezet.")
    if report.apart:
        hint(f"{report.apart} stukken van wie uit het team is, zijn apart gehouden.")
    if report.rivals:
        hint("Van wie er in het team zit, bestaan twee lezingen. Deze laptop volgt het team.")


@contextmanager
def _session(arguments: argparse.Namespace) -> Iterator[Session]:
    from app.services.session import unlock

    session = unlock(
        vault_path(arguments), read_passphrase(arguments.passphrase_file), SystemClock()
    )
    try:
        yield session
    finally:
        session.lock()


@contextmanager
def _in_words_of_commands() -> Iterator[None]:
    """Who types commands has an option for what others fill in on the screen."""
    try:
        yield
    except UserError as error:
        if error.id == NO_KEY_STORE:
            raise UserError(f"{NO_KEY_STORE}_command") from error
        raise


@contextmanager
def _share(
    arguments: argparse.Namespace, session: Session, *, begins: bool = False
) -> Iterator[Share]:
    """The share that was named, or else the team's; what went well is the team's from then on."""
    from app.services import sharing, sharing_jobs

    named: str | None = arguments.share
    url = sharing_jobs.main_place(session) if named is None else named.strip()
    if not url:
        raise UserError("no_share" if named is None else "share_url_wrong")
    given: Path | None = arguments.share_credentials
    file = given or sharing_jobs.credentials_file(session, url)
    with _in_words_of_commands():
        credentials = sharing.credentials_for(url, file)
    with sharing.opened(url, credentials, begins=begins) as share:
        yield share
        if given is not None:
            sharing_jobs.keep_secrets(session, share.url, {"file": str(given.absolute())})
        if named is not None:
            sharing_jobs.choose_place(session, share.url)
