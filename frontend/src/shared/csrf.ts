/**
 * The token that lets a page's own script write. The cookie is read first: a page that has lain in
 * the device's cache since before a sign-in carries an old token.
 */
export function csrfToken(): string {
  const cookie = /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1];
  const field = document.querySelector<HTMLInputElement>("input[name=csrfmiddlewaretoken]");
  return cookie ?? field?.value ?? "";
}
