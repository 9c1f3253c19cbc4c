/** Modules that build.mjs makes. */

declare module "veche:worker" {
  /** The worker's whole source inside the single file; "" where it is a file of its own. */
  const source: string;
  export default source;
}

declare module "veche:words" {
  const words: Record<string, Record<string, Record<string, string | Record<string, string>>>>;
  export default words;
}

declare module "veche:words/*" {
  /** By language, section and key: a text, or its plural forms. */
  const words: Record<string, Record<string, Record<string, string | Record<string, string>>>>;
  export default words;
}
