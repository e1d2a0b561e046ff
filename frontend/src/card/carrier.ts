import { csrfToken } from "../shared/csrf";
import type { Refused } from "../sealed/transport";
import { openLink, remove, replace, upload } from "../sealed/transport";
import type { Carrier, TicketOrder } from "./delivery";

/** Orders the rights to answer. The same order twice is as good as once. */
async function tickets(order: TicketOrder): Promise<{ outcome: "known" } | Refused> {
  let response: Response;
  try {
    response = await fetch("/voice/tickets/", {
      method: "POST",
      credentials: "same-origin",
      redirect: "manual",
      headers: { "Content-Type": "application/json", "X-CSRFToken": csrfToken() },
      body: JSON.stringify(order),
      signal: AbortSignal.timeout(20_000),
    });
  } catch {
    return { outcome: "offline" };
  }
  if (response.ok) return { outcome: "known" };
  const isSignedOut = response.type === "opaqueredirect" || [401, 403].includes(response.status);
  if (isSignedOut) return { outcome: "signed_out" };
  return { outcome: [502, 503, 504].includes(response.status) ? "offline" : "failed" };
}

/** The real way out: over the network, as the signed-in adviser. */
export function networkCarrier(): Carrier {
  return {
    upload: (link, kind, content) => upload(link, kind, content, csrfToken()),
    replace,
    openLink,
    remove,
    tickets,
  };
}
