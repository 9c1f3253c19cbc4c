"""The messages of section 4 as frozen dataclasses, each with its shape (compact JSON, fields in order).

Elements and scalars are the bytes of their strings, hashes 64 lower-case hexadecimal digits as bytes. Ballots, encrypted
tallies, shuffles, partial decryptions and results stay bytes: the core reads them.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from .canonical import Embedded, Integer, ListOf, Maybe, Plain, Record, Shape, Source, Text, Weight

ELEMENT = SCALAR = Plain(meant="a string")
HASH = Plain(b"[0-9a-f]{64}", "a hash of 64 lower-case hexadecimal digits")


@dataclass(frozen=True)
class Proof:
    """4.3, and every Schnorr signature."""

    challenge: bytes
    response: bytes


PROOF = Record(Proof, ("challenge", SCALAR), ("response", SCALAR))


@dataclass(frozen=True)
class SetupData:
    """4.10: what the Setup event refers to. `credentials_certificate` is known to releases beyond the specification."""

    election: bytes
    trustees: bytes
    credentials: bytes
    credentials_certificate: bytes | None = None


SETUP_DATA = Record(
    SetupData,
    ("election", HASH),
    ("trustees", HASH),
    ("credentials", HASH),
    ("credentials_certificate", Maybe(HASH)),
)


@dataclass(frozen=True)
class SizedTally:
    """4.18."""

    num_tallied: int
    total_weight: int
    encrypted_tally: bytes


SIZED_TALLY = Record(
    SizedTally, ("num_tallied", Integer()), ("total_weight", Weight()), ("encrypted_tally", HASH)
)


@dataclass(frozen=True)
class Owned:
    """4.19, 4.20: who made a shuffle or a partial decryption; trustees count from 1."""

    owner: int
    payload: bytes


OWNED = Record(Owned, ("owner", Integer()), ("payload", HASH))


@dataclass(frozen=True)
class TrusteeKey:
    """4.5. `signature` in threshold mode only; `name` is known to releases beyond the specification."""

    pok: Proof
    public_key: bytes
    signature: Proof | None = None
    name: str | None = None


TRUSTEE_KEY = Record(
    TrusteeKey, ("pok", PROOF), ("public_key", ELEMENT), ("signature", Maybe(PROOF)), ("name", Maybe(Text()))
)


@dataclass(frozen=True)
class SignedMessage:
    """4.6.1. A certificate (4.6.2) and committed coefficients (4.6.4) are signed messages."""

    message: str
    signature: Proof


SIGNED_MESSAGE = Record(SignedMessage, ("message", Embedded()), ("signature", PROOF))


@dataclass(frozen=True)
class SealedMessage:
    """4.6.1: `data` is hexadecimal."""

    algorithm: bytes
    alpha: bytes
    beta: bytes
    data: bytes


SEALED_MESSAGE = Record(
    SealedMessage,
    ("algorithm", Plain(b"AES-GCM", '"AES-GCM"')),
    ("alpha", ELEMENT),
    ("beta", ELEMENT),
    ("data", Plain(b"(?:[0-9a-f]{2})*", "lower-case hexadecimal digits")),
)


@dataclass(frozen=True)
class Context:
    """4.6.2: `index` counts from 1."""

    group: str
    size: int
    threshold: int
    index: int


CONTEXT = Record(
    Context, ("group", Embedded()), ("size", Integer()), ("threshold", Integer()), ("index", Integer())
)


@dataclass(frozen=True)
class CertificateKeys:
    """4.6.2: what a certificate's message holds."""

    context: Context
    verification: bytes
    encryption: bytes


CERTIFICATE_KEYS = Record(
    CertificateKeys, ("context", CONTEXT), ("verification", ELEMENT), ("encryption", ELEMENT)
)


@dataclass(frozen=True)
class ChannelMessage:
    """4.6.3. The message is a secret while it is on its way."""

    recipient: bytes
    message: str = field(repr=False)


CHANNEL_MESSAGE = Record(ChannelMessage, ("recipient", ELEMENT), ("message", Embedded()))


@dataclass(frozen=True)
class RawPolynomial:
    """4.6.4: a trustee's secret coefficients."""

    polynomial: tuple[bytes, ...] = field(repr=False)


RAW_POLYNOMIAL = Record(RawPolynomial, ("polynomial", ListOf(SCALAR)))


@dataclass(frozen=True)
class Share:
    """4.6.4: the structure `secret`."""

    secret: bytes = field(repr=False)


SHARE = Record(Share, ("secret", SCALAR))


@dataclass(frozen=True)
class DecryptionKey:
    """4.6.6: what a trustee's sealed private key holds."""

    decryption_key: bytes = field(repr=False)


DECRYPTION_KEY = Record(DecryptionKey, ("decryption_key", SCALAR))


@dataclass(frozen=True)
class RawCoefficients:
    """4.6.4: the structure `raw_coefexps`."""

    coefexps: tuple[bytes, ...]


RAW_COEFFICIENTS = Record(RawCoefficients, ("coefexps", ListOf(ELEMENT)))


@dataclass(frozen=True)
class Certificates:
    """4.6.4: what the signature of a polynomial is over."""

    certs: tuple[SignedMessage, ...]
    coefexps: tuple[bytes, ...]


CERTIFICATES = Record(Certificates, ("certs", ListOf(SIGNED_MESSAGE)), ("coefexps", ListOf(ELEMENT)))


@dataclass(frozen=True)
class Polynomial:
    """4.6.4: `polynomial` and `secrets` are sealed messages as strings."""

    polynomial: str
    secrets: tuple[str, ...]
    coefexps: SignedMessage
    signature: Proof


POLYNOMIAL = Record(
    Polynomial,
    ("polynomial", Embedded()),
    ("secrets", ListOf(Embedded())),
    ("coefexps", SIGNED_MESSAGE),
    ("signature", PROOF),
)


@dataclass(frozen=True)
class VerificationInput:
    """4.6.5: `vinput`."""

    polynomial: str
    secrets: tuple[str, ...]
    coefexps: tuple[SignedMessage, ...]
    signatures: tuple[Proof, ...]


VERIFICATION_INPUT = Record(
    VerificationInput,
    ("polynomial", Embedded()),
    ("secrets", ListOf(Embedded())),
    ("coefexps", ListOf(SIGNED_MESSAGE)),
    ("signatures", ListOf(PROOF)),
)


@dataclass(frozen=True)
class VerificationOutput:
    """4.6.6: `voutput`; `private_key` is a sealed message as a string."""

    private_key: str
    public_key: TrusteeKey


VERIFICATION_OUTPUT = Record(VerificationOutput, ("private_key", Embedded()), ("public_key", TRUSTEE_KEY))


@dataclass(frozen=True)
class ThresholdParameters:
    """4.6.7. Release 2.0 writes no signatures: read as None, refused by the checks."""

    threshold: int
    certs: tuple[SignedMessage, ...]
    coefexps: tuple[SignedMessage, ...]
    signatures: tuple[Proof, ...] | None
    verification_keys: tuple[TrusteeKey, ...]


THRESHOLD_PARAMETERS = Record(
    ThresholdParameters,
    ("threshold", Integer()),
    ("certs", ListOf(SIGNED_MESSAGE)),
    ("coefexps", ListOf(SIGNED_MESSAGE)),
    ("signatures", Maybe(ListOf(PROOF))),
    ("verification_keys", ListOf(TRUSTEE_KEY)),
)


class TrusteeKind(Shape["TrusteeKey | ThresholdParameters"]):
    """4.7: `["Single",…]` or `["Pedersen",…]`."""

    def read(self, source: Source) -> TrusteeKey | ThresholdParameters:
        item: TrusteeKey | ThresholdParameters
        if source.take(b'["Single",'):
            item = TRUSTEE_KEY.read_inside(source, "[1]")
        else:
            source.expect(b'["Pedersen",')
            item = THRESHOLD_PARAMETERS.read_inside(source, "[1]")
        source.expect(b"]")
        return item

    def write(self, value: TrusteeKey | ThresholdParameters) -> bytes:
        if isinstance(value, TrusteeKey):
            return b'["Single",' + TRUSTEE_KEY.write(value) + b"]"
        return b'["Pedersen",' + THRESHOLD_PARAMETERS.write(value) + b"]"


TRUSTEES = ListOf(TrusteeKind())
