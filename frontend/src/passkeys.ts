// Passkeys: a form with data-passkey="sign-in | confirm | add" is shown where the browser knows
// them; sending it asks the device first and puts its answer in the hidden field "credential".
// The server's options lie in <script id="passkey-options" type="application/json">, or, for
// signing in, come from the form's own address.

import { fromBase64url, toBase64url } from "./shared/bytes";

/** The options as the server writes them: the browser's own, with base64url for bytes. */
type Written<Options> = Omit<Options, "challenge" | "user" | "excludeCredentials" | "allowCredentials"> & {
  challenge: string;
  excludeCredentials?: WrittenKey[];
  allowCredentials?: WrittenKey[];
};
type WrittenKey = Omit<PublicKeyCredentialDescriptor, "id"> & { id: string };
type Adding = Written<PublicKeyCredentialCreationOptions> & {
  user: Omit<PublicKeyCredentialUserEntity, "id"> & { id: string };
};
type Showing = Written<PublicKeyCredentialRequestOptions>;

function bytes(text: string): Uint8Array<ArrayBuffer> {
  const found = fromBase64url(text.replace(/=+$/, ""));
  if (!found) throw new Error("not base64url");
  return found;
}

function written(buffer: ArrayBuffer | null): string | undefined {
  return buffer ? toBase64url(new Uint8Array(buffer)) : undefined;
}

function listed(keys: WrittenKey[] = []): PublicKeyCredentialDescriptor[] {
  return keys.map((key) => ({ ...key, id: bytes(key.id) }));
}

function answerOf(credential: PublicKeyCredential): string {
  const response = credential.response;
  const said: Record<string, unknown> = { clientDataJSON: written(response.clientDataJSON) };
  if (response instanceof AuthenticatorAttestationResponse) {
    said["attestationObject"] = written(response.attestationObject);
    said["transports"] = response.getTransports();
  } else if (response instanceof AuthenticatorAssertionResponse) {
    said["authenticatorData"] = written(response.authenticatorData);
    said["signature"] = written(response.signature);
    said["userHandle"] = written(response.userHandle);
  }
  return JSON.stringify({
    id: credential.id,
    rawId: written(credential.rawId),
    type: credential.type,
    response: said,
    clientExtensionResults: credential.getClientExtensionResults(),
  });
}

async function made({ publicKey }: { publicKey: Adding }, withoutPassword: boolean): Promise<Credential | null> {
  const { challenge, user, excludeCredentials, authenticatorSelection } = publicKey;
  return navigator.credentials.create({
    publicKey: {
      ...publicKey,
      challenge: bytes(challenge),
      user: { ...user, id: bytes(user.id) },
      excludeCredentials: listed(excludeCredentials),
      authenticatorSelection: {
        ...authenticatorSelection,
        residentKey: withoutPassword ? "required" : "discouraged",
        requireResidentKey: withoutPassword,
        ...(withoutPassword ? { userVerification: "required" } : {}),
      },
    },
  });
}

async function shown({ publicKey }: { publicKey: Showing }): Promise<Credential | null> {
  const { challenge, allowCredentials } = publicKey;
  return navigator.credentials.get({
    publicKey: { ...publicKey, challenge: bytes(challenge), allowCredentials: listed(allowCredentials) },
  });
}

async function ask(form: HTMLFormElement): Promise<Credential | null> {
  if (form.dataset["passkey"] === "sign-in") {
    const reply = await fetch(form.action, { headers: { Accept: "application/json" } });
    if (!reply.ok) throw new Error(`sign-in options: ${reply.status}`);
    return shown((await reply.json()).request_options);
  }
  const data = JSON.parse(document.getElementById("passkey-options")?.textContent ?? "{}");
  if (form.dataset["passkey"] === "confirm") return shown(data.request_options);
  const box = form.elements.namedItem("passwordless");
  return made(data.creation_options, box instanceof HTMLInputElement && box.checked);
}

async function send(form: HTMLFormElement): Promise<void> {
  const trouble = form.querySelector<HTMLElement>("[data-passkey-trouble]");
  if (trouble) trouble.hidden = true;
  try {
    const credential = await ask(form);
    const field = form.elements.namedItem("credential");
    if (!(credential instanceof PublicKeyCredential) || !(field instanceof HTMLInputElement)) {
      throw new Error("no passkey");
    }
    field.value = answerOf(credential);
    form.submit();
  } catch {
    // Also when the reader closes the device's window: the words say that nothing changed.
    if (trouble) trouble.hidden = false;
  }
}

export function startPasskeys(): void {
  if (!("PublicKeyCredential" in window)) return;
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void send(form);
    });
  }
  for (const words of document.querySelectorAll<HTMLElement>("[data-passkey-unable]")) {
    words.hidden = true;
  }
}
