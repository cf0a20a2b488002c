/** Who may talk to the server. */
export interface Access {
  readonly port: number;
  /** Made anew at every start; whoever has not seen the terminal does not know it. */
  readonly token: string;
}

/**
 * Why a request is turned away, or `undefined` where it may pass.
 *
 * The server listens on loopback only, but every page in the browser can send requests there. So the
 * `Host` must be loopback by name (against DNS rebinding), the `Origin` of whatever changes something
 * must be the page's own (against forged requests), and the token must be known.
 */
export function checkRequest(request: Request, { port, token }: Access): string | undefined {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  const host = request.headers.get("host") ?? "";
  if (!hosts.includes(host)) return `this server is for ${hosts[0]} only`;
  const origin = request.headers.get("origin");
  const changes = request.method !== "GET" && request.method !== "HEAD";
  if (origin === null ? changes : origin !== `http://${host}`) {
    return "the request comes from another page";
  }
  const { pathname, searchParams } = new URL(request.url);
  if (pathname === "/") {
    return isSame(searchParams.get("token") ?? "", token)
      ? undefined
      : "the address lacks the right token: open the one that deno task capture printed last";
  }
  if (!pathname.startsWith("/api/")) return undefined;
  const shown = request.headers.get("x-mien-token") ?? "";
  return isSame(shown, token) ? undefined : "the token is missing or of an earlier start";
}

/** Compared in equal time, wherever the first difference lies. */
function isSame(a: string, b: string): boolean {
  let difference = a.length ^ b.length;
  for (let i = 0; i < a.length; i++) difference |= a.charCodeAt(i) ^ b.charCodeAt(i % b.length);
  return difference === 0;
}
