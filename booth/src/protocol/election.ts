/** The `election` message (4.10) and its questions (4.9). */
import { hash } from "./bytes";
import { GROUP, MOST_INTS, one, readPoint } from "./group";
import { readWhole, type Reader } from "./json";
import { Refusal } from "./refusal";
import type { Election, Question } from "./types";

const MOST_QUESTIONS = 200;
const MOST_ANSWERS = 1000;
const UUID = /^[1-9A-HJ-NP-Za-km-z]{14,256}$/;

/**
 * Reads an election strictly. Throws `Refusal`: `json`, `election.version`, `election.group`, `election.uuid`,
 * `election.questions`, `group.element`, or `election.public_key` where the key is neutral and would hide nothing.
 */
export function readElection(message: Uint8Array): Election {
  const election = readWhole(message, readFields);
  if (election.version !== 1) throw new Refusal("election.version", "version", "only version 1 is known here");
  if (election.group !== GROUP) {
    throw new Refusal("election.group", "group", `the booth knows ${GROUP} only; for other groups use the command veche`);
  }
  if (!UUID.test(election.uuid)) throw new Refusal("election.uuid", "uuid", "it is not 14 to 256 Base58 characters");
  checkQuestions(election.questions);
  if (readPoint(election.publicKey, "public_key").equals(one)) {
    throw new Refusal("election.public_key", "public_key", "a ballot sealed with this key could be read by anybody");
  }
  const { uuid, name, description, publicKey, questions } = election;
  return { uuid, fingerprint: hash(message), name, description, publicKey, questions, message: message.slice() };
}

function readFields(reader: Reader) {
  reader.expect("{");
  const version = reader.field("version", () => reader.integer());
  reader.expect(",");
  const description = reader.field("description", () => reader.text());
  reader.expect(",");
  const name = reader.field("name", () => reader.text());
  reader.expect(",");
  const group = reader.field("group", () => reader.plain());
  reader.expect(",");
  const publicKey = reader.field("public_key", () => reader.plain());
  reader.expect(",");
  const questions = reader.field("questions", () => reader.list(() => readQuestion(reader)));
  reader.expect(",");
  const uuid = reader.field("uuid", () => reader.plain());
  reader.optional(",", "administrator", () => reader.text());
  reader.optional(",", "credential_authority", () => reader.text());
  reader.optional(",", "language", () => readLanguage(reader)); // known to releases beyond the specification
  reader.expect("}");
  return { version, description, name, group, publicKey, questions, uuid };
}

function readLanguage(reader: Reader): void {
  reader.expect("[");
  reader.text();
  reader.expect(",");
  reader.text();
  reader.expect("]");
}

/** Homomorphic questions stand bare, the others inside `type` and `value`, with an optional `extra` (4.9). */
function readQuestion(reader: Reader): Question {
  if (reader.take('{"type":"NonHomomorphic","value":')) return readInside(reader, () => readNonHomomorphic(reader));
  if (reader.take('{"type":"Lists","value":')) return readInside(reader, () => readLists(reader));
  return readHomomorphic(reader);
}

function readInside(reader: Reader, read: () => Question): Question {
  const question = reader.inside(".value", read);
  reader.optional(",", "extra", () => reader.skip());
  reader.expect("}");
  return question;
}

const readTexts = (reader: Reader): string[] => reader.list(() => reader.text());

function readHomomorphic(reader: Reader): Question {
  reader.expect("{");
  const answers = reader.field("answers", () => readTexts(reader));
  const blank = reader.optional(",", "blank", () => reader.boolean()) ?? false;
  reader.expect(",");
  const min = reader.field("min", () => reader.integer());
  reader.expect(",");
  const max = reader.field("max", () => reader.integer());
  reader.expect(",");
  const question = reader.field("question", () => reader.text());
  reader.expect("}");
  return { kind: "H", question, answers, min, max, blank };
}

function readNonHomomorphic(reader: Reader): Question {
  reader.expect("{");
  const answers = reader.field("answers", () => readTexts(reader));
  reader.expect(",");
  const question = reader.field("question", () => reader.text());
  reader.expect("}");
  return { kind: "NH", question, answers };
}

function readLists(reader: Reader): Question {
  reader.expect("{");
  const lists = reader.field("answers", () => reader.list(() => readTexts(reader)));
  reader.expect(",");
  const question = reader.field("question", () => reader.text());
  reader.expect("}");
  return { kind: "L", question, lists };
}

function checkQuestions(questions: readonly Question[]): void {
  if (questions.length < 1 || questions.length > MOST_QUESTIONS) {
    throw new Refusal("election.questions", "questions", `there must be 1 to ${MOST_QUESTIONS} questions`);
  }
  for (const [index, question] of questions.entries()) {
    const fault = faultOf(question);
    if (fault) throw new Refusal("election.questions", `questions[${index}]`, fault);
    if (question.kind === "NH" && question.answers.length > MOST_INTS) {
      throw new Refusal("election.group", `questions[${index}]`, `${GROUP} carries ${MOST_INTS} numbers at most`);
    }
  }
}

function faultOf(question: Question): string | undefined {
  const names = question.kind === "L" ? question.lists.flat().length : question.answers.length;
  if (names < 1 || names > MOST_ANSWERS) return `there must be 1 to ${MOST_ANSWERS} answers`;
  if (question.kind === "L" && question.lists.some((list) => list.length < 2)) return "a list has no candidate";
  if (question.kind !== "H") return undefined;
  const { min, max, answers } = question;
  return 0 <= min && min <= max && max <= answers.length ? undefined : "0 ≤ min ≤ max ≤ number of answers does not hold";
}
