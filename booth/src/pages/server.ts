/** What pages ask of the server that they came from. Every answer has a bound, and every failure a code. */

/** `code` is one of BOOTH's refusals, or `offline`, `signed_out`, `not_found`, `try_again`. */
export class Failure extends Error {
  constructor(readonly code: string) {
    super(code);
  }
}

const PATIENCE = { GET: 900_000, POST: 90_000 }; // milliseconds: an archive takes long on a bad line
const MOST = 64 << 20; // bytes: an archive that a page can verify is smaller
const MOST_REFUSAL = 4096;

export interface Options {
  /** Casting sends no cookie: the ballot shall not meet the session of who cast it. */
  readonly anonymous?: boolean;
  /** The form's token, for what is not anonymous. */
  readonly csrf?: string;
  readonly type?: string;
}

export const get = (address: string, options: Options = {}): Promise<Uint8Array> => ask(address, { method: "GET" }, options);

export const getJson = async <T>(address: string): Promise<T> => JSON.parse(new TextDecoder().decode(await get(address))) as T;

export async function post(address: string, body: Uint8Array | string, options: Options = {}): Promise<Uint8Array> {
  const headers: Record<string, string> = { "Content-Type": options.type ?? "application/octet-stream" };
  if (options.csrf) headers["X-CSRFToken"] = options.csrf;
  return ask(address, { method: "POST", body: body as BodyInit, headers }, options);
}

export const postJson = (address: string, value: unknown, csrf: string): Promise<Uint8Array> =>
  post(address, JSON.stringify(value), { csrf, type: "application/json" });

async function ask(
  address: string,
  request: RequestInit & { method: "GET" | "POST" },
  { anonymous = false, csrf }: Options,
): Promise<Uint8Array> {
  const credentials = anonymous ? "omit" : "same-origin";
  try {
    const signal = AbortSignal.timeout?.(PATIENCE[request.method]) ?? null;
    const response = await fetch(address, { ...request, credentials, cache: "no-store", redirect: "error", signal });
    if (!response.ok) throw new Failure(codeOf(response.status, await bytesOf(response, MOST_REFUSAL), csrf !== undefined));
    return await bytesOf(response, MOST);
  } catch (error) {
    throw error instanceof Failure ? error : new Failure("offline"); // whatever fetch throws, no answer came
  }
}

async function bytesOf(response: Response, most: number): Promise<Uint8Array> {
  const reader = response.body?.getReader();
  const parts: Uint8Array[] = [];
  let length = 0;
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    length += part.value.length;
    if (length > most) throw new Failure(most === MOST ? "too_large" : "try_again");
    parts.push(part.value);
  }
  return joined(parts, length);
}

function joined(parts: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** `form` is said of a ballot; an officer's message that does not hold is no ballot. */
function codeOf(status: number, body: Uint8Array, officer: boolean): string {
  const refusal = /"refusal":\s*"([a-z_]{1,40})"/.exec(new TextDecoder().decode(body))?.[1];
  if (refusal) return officer && refusal === "form" ? "message" : refusal;
  if (status === 401 || status === 403) return "signed_out";
  if (status === 413) return "too_large";
  return status === 404 ? "not_found" : "try_again";
}
