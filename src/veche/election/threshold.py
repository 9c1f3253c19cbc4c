"""Pedersen's distributed key generation (3.1.1, 4.6), step by step.

Every step is a function from messages to messages: nothing is kept between them but the trustee's seed. Trustees and
server exchange files, which are those of belenios-tool: `.cert`, `.key` (the seed), `.polynomial`, `.vinput`,
`.voutput`, `.dkey`.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from .canonical import read
from .credentials import new_seed
from .errors import MalformedInput, VerificationError, named
from .messages import (
    CERTIFICATE_KEYS,
    DECRYPTION_KEY,
    POLYNOMIAL,
    RAW_COEFFICIENTS,
    RAW_POLYNOMIAL,
    SHARE,
    SIGNED_MESSAGE,
    THRESHOLD_PARAMETERS,
    VERIFICATION_INPUT,
    VERIFICATION_OUTPUT,
    CertificateKeys,
    Context,
    DecryptionKey,
    Polynomial,
    Proof,
    RawCoefficients,
    RawPolynomial,
    Share,
    SignedMessage,
    ThresholdParameters,
    VerificationInput,
    VerificationOutput,
)
from .parameters import (
    MAX_TRUSTEES,
    binding_message,
    check_binding,
    check_certificate,
    check_coefficients,
    check_verification_key,
    verification_keys,
)
from .sealed import receive, send
from .signing import decryption_key, prove_key, sign, signing_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from veche._core import Group, Secret


def certificate(group: Group, threshold: int, size: int, index: int) -> tuple[str, bytes]:
    """Step 1: (seed, certificate) for trustee `index` of `size`, of whom `threshold` (t + 1) decrypt."""
    if not (1 <= threshold <= size <= MAX_TRUSTEES and 1 <= index <= size):
        raise MalformedInput(
            f"trustee {index} of {size} with a threshold of {threshold} cannot be",
            "threshold",
            f"Keep 1 ≤ threshold ≤ size ≤ {MAX_TRUSTEES} and 1 ≤ index ≤ size.",
        )
    seed = new_seed()
    signer, opener = signing_key(group, seed), decryption_key(group, seed)
    context = Context(group.name, size, threshold, index)
    keys = CertificateKeys(context, signer.public(), opener.public())
    return seed, SIGNED_MESSAGE.write(sign(signer, CERTIFICATE_KEYS.write(keys).decode()))


def certificate_id(cert: bytes) -> str:
    """SHA-256 of the certificate's inner message, which names a trustee's files."""
    return sha256(read(SIGNED_MESSAGE, cert.strip(), "certificate").message.encode()).hexdigest()


def check_certificates(group: Group, certs: Sequence[bytes]) -> int:
    """Step 2. Returns the threshold. Raises `VerificationError`."""
    return _Certified.read(group, certs).threshold


def polynomial(group: Group, certs: Sequence[bytes], seed: str) -> bytes:
    """Step 3: a trustee's secret polynomial for itself, a share for each, and the committed coefficients for all."""
    certified = _Certified.read(group, certs)
    me = certified.find(seed)
    coefficients = [group.random_secret() for _ in range(certified.threshold)]
    row = tuple(coefficient.public() for coefficient in coefficients)
    own = RAW_POLYNOMIAL.write(RawPolynomial(tuple(secret.to_decimal() for secret in coefficients)))
    shares = [
        send(group, me.signer, keys.encryption, SHARE.write(Share(group.share(coefficients, j).to_decimal())))
        for j, keys in enumerate(certified.keys, start=1)
    ]
    return POLYNOMIAL.write(
        Polynomial(
            send(group, me.signer, me.opener.public(), own),
            tuple(shares),
            sign(me.signer, RAW_COEFFICIENTS.write(RawCoefficients(row)).decode()),
            sign(me.signer, binding_message(certified.certs, row)).signature,
        )
    )


def vinputs(group: Group, certs: Sequence[bytes], polynomials: Sequence[bytes]) -> list[bytes]:
    """Step 4, the server's: to each trustee what the others sent it. Checks every polynomial's public part."""
    sent = _Polynomials.read(_Certified.read(group, certs), polynomials).polynomials
    coefexps, signatures = tuple(p.coefexps for p in sent), tuple(p.signature for p in sent)
    return [
        VERIFICATION_INPUT.write(
            VerificationInput(own.polynomial, tuple(p.secrets[j] for p in sent), coefexps, signatures)
        )
        for j, own in enumerate(sent)
    ]


def voutput(group: Group, certs: Sequence[bytes], seed: str, vinput: bytes) -> bytes:
    """Step 5: the trustee checks every share against its commitment, g^s_ij = Π_k A_ik^(j^k), and adds them up."""
    certified = _Certified.read(group, certs)
    me = certified.find(seed)
    received = read(VERIFICATION_INPUT, vinput.strip(), "vinput")
    rows = certified.check_rows(received.coefexps, received.signatures, "vinput")
    _check_own_polynomial(certified, me, received.polynomial, rows)
    if len(received.secrets) != len(certified.certs):
        raise VerificationError(
            "threshold.shape", "vinput: secrets", "there is not one share from each trustee"
        )
    shares = []
    for i, (keys, sealed, row) in enumerate(zip(certified.keys, received.secrets, rows, strict=True)):
        where = f"vinput: secrets[{i}]"
        share = read(SHARE, receive(group, me.opener, keys.verification, sealed, where), where).secret
        with named(where):
            shares.append(group.secret_from_decimal(share))
            if shares[-1].public() != group.evaluate(row, me.index):
                raise VerificationError(
                    "threshold.secret", where, f"trustee {i + 1} sent another share than committed"
                )
    key = group.sum(shares)
    own = DECRYPTION_KEY.write(DecryptionKey(key.to_decimal()))
    sealed_key = send(group, me.signer, me.opener.public(), own)
    return VERIFICATION_OUTPUT.write(VerificationOutput(sealed_key, prove_key(group, key, signer=me.signer)))


def threshold_parameters(
    group: Group, certs: Sequence[bytes], polynomials: Sequence[bytes], voutputs: Sequence[bytes]
) -> tuple[bytes, list[bytes]]:
    """Step 6, the server's: the public `threshold_parameters` and each trustee's sealed decryption key (`.dkey`)."""
    certified = _Certified.read(group, certs)
    sent = _Polynomials.read(certified, polynomials)
    certified.expect_one_each(voutputs, "voutputs")
    outputs = [read(VERIFICATION_OUTPUT, v.strip(), f"voutput {j}") for j, v in enumerate(voutputs, start=1)]
    expected = verification_keys(group, sent.rows)
    for j, (keys, output) in enumerate(zip(certified.keys, outputs, strict=True)):
        check_verification_key(group, keys, output.public_key, expected[j], f"voutput {j + 1}")
    parameters = ThresholdParameters(
        certified.threshold,
        certified.certs,
        tuple(p.coefexps for p in sent.polynomials),
        tuple(p.signature for p in sent.polynomials),
        tuple(output.public_key for output in outputs),
    )
    return THRESHOLD_PARAMETERS.write(parameters), [output.private_key.encode() for output in outputs]


def open_decryption_key(group: Group, seed: str, dkey: bytes) -> Secret:
    """A trustee's share of the key, from its seed and the `.dkey` file that the server keeps for it."""
    signer, opener = signing_key(group, seed), decryption_key(group, seed)
    message = receive(
        group, opener, signer.public(), dkey.strip().decode("ascii", "replace"), "decryption key"
    )
    with named("decryption key"):
        return group.secret_from_decimal(read(DECRYPTION_KEY, message, "decryption key").decryption_key)


@dataclass(frozen=True)
class _Self:
    """A trustee among the others: its place from 1 and its two secrets."""

    index: int
    signer: Secret
    opener: Secret


@dataclass(frozen=True)
class _Certified:
    """Γ, the certificates of all trustees, checked."""

    group: Group
    threshold: int
    certs: tuple[SignedMessage, ...]
    keys: list[CertificateKeys]

    @classmethod
    def read(cls, group: Group, certs: Sequence[bytes]) -> _Certified:
        signed = tuple(
            read(SIGNED_MESSAGE, cert.strip(), f"certificate {i}") for i, cert in enumerate(certs, start=1)
        )
        if not 1 <= len(signed) <= MAX_TRUSTEES:
            raise VerificationError(
                "threshold.shape", "certificates", f"there are {len(signed)} certificates"
            )
        first = read(CERTIFICATE_KEYS, signed[0].message.encode(), "certificate 1: message")
        threshold = first.context.threshold
        if not 1 <= threshold <= len(signed):
            detail = f"a threshold of {threshold} among {len(signed)} trustees cannot be"
            raise VerificationError("threshold.shape", "certificates", detail)
        keys = [
            check_certificate(group, cert, Context(group.name, len(signed), threshold, i), f"certificate {i}")
            for i, cert in enumerate(signed, start=1)
        ]
        return cls(group, threshold, signed, keys)

    def find(self, seed: str) -> _Self:
        """The trustee whose certificate states the keys of `seed`."""
        signer, opener = signing_key(self.group, seed), decryption_key(self.group, seed)
        pair = signer.public(), opener.public()
        for index, keys in enumerate(self.keys, start=1):
            if (keys.verification, keys.encryption) == pair:
                return _Self(index, signer, opener)
        raise MalformedInput(
            "no certificate was made with this key",
            "private key",
            "Use the .key file that came with your certificate.",
        )

    def expect_one_each(self, messages: Sequence[object], what: str) -> None:
        if len(messages) != len(self.certs):
            detail = f"there are {len(messages)} for {len(self.certs)} trustees"
            raise VerificationError("threshold.shape", what, detail)

    def check_rows(
        self, coefexps: Sequence[SignedMessage], signatures: Sequence[Proof], where: str
    ) -> list[tuple[bytes, ...]]:
        """The committed coefficients of every trustee, signed, and bound to these certificates."""
        self.expect_one_each(coefexps, where)
        self.expect_one_each(signatures, where)
        rows = []
        for i, (keys, coefficients, signature) in enumerate(
            zip(self.keys, coefexps, signatures, strict=True)
        ):
            row = check_coefficients(
                self.group, self.threshold, keys, coefficients, f"{where}: coefexps[{i}]"
            )
            check_binding(self.group, keys, self.certs, row, signature, f"{where}: signatures[{i}]")
            rows.append(row)
        return rows


@dataclass(frozen=True)
class _Polynomials:
    polynomials: list[Polynomial]
    rows: list[tuple[bytes, ...]]

    @classmethod
    def read(cls, certified: _Certified, messages: Sequence[bytes]) -> _Polynomials:
        """Read and check the public part of every trustee's polynomial, in the order of the certificates."""
        certified.expect_one_each(messages, "polynomials")
        sent = [read(POLYNOMIAL, p.strip(), f"polynomial {i}") for i, p in enumerate(messages, start=1)]
        for i, p in enumerate(sent, start=1):
            certified.expect_one_each(p.secrets, f"polynomial {i}: secrets")
        rows = certified.check_rows([p.coefexps for p in sent], [p.signature for p in sent], "polynomials")
        return cls(sent, rows)


def _check_own_polynomial(
    certified: _Certified, me: _Self, sealed: str, rows: Sequence[tuple[bytes, ...]]
) -> None:
    """The server gave back the polynomial that this trustee sealed, and committed coefficients that belong to it."""
    where = "vinput: polynomial"
    message = receive(certified.group, me.opener, me.signer.public(), sealed, where)
    own = read(RAW_POLYNOMIAL, message, where).polynomial
    with named(where):
        row = tuple(certified.group.secret_from_decimal(coefficient).public() for coefficient in own)
    if row != rows[me.index - 1]:
        raise VerificationError(
            "threshold.coefexps", where, "your own coefficients are not those that you committed to"
        )
