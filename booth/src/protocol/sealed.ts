/**
 * Sealed messages: a credential on its way from the registrar to the page of the member who asked for it.
 *
 *     e random, E = X25519(e, 9), s = X25519(e, receiver)
 *     keys     = HKDF-SHA256(s, salt = E ‖ receiver, info = "veche sealed message 1|" ‖ vote), 64 bytes: K ‖ M
 *     hidden   = text XOR HMAC(K, 0) ‖ HMAC(K, 1) ‖ …      counters as 4 bytes, big-endian
 *     tag      = HMAC(M, hidden)
 *     sealed   = Base64(E ‖ hidden ‖ tag)
 *
 * Why no AES-GCM: the browser's own is missing on plain http, which is what an onion service or a server in the union's office
 * speaks (Tor Browser counts an onion address as secure, other browsers do not), and it would make every call asynchronous. HMAC as a
 * stream and HMAC over what it hid (encrypt, then authenticate, with two keys) need nothing but the hash that the ballots need
 * already. The keys serve one message, as E is fresh, so no nonce can be used twice. The vote stands in the keys: a message for one vote
 * cannot be opened as one for another. Nothing says who sealed it: the roll does, when the credential is tried.
 */
import { x25519 } from "@noble/curves/ed25519.js";
import { hkdf } from "@noble/hashes/hkdf.js";
import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { base64, fromBase64, join, textOf, utf8 } from "./bytes";
import { randomBytes } from "./random";
import { Refusal } from "./refusal";

const KEY = 32;
const TAG = 32;
const MOST = 4096; // a credential has 25 characters

/** A fresh X25519 key in Base64: `secret` stays in the member's browser, `public` goes to the registrar. */
export function newReceiverKey(): { secret: string; public: string } {
  const secret = randomBytes(KEY);
  return { secret: base64(secret), public: base64(x25519.getPublicKey(secret)) };
}

/** Throws `Refusal("sealed")` where the key is none. */
export function sealTo(publicKey: string, vote: string, text: string): string {
  const receiver = readKey(publicKey);
  const e = randomBytes(KEY);
  const E = x25519.getPublicKey(e);
  const [K, M] = keys(agree(e, receiver), E, receiver, vote);
  const hidden = masked(K, utf8(text));
  return base64(join(E, hidden, hmac(sha256, M, hidden)));
}

/** Throws `Refusal("sealed")` where it was sealed to another key, for another vote, or altered. */
export function openSealed(secretKey: string, vote: string, sealed: string): string {
  const secret = readKey(secretKey);
  const whole = fromBase64(sealed.slice(0, 2 * MOST));
  if (!whole || whole.length < KEY + TAG) throw cannot("this is not a sealed message");
  const [E, hidden, tag] = [whole.slice(0, KEY), whole.slice(KEY, -TAG), whole.slice(-TAG)];
  const [K, M] = keys(agree(secret, E), E, x25519.getPublicKey(secret), vote);
  if (!same(tag, hmac(sha256, M, hidden))) throw cannot("it was sealed for somebody else, for another vote, or altered");
  return textOf(masked(K, hidden));
}

const cannot = (detail: string): Refusal => new Refusal("sealed", "", detail);

function readKey(text: string): Uint8Array {
  const bytes = fromBase64(text.slice(0, 64));
  if (bytes?.length === KEY) return bytes;
  throw cannot("this is not a key");
}

/** Noble refuses points of small order, with which everybody would know the secret. */
function agree(secret: Uint8Array, other: Uint8Array): Uint8Array {
  try {
    return x25519.getSharedSecret(secret, other);
  } catch {
    throw cannot("this is not a key that could hide anything");
  }
}

function keys(shared: Uint8Array, E: Uint8Array, receiver: Uint8Array, vote: string): [Uint8Array, Uint8Array] {
  const both = hkdf(sha256, shared, join(E, receiver), utf8(`veche sealed message 1|${vote}`), 64);
  return [both.slice(0, 32), both.slice(32)];
}

function masked(K: Uint8Array, bytes: Uint8Array): Uint8Array {
  if (bytes.length > MOST) throw cannot(`a sealed message holds ${MOST} bytes at most`);
  const out = bytes.slice();
  for (let block = 0; block * 32 < out.length; block += 1) {
    const counter = new Uint8Array(4);
    new DataView(counter.buffer).setUint32(0, block);
    for (const [i, mask] of hmac(sha256, K, counter).entries()) {
      const at = block * 32 + i;
      if (at < out.length) out[at] = (out[at] as number) ^ mask;
    }
  }
  return out;
}

/** In a time that does not depend on where they differ. */
function same(a: Uint8Array, b: Uint8Array): boolean {
  let difference = a.length ^ b.length;
  for (const [i, byte] of a.entries()) difference |= byte ^ (b[i] ?? 0);
  return difference === 0;
}
