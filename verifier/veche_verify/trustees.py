"""The trustees (4.5 to 4.7): mandatory single keys, and sets of keys of which a threshold is enough."""

from __future__ import annotations

from dataclasses import dataclass

from .canonical import Json, parse, quote
from .groups import Element, Group
from .messages import Proof, read_element, read_proof, read_proofs
from .proofs import check_knowledge
from .refused import Refused, within

MAX_TRUSTEES = 1000  # of one threshold set


@dataclass(frozen=True, slots=True)
class Item:
    """One item of `trustees` (4.7). A "Single" item is one key of which one is needed."""

    kind: str
    threshold: int
    keys: list[Element]
    sub_key: Element


@dataclass(frozen=True, slots=True)
class PublicKey:
    """trustee_public_key (4.5)."""

    where: str
    pok: Proof
    public_key: Element
    signature: Proof | None


@dataclass(frozen=True, slots=True)
class SignedMessage:
    """signed_msg (4.6.1)."""

    where: str
    message: str
    signature: Proof


@dataclass(frozen=True, slots=True)
class Certificate:
    """cert_keys (4.6.2) with the signed message that holds them."""

    signed: SignedMessage
    context: tuple[str, int, int, int]
    verification: Element


def read_trustees(message: bytes, G: Group) -> list[Item]:
    """Reads and checks the trustees (4.7)."""
    items = parse(message).items()
    if not items:
        raise Refused("trustees.empty", "", "there are no trustees")
    return [_read_item(item, G) for item in items]


def _read_item(json: Json, G: Group) -> Item:
    kind, value = json.tuple(2)
    if kind.plain() == "Single":
        # 3.1.1: the sub-key of a single trustee is its public key
        key = _read_public_key(value, G)
        check_pok(key, G)
        return Item("Single", 1, [key.public_key], key.public_key)
    if kind.plain() == "Pedersen":
        return _read_threshold_parameters(value, G)
    raise kind.refuse('"Single" or "Pedersen" is expected')


def _read_public_key(json: Json, G: Group) -> PublicKey:
    fields = json.fields("pok", "public_key", "?signature", "?name")
    if "name" in fields:
        fields["name"].text()
    signature = read_proof(fields["signature"], G) if "signature" in fields else None
    return PublicKey(
        json.where, read_proof(fields["pok"], G), read_element(fields["public_key"], G), signature
    )


def check_pok(key: PublicKey, G: Group) -> None:
    """4.5: the trustee knows the private key."""
    X = key.public_key
    check_knowledge("trustees.pok", f"{key.where}.pok", G, f"pok|{G.name}|{X}", X, key.pok)


def _read_threshold_parameters(json: Json, G: Group) -> Item:
    """threshold_parameters (4.6.7): m trustees, of whom t+1 = `threshold` are needed."""
    fields = json.fields("threshold", "certs", "coefexps", "?signatures", "verification_keys")
    threshold = fields["threshold"].integer()
    signed_certs = [_read_signed(item, G) for item in fields["certs"].items()]
    signed_coefexps = [_read_signed(item, G) for item in fields["coefexps"].items()]
    signatures = read_proofs(fields["signatures"], G) if "signatures" in fields else None
    keys = [_read_public_key(item, G) for item in fields["verification_keys"].items()]
    if signatures is None:
        raise Refused("threshold.signature", json.where, "the signatures are missing")
    m = len(signed_certs)
    if not m == len(signed_coefexps) == len(signatures) == len(keys):
        raise Refused("threshold.shape", json.where, "the lists have different lengths")
    if not 1 <= threshold <= m <= MAX_TRUSTEES:
        raise Refused(
            "threshold.shape", f"{json.where}.threshold", f"{threshold} of {m} trustees is not possible"
        )

    certs = [_read_certificate(signed, G) for signed in signed_certs]
    for i, cert in enumerate(certs, start=1):
        _check_certificate(cert, (G.name, m, threshold, i), G)
    A = [_read_coefexps(signed, threshold, G) for signed in signed_coefexps]
    for cert, signed in zip(certs, signed_coefexps, strict=True):
        # 4.6.4: the coefficients are signed by their owner
        _check_signed("threshold.coefexps", signed, cert.verification, G)
    for i, signature in enumerate(signatures):
        where = f"{json.where}.signatures[{i}]"
        _check_certs_signature(where, signed_certs, A[i], certs[i], signature, G)
    A_k = [G.product(column) for column in zip(*A, strict=True)]
    for j, (cert, key) in enumerate(zip(certs, keys, strict=True), start=1):
        _check_verification_key(j, key, cert, A_k, G)
    # 4.6.4: the sub-key is the product of the A_z0
    return Item("Pedersen", threshold, [key.public_key for key in keys], G.product(A_z[0] for A_z in A))


def _read_signed(json: Json, G: Group) -> SignedMessage:
    fields = json.fields("message", "signature")
    return SignedMessage(json.where, fields["message"].embedded(), read_proof(fields["signature"], G))


def _check_signature(check: str, where: str, message: str, signature: Proof, key: Element, G: Group) -> None:
    """4.6.1: the message is signed with the key."""
    check_knowledge(check, where, G, f"sigmsg|{message}", key, signature)


def _check_signed(check: str, signed: SignedMessage, key: Element, G: Group) -> None:
    _check_signature(check, signed.where, signed.message, signed.signature, key, G)


def _read_certificate(signed: SignedMessage, G: Group) -> Certificate:
    with within(f"{signed.where}.message"):
        fields = parse(signed.message).fields("context", "verification", "encryption")
        context = fields["context"].fields("group", "size", "threshold", "index")
        size, threshold, index = (context[name].integer() for name in ("size", "threshold", "index"))
        read_element(fields["encryption"], G)
        return Certificate(
            signed,
            (context["group"].plain(), size, threshold, index),
            read_element(fields["verification"], G),
        )


def _check_certificate(cert: Certificate, context: tuple[str, int, int, int], G: Group) -> None:
    """4.6.2: the certificate is for this group, size, threshold and index, and signed with its own key."""
    if cert.context != context:
        detail = "the context is not (group, size, threshold, index) of this set"
        raise Refused("threshold.certificate", cert.signed.where, detail)
    _check_signed("threshold.certificate", cert.signed, cert.verification, G)


def _read_coefexps(signed: SignedMessage, threshold: int, G: Group) -> list[Element]:
    """4.6.4: A_i0, ..., A_it, one for each of the t+1 = threshold coefficients."""
    with within(f"{signed.where}.message"):
        coefexps = parse(signed.message).fields("coefexps")["coefexps"]
        A_i = [read_element(item, G) for item in coefexps.items()]
        if len(A_i) != threshold:
            raise Refused("threshold.shape", coefexps.where, f"{threshold} coefficients are expected")
        return A_i


def _check_certs_signature(
    where: str, certs: list[SignedMessage], A_i: list[Element], owner: Certificate, signature: Proof, G: Group
) -> None:
    """4.6.4: the owner has signed "certs_sig|" and the compact JSON of all certificates and its coefficients."""
    certs_json = ",".join(
        f'{{"message":{quote(cert.message)},"signature":'
        f'{{"challenge":"{cert.signature.challenge}","response":"{cert.signature.response}"}}}}'
        for cert in certs
    )
    coefexps_json = ",".join(f'"{A_ik}"' for A_ik in A_i)
    M = f'certs_sig|{{"certs":[{certs_json}],"coefexps":[{coefexps_json}]}}'
    _check_signature("threshold.signature", where, M, signature, owner.verification, G)


def _check_verification_key(j: int, key: PublicKey, cert: Certificate, A_k: list[Element], G: Group) -> None:
    """The verification key of trustee j (4.6.6): the product over i and k of A_ik^(j^k), signed and proved.

    A_k is the product of A_ik over i. Horner: (A_t^j A_(t-1))^j ... A_0, with small exponents only.
    """
    expected = G.one
    for A in reversed(A_k):
        expected = expected**j * A
    if key.public_key != expected:
        raise Refused("threshold.key", key.where, "the key is not the one that the coefficients give")
    # 4.5: in threshold mode, signature is the signature of public_key by its owner
    if key.signature is None:
        raise Refused("threshold.key", key.where, "the key is not signed")
    _check_signature(
        "threshold.key", f"{key.where}.signature", str(key.public_key), key.signature, cert.verification, G
    )
    check_pok(key, G)
