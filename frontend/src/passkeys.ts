// Passkeys: a form with data-passkey="sign-in | confirm | add" is shown where the browser knows
// them; sending it asks the device first and puts its answer in the hidden field "credential".
// The server's options lie in <script id="passkey-options" type="application/json">, or, for
// signing in, come from the form's own address.

type Json = Record<string, unknown>;

function bytes(text: string): ArrayBuffer {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0)).buffer;
}

function base64url(buffer: ArrayBuffer | null): string | undefined {
  if (!buffer) return undefined;
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

function listed(credentials: unknown): PublicKeyCredentialDescriptor[] {
  return ((credentials as Json[] | undefined) ?? []).map(
    (each) => ({ ...each, id: bytes(each["id"] as string) }) as PublicKeyCredentialDescriptor,
  );
}

function answerOf(credential: PublicKeyCredential): string {
  const response = credential.response;
  const said: Json = { clientDataJSON: base64url(response.clientDataJSON) };
  if (response instanceof AuthenticatorAttestationResponse) {
    said["attestationObject"] = base64url(response.attestationObject);
    said["transports"] = response.getTransports();
  } else if (response instanceof AuthenticatorAssertionResponse) {
    said["authenticatorData"] = base64url(response.authenticatorData);
    said["signature"] = base64url(response.signature);
    said["userHandle"] = base64url(response.userHandle);
  }
  return JSON.stringify({
    id: credential.id,
    rawId: base64url(credential.rawId),
    type: credential.type,
    response: said,
    clientExtensionResults: credential.getClientExtensionResults(),
  });
}

async function made(options: Json, withoutPassword: boolean): Promise<Credential | null> {
  const key = options["publicKey"] as Json;
  const user = key["user"] as Json;
  const selection = {
    ...(key["authenticatorSelection"] as AuthenticatorSelectionCriteria),
    residentKey: withoutPassword ? "required" : "discouraged",
    requireResidentKey: withoutPassword,
    ...(withoutPassword ? { userVerification: "required" } : {}),
  };
  return navigator.credentials.create({
    publicKey: {
      ...key,
      challenge: bytes(key["challenge"] as string),
      user: { ...user, id: bytes(user["id"] as string) },
      excludeCredentials: listed(key["excludeCredentials"]),
      authenticatorSelection: selection,
    } as unknown as PublicKeyCredentialCreationOptions,
  });
}

async function shown(options: Json): Promise<Credential | null> {
  const key = options["publicKey"] as Json;
  return navigator.credentials.get({
    publicKey: {
      ...key,
      challenge: bytes(key["challenge"] as string),
      allowCredentials: listed(key["allowCredentials"]),
    } as unknown as PublicKeyCredentialRequestOptions,
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
