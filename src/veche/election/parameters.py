"""What anyone checks of a threshold key: certificates, committed coefficients, verification keys (4.6.2 to 4.6.7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .canonical import read
from .errors import VerificationError, named
from .messages import (
    CERTIFICATE_KEYS,
    CERTIFICATES,
    RAW_COEFFICIENTS,
    CertificateKeys,
    Certificates,
    Context,
    Proof,
    SignedMessage,
    ThresholdParameters,
    TrusteeKey,
)
from .signing import check_pok, verify

if TYPE_CHECKING:
    from collections.abc import Sequence

    from veche._core import Group

MAX_TRUSTEES = 1000


def check_parameters(group: Group, parameters: ThresholdParameters, where: str) -> None:
    """4.6.7. `where` names the object in refusals ("trustees: [1]"). Raises `VerificationError`."""
    if parameters.signatures is None:
        raise VerificationError(
            "threshold.signature", where, "the signatures over the certificates are missing"
        )
    check_size(parameters, parameters.signatures, where)
    keys = check_certificates(group, parameters.threshold, parameters.certs, where)
    columns = [
        check_coefficients(group, parameters.threshold, key, coefficients, f"{where}.coefexps[{i}]")
        for i, (key, coefficients) in enumerate(zip(keys, parameters.coefexps, strict=True))
    ]
    for i, (key, row, signature) in enumerate(zip(keys, columns, parameters.signatures, strict=True)):
        check_binding(group, key, parameters.certs, row, signature, f"{where}.signatures[{i}]")
    expected = verification_keys(group, columns)
    for i, (key, stated) in enumerate(zip(keys, parameters.verification_keys, strict=True)):
        check_verification_key(group, key, stated, expected[i], f"{where}.verification_keys[{i}]")


def check_size(parameters: ThresholdParameters, signatures: Sequence[Proof], where: str) -> None:
    lists = (parameters.certs, parameters.coefexps, signatures, parameters.verification_keys)
    sizes = {len(members) for members in lists}
    if len(sizes) != 1 or not 1 <= parameters.threshold <= len(parameters.certs) <= MAX_TRUSTEES:
        detail = f"{parameters.threshold} of {len(parameters.certs)} trustees, with lists of {sorted(sizes)} members"
        raise VerificationError("threshold.shape", where, detail)


def check_certificates(
    group: Group, threshold: int, certs: Sequence[SignedMessage], where: str
) -> list[CertificateKeys]:
    """4.6.2: each is for this group, size, threshold and place, and signed with the key that it states."""
    certificates = []
    for i, cert in enumerate(certs):
        context = Context(group.name, len(certs), threshold, i + 1)
        certificates.append(check_certificate(group, cert, context, f"{where}.certs[{i}]"))
    return certificates


def check_certificate(group: Group, cert: SignedMessage, context: Context, where: str) -> CertificateKeys:
    keys = read(CERTIFICATE_KEYS, cert.message.encode(), f"{where}.message")
    if keys.context != context:
        raise VerificationError(
            "threshold.certificate", where, "it is for another group, size, threshold or place"
        )
    with named(where):
        group.check_elements([keys.verification, keys.encryption])
        verify(group, "threshold.certificate", keys.verification, cert.message, cert.signature)
    return keys


def check_coefficients(
    group: Group, threshold: int, keys: CertificateKeys, coefficients: SignedMessage, where: str
) -> tuple[bytes, ...]:
    """4.6.4: A_0 to A_t, as many as the threshold, signed by their owner."""
    row = read(RAW_COEFFICIENTS, coefficients.message.encode(), f"{where}.message").coefexps
    with named(f"{where}.message: coefexps"):
        group.check_elements(row)
    if len(row) != threshold:
        raise VerificationError(
            "threshold.shape", where, f"{len(row)} coefficients for a threshold of {threshold}"
        )
    with named(where):
        verify(group, "threshold.coefexps", keys.verification, coefficients.message, coefficients.signature)
    return row


def binding_message(certs: Sequence[SignedMessage], row: Sequence[bytes]) -> str:
    """What the signature of a polynomial is over (4.6.4): it binds the coefficients to all certificates."""
    return "certs_sig|" + CERTIFICATES.write(Certificates(tuple(certs), tuple(row))).decode()


def check_binding(
    group: Group,
    keys: CertificateKeys,
    certs: Sequence[SignedMessage],
    row: Sequence[bytes],
    signature: Proof,
    where: str,
) -> None:
    with named(where):
        verify(group, "threshold.signature", keys.verification, binding_message(certs, row), signature)


def verification_keys(group: Group, rows: Sequence[Sequence[bytes]]) -> list[bytes]:
    """The public key of trustee j: Π_i Π_k A_ik^(j^k) (4.6.6), from the products over i of each column k."""
    columns = [group.product(column) for column in zip(*rows, strict=True)]
    return [group.evaluate(columns, j) for j in range(1, len(rows) + 1)]


def check_verification_key(
    group: Group, keys: CertificateKeys, stated: TrusteeKey, expected: bytes, where: str
) -> None:
    """4.6.6: the key that the coefficients give, with proof of knowledge, signed by its owner."""
    with named(where):
        check_pok(group, stated)
        if stated.public_key != expected:
            raise VerificationError("threshold.key", where, "it is not the key that the coefficients give")
        if stated.signature is None:
            raise VerificationError("threshold.key", where, "it is not signed")
        verify(group, "threshold.key", keys.verification, expected.decode(), stated.signature)
