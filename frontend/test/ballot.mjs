// What the respondent's browser does with the library, one JSON document a line: for
// {"spki"} it answers {"blinded", "message"}, for {"signature"} the unblinded {"signature"}.
import { RSABSSA } from "@cloudflare/blindrsa-ts";
import { createInterface } from "node:readline";

const suite = RSABSSA.SHA384.PSS.Randomized();
const bytes = (text) => new Uint8Array(Buffer.from(text, "base64"));
const base64 = (data) => Buffer.from(data).toString("base64");
const say = (document) => console.log(JSON.stringify(document));
let key, message, inv;
for await (const line of createInterface({ input: process.stdin })) {
  const asked = JSON.parse(line);
  if (asked.spki) {
    const algorithm = { name: "RSA-PSS", hash: "SHA-384" };
    key = await crypto.subtle.importKey("spki", bytes(asked.spki), algorithm, true, ["verify"]);
    message = suite.prepare(new TextEncoder().encode("juuristo"));
    const blinded = await suite.blind(key, message);
    inv = blinded.inv;
    say({ blinded: base64(blinded.blindedMsg), message: base64(message) });
  } else {
    say({ signature: base64(await suite.finalize(key, message, bytes(asked.signature), inv)) });
  }
}
