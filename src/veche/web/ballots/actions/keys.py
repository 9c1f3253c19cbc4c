"""The trustees' keys: single ones, or a threshold's in three steps. Each message is checked before it is kept."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from veche.election.canonical import read
from veche.election.messages import SIGNED_MESSAGE, Context, SignedMessage, TrusteeKey
from veche.election.messages import ThresholdParameters as Parameters
from veche.election.parameters import check_certificate
from veche.election.threshold import check_certificates, threshold_parameters, vinputs
from veche.election.trustees import Trustees, check_public_key, read_public_item, trustees_message
from veche.web.ballots.drawing.checks import GROUP
from veche.web.ballots.models import Officer, Post, Stage, Vote

from .credentials import become_ready
from .locking import held, must_be_prepared_here

STEPS = ("certificate", "polynomial", "share")
"""Of the ceremony, as `veche trustee` names its commands; a step begins when all have done the one before."""


class BadKey(Exception):
    """A message that holds by itself and does not fit here. `code`: taken, early, done, shape, kind, certificates, name, lot."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def take_key(vote_uuid: str, officer_id: UUID, message: bytes) -> None:
    """A single trustee's `trustee_public_key`. A new one takes the place of the first until the vote opens.

    Raises VerificationError, BadKey, WrongStage.
    """
    key = check_public_key(GROUP, message)
    with held(vote_uuid, Stage.ROLL, Stage.READY) as vote:
        must_be_prepared_here(vote)
        if vote.threshold is not None:
            raise BadKey("kind")
        trustees = _trustees(vote)
        others = [one for one in trustees if one.pk != officer_id and one.public_key is not None]
        if any(
            check_public_key(GROUP, _bytes(one.public_key)).public_key == key.public_key for one in others
        ):
            raise BadKey("taken")
        mine = next(one for one in trustees if one.pk == officer_id)
        _must_be_named(key, mine)
        mine.public_key = message.strip()
        mine.save()
        if all(one.public_key is not None for one in trustees):
            vote.trustees = trustees_message([_bytes(one.public_key) for one in trustees])
            become_ready(vote)


def take_step(vote_uuid: str, officer_id: UUID, step: str, message: bytes) -> None:
    """A trustee's message of one step of `STEPS` (4.6). Taken once; the last one of all gives the key.

    Raises VerificationError where the message, or all of them together, do not hold; BadKey, WrongStage.
    """
    with held(vote_uuid, Stage.ROLL) as vote:
        trustees = _trustees(vote)
        mine = next(one for one in trustees if one.pk == officer_id)
        _must_be_due(vote, trustees, mine, step, message)
        setattr(mine, step, message.strip())
        if all(getattr(one, step) is not None for one in trustees):
            _check_step(vote, trustees, step)
        elif step == "certificate":
            _check_certificate(vote, trustees, mine)
        mine.save()


def _must_be_due(vote: Vote, trustees: Sequence[Officer], mine: Officer, step: str, message: bytes) -> None:
    if vote.threshold is None:
        raise BadKey("kind")
    before = STEPS[: STEPS.index(step)]
    if any(getattr(one, earlier) is None for one in trustees for earlier in before):
        raise BadKey("early")
    if getattr(mine, step) is not None and _bytes(getattr(mine, step)) != message.strip():
        raise BadKey("done")


def _check_certificate(vote: Vote, trustees: Sequence[Officer], mine: Officer) -> None:
    """Step 1: it is of this trustee, among so many, with this threshold."""
    signed = read(SIGNED_MESSAGE, _bytes(mine.certificate), "certificate")
    context = Context(GROUP.name, len(trustees), vote.threshold or 0, mine.number)
    check_certificate(GROUP, signed, context, "certificate")


def _check_step(vote: Vote, trustees: Sequence[Officer], step: str) -> None:
    """All have done it: what the server checks of them together, which after the last step gives the key."""
    certificates, polynomials, shares = (
        [_bytes(getattr(one, name)) for one in trustees if getattr(one, name) is not None] for name in STEPS
    )
    if step == "certificate":
        if check_certificates(GROUP, certificates) != vote.threshold:
            raise BadKey("shape")
    elif step == "polynomial":
        vinputs(GROUP, certificates, polynomials)
    else:
        parameters, _ = threshold_parameters(GROUP, certificates, polynomials, shares)
        vote.trustees = trustees_message([parameters])
        become_ready(vote)


def take_combined(vote_uuid: str, message: bytes) -> None:
    """The threshold's public file of a ceremony that was held elsewhere, brought by the returning officer.

    It is signed under the trustees' certificates, so these must be the ones that each trustee sent: otherwise whoever brings it
    could hold a ceremony alone, with keys for all of them, and read every ballot. Raises VerificationError, BadKey, WrongStage.
    """
    item = read_public_item(message)
    if not isinstance(item, Parameters):
        raise BadKey("kind")
    combined = trustees_message([message])
    Trustees.read(combined).check(GROUP)
    with held(vote_uuid, Stage.ROLL) as vote:
        if (item.threshold, len(item.verification_keys)) != (vote.threshold, len(_trustees(vote))):
            raise BadKey("shape")
        if [_certificate(one) for one in _trustees(vote)] != list(item.certs):
            raise BadKey("certificates")
        for key, trustee in zip(item.verification_keys, _trustees(vote), strict=True):
            _must_be_named(key, trustee)
        vote.trustees = combined
        become_ready(vote)


def begin_again(vote_uuid: str) -> None:
    """All keys are forgotten: somebody lost theirs before the vote opened, or a step went wrong."""
    with held(vote_uuid, Stage.ROLL, Stage.READY) as vote:
        must_be_prepared_here(vote)
        Officer.objects.filter(vote=vote, post=Post.TRUSTEE).update(
            public_key=None, certificate=None, polynomial=None, share=None
        )
        vote.trustees = None
        vote.stage = Stage.ROLL


def seal_lot(vote_uuid: str, officer_id: UUID, commitment: str) -> None:
    """An officer seals a lot for ties: its commitment, before the vote opens.

    Raises BadKey for a second one, or for another officer's: the same lot twice would never fall. WrongStage.
    """
    with held(vote_uuid, Stage.ROLL, Stage.READY) as vote:
        must_be_prepared_here(vote)
        mine = Officer.objects.get(pk=officer_id, vote=vote)
        if mine.lot not in ("", commitment):
            raise BadKey("done")
        if Officer.objects.filter(vote=vote, lot=commitment).exclude(pk=officer_id).exists():
            raise BadKey("lot")
        mine.lot = commitment
        mine.save()


def open_lot(vote_uuid: str, officer_id: UUID, seed: str) -> None:
    """The seed that was sealed, once there is a result. The caller has checked that it is the one."""
    with held(vote_uuid, Stage.PUBLISHED) as vote:
        Officer.objects.filter(pk=officer_id, vote=vote).exclude(lot="").update(seed=seed)


def _must_be_named(key: TrusteeKey, mine: Officer) -> None:
    """The archive shows the name of a key for good, and its maker wrote it: it may be missing, never another one. Raises BadKey."""
    if key.name not in (None, mine.name):
        raise BadKey("name")


def _certificate(one: Officer) -> SignedMessage | None:
    return None if one.certificate is None else read(SIGNED_MESSAGE, _bytes(one.certificate), "certificate")


def _trustees(vote: Vote) -> list[Officer]:
    return list(Officer.objects.filter(vote=vote, post=Post.TRUSTEE).order_by("number"))


def _bytes(value: bytes | memoryview | None) -> bytes:
    return bytes(value or b"")
