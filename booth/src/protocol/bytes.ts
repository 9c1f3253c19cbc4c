/** Text and bytes: UTF-8, Base64, SHA-256. */
import { sha256 } from "@noble/hashes/sha2.js";
import { Refusal } from "./refusal";

const ENCODER = new TextEncoder();

export const utf8 = (text: string): Uint8Array => ENCODER.encode(text);

/** The text that bytes hold, a byte order mark included. Throws `Refusal("json")` where they are not UTF-8. */
export function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Refusal("json", "", "these bytes are not UTF-8 text");
  }
}

export function join(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export const base64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));

/** Undefined where the text is not the one Base64 form of some bytes. */
export function fromBase64(text: string): Uint8Array | undefined {
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text)) return undefined;
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  return base64(bytes) === text ? bytes : undefined;
}

/** The hash of 4.17, written as 43 characters of Base64 without padding: a tracker, a fingerprint, a seal. */
export const hash = (message: Uint8Array): string => base64(sha256(message)).replace("=", "");

/** SHA-256 as a big-endian number. */
export const hashedNumber = (text: string): bigint => bigEndian(sha256(utf8(text)));

export function bigEndian(bytes: Uint8Array): bigint {
  let number = 0n;
  for (const byte of bytes) number = (number << 8n) | BigInt(byte);
  return number;
}
