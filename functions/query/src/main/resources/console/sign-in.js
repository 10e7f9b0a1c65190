// Signs in at the issuer's own page: the code flow with PKCE (RFC 6749, RFC 7636). The token stays
// in this tab: it is kept in sessionStorage and nowhere else, and no refresh token is asked for.
const TOKEN = "quizsmith.token";
const ASKED = "quizsmith.asked";
const HERE = new URL("./", document.baseURI).href;

let settings = null;

/** What config.json says; null where nobody needs to sign in. */
export async function configure() {
  const response = await fetch(new URL("config.json", HERE));
  settings = (await response.json()).sign_in;
  return settings;
}

const kept = () => JSON.parse(sessionStorage.getItem(TOKEN) ?? "null");

/** The access token, or null. */
export const token = () => (settings ? kept()?.access : null);

/** Who is signed in, as the ID token says. */
export const username = () => (settings ? kept()?.username : null);

export const mustSignIn = () => settings !== null && !token();

const discovered = async () => {
  const address = `${settings.issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
  const response = await fetch(address, { credentials: "omit" });
  return response.json();
};

const base64url = (bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
const random = () => base64url(crypto.getRandomValues(new Uint8Array(32)));

/** Goes to the sign-in page, and comes back to where we are; false where there is none. */
export async function signIn() {
  if (!settings) {
    return false;
  }
  sessionStorage.removeItem(TOKEN);
  const asked = { state: random(), nonce: random(), verifier: random(), hash: location.hash };
  sessionStorage.setItem(ASKED, JSON.stringify(asked));
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(asked.verifier));
  const address = new URL((await discovered()).authorization_endpoint);
  const parameters = {
    response_type: "code",
    client_id: settings.client_id,
    redirect_uri: HERE,
    scope: settings.scope,
    state: asked.state,
    nonce: asked.nonce,
    code_challenge: base64url(digest),
    code_challenge_method: "S256",
  };
  Object.entries(parameters).forEach(([name, value]) => address.searchParams.set(name, value));
  location.assign(address);
  return true;
}

/** Where the issuer has sent us back: takes the code for a token. Throws where it is refused. */
export async function comeBack() {
  const answer = new URLSearchParams(location.search);
  if (!settings || !(answer.has("code") || answer.has("error"))) {
    return;
  }
  const asked = JSON.parse(sessionStorage.getItem(ASKED) ?? "null");
  sessionStorage.removeItem(ASKED);
  history.replaceState(null, "", HERE + (asked?.hash ?? ""));
  if (answer.has("error")) {
    throw new Error(answer.get("error_description") ?? answer.get("error"));
  }
  if (!asked || asked.state !== answer.get("state")) {
    throw new Error("state");
  }
  const response = await fetch((await discovered()).token_endpoint, {
    method: "POST",
    credentials: "omit",
    body: new URLSearchParams({
      grant_type: "authorization_code",
      client_id: settings.client_id,
      redirect_uri: HERE,
      code: answer.get("code"),
      code_verifier: asked.verifier,
    }),
  });
  const given = await response.json();
  if (!response.ok) {
    throw new Error(given.error_description ?? given.error ?? "token");
  }
  const identity = given.id_token ? claims(given.id_token) : {};
  if (given.id_token && identity.nonce !== asked.nonce) {
    throw new Error("nonce");
  }
  const name =
    identity["cognito:username"] ?? identity.preferred_username ?? identity.email ?? identity.sub ?? "";
  sessionStorage.setItem(TOKEN, JSON.stringify({ access: given.access_token, username: name }));
}

/** What a token says; who signed it counts for the API alone. */
function claims(jwt) {
  const body = jwt.split(".")[1].replaceAll("-", "+").replaceAll("_", "/");
  const bytes = Uint8Array.from(atob(body), (each) => each.charCodeAt(0));
  return JSON.parse(new TextDecoder().decode(bytes));
}

export async function signOut() {
  sessionStorage.removeItem(TOKEN);
  const end = (await discovered()).end_session_endpoint;
  if (!end) {
    location.reload();
    return;
  }
  const address = new URL(end);
  address.searchParams.set("client_id", settings.client_id);
  address.searchParams.set("logout_uri", HERE); // Cognito's word
  address.searchParams.set("post_logout_redirect_uri", HERE); // OpenID's
  location.assign(address);
}
