/** Where ballots go. In the single file nothing goes anywhere. */
export interface Ends {
  /** Whether this public credential is on the roll, and has voted, where that may be known. Throws Failure("credential") where it is not. */
  readonly check?: (credential: string) => Promise<{ voted: boolean | null }>;
  /** Hands a ballot in; answers the server's tracker. The same bytes may come again. */
  readonly cast?: (ballot: Uint8Array) => Promise<string>;
  /** Where a kept ballot can be handed in from its code: all before the #. */
  readonly address: string;
  readonly publicPage?: string;
  /** The roll for many votes on which this one stands, and the page that lists them. */
  readonly roll?: { readonly uuid: string; readonly page: string };
  /** The booth in one file, with which a check can be checked elsewhere. */
  readonly single?: string;
}
