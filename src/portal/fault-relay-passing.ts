// How the fault relay hands a request to the real portal and takes its answer. Changes neither; what belongs to one
// connection only stays on it.
import { request as ask, type IncomingMessage, type OutgoingHttpHeaders } from "node:http";
import { pipeline } from "node:stream/promises";

/** The portal's answer: its head is there, its body is still to come. */
export type Passed = IncomingMessage & { statusCode: number };

// RFC 9110, section 7.6.1: these speak of the connection, not of the message.
const ofTheConnection = new Set(["connection", "keep-alive", "proxy-connection", "te", "trailer", "upgrade"]);

/** Passes a request on with this body: as it comes, or one that was held. Throws when the portal or the sender is gone. */
export async function passOn(
  to: string,
  arrived: IncomingMessage,
  body: IncomingMessage | Buffer,
): Promise<Passed> {
  const headers = ownHeaders(arrived);
  // Held, its length is known; as it comes, it keeps the framing that it came with.
  if (Buffer.isBuffer(body)) {
    delete headers["transfer-encoding"];
    headers["content-length"] = body.length;
  }
  const going = ask(new URL(arrived.url ?? "/", to), { method: arrived.method, headers, agent: false });
  const answered = new Promise<Passed>((resolve, reject) => {
    going.once("response", (passed) => resolve(passed as Passed));
    going.once("error", reject);
  });
  const sent = Buffer.isBuffer(body) ? Promise.resolve(void going.end(body)) : pipeline(body, going);
  const [passed] = await Promise.all([answered, sent.catch(unlessAnswered(answered))]);
  return passed;
}

/** A portal may answer before it has heard all: then that is the answer. */
function unlessAnswered(answered: Promise<Passed>): (broken: unknown) => Promise<void> {
  return async () => void (await answered);
}

/** The headers of an answer as they are handed on. */
export function answerHeaders(passed: IncomingMessage): OutgoingHttpHeaders {
  const headers = ownHeaders(passed);
  delete headers["transfer-encoding"];
  return headers;
}

function ownHeaders(message: IncomingMessage): OutgoingHttpHeaders {
  const headers: OutgoingHttpHeaders = {};
  for (const [name, value] of Object.entries(message.headers))
    if (!ofTheConnection.has(name)) headers[name] = value;
  return headers;
}

/** All of a body. */
export async function wholeOf(body: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of body) pieces.push(piece);
  return Buffer.concat(pieces);
}
