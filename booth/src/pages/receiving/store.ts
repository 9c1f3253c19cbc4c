/** The key to a member's code, kept by the browser. It may delete it whenever it likes, so it is never the only copy. */

const NAME = "veche";
const KEYS = "keys";

function opened(): Promise<IDBDatabase> {
  return new Promise((answered, refused) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(KEYS);
    request.onsuccess = () => answered(request.result);
    request.onerror = () => refused(request.error);
  });
}

async function asked<T>(mode: IDBTransactionMode, ask: (keys: IDBObjectStore) => IDBRequest<T>): Promise<T | undefined> {
  try {
    const database = await opened();
    return await new Promise<T>((answered, refused) => {
      const request = ask(database.transaction(KEYS, mode).objectStore(KEYS));
      request.onsuccess = () => answered(request.result);
      request.onerror = () => refused(request.error);
    }).finally(() => database.close());
  } catch (error) {
    if (error instanceof DOMException) return undefined; // private windows keep nothing: the member's own copy is enough
    throw error;
  }
}

export const keptKey = async (vote: string): Promise<string | undefined> => {
  const found: unknown = await asked("readonly", (keys) => keys.get(vote) as IDBRequest<unknown>);
  return typeof found === "string" ? found : undefined;
};
export const keepKey = (vote: string, secret: string): Promise<unknown> => asked("readwrite", (keys) => keys.put(secret, vote));
export const dropKey = (vote: string): Promise<unknown> => asked("readwrite", (keys) => keys.delete(vote));
