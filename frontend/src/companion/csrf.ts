/** The token as it is now: it changes at sign-in, and a page from the cache is older than that. */
export function csrfToken(): string {
  return /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? "";
}
