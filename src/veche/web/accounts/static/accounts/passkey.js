// Passkeys: asks the server what is to be signed, lets the device sign it, and sends the form with the answer.
// Without this script the form stays hidden, and one signs in with words.

/** @param {string} text  base64url @returns {Uint8Array} */
function bytes(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

/** @param {ArrayBuffer | null | undefined} buffer @returns {string | undefined}  base64url */
function text(buffer) {
  if (!buffer) return undefined;
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** The keys that an option lists, with their numbers as bytes. */
function known(list) {
  return (list ?? []).map((one) => ({ ...one, id: bytes(one.id) }));
}

/** What navigator.credentials wants, from the server's JSON. */
function publicKey(options) {
  const wanted = { ...options, challenge: bytes(options.challenge) };
  if (options.user) wanted.user = { ...options.user, id: bytes(options.user.id) };
  if (options.excludeCredentials) wanted.excludeCredentials = known(options.excludeCredentials);
  if (options.allowCredentials) wanted.allowCredentials = known(options.allowCredentials);
  return wanted;
}

/** The device's answer, as the server reads it. */
function answer(credential) {
  const { response } = credential;
  return JSON.stringify({
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    response: {
      clientDataJSON: text(response.clientDataJSON),
      attestationObject: text(response.attestationObject),
      authenticatorData: text(response.authenticatorData),
      signature: text(response.signature),
      userHandle: text(response.userHandle),
    },
  });
}

/** Say what is wrong with a field, and lead there. */
function refuse(form, errors) {
  const said = form.querySelector("[data-refused]");
  said.textContent = Object.values(errors).join(" ");
  for (const field of form.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid");
  for (const name of Object.keys(errors).reverse()) {
    const field = form.elements.namedItem(name);
    field?.setAttribute("aria-invalid", "true");
    field?.focus();
  }
}

async function ask(form) {
  const response = await fetch(form.dataset.options, { method: "POST", body: new FormData(form) });
  if (response.status === 400) {
    refuse(form, await response.json());
    return;
  }
  if (!response.ok || response.redirected) throw new Error("no options");
  const wanted = { publicKey: publicKey(await response.json()) };
  const credential = await (form.dataset.passkey === "create"
    ? navigator.credentials.create(wanted)
    : navigator.credentials.get(wanted));
  form.elements.namedItem("answer").value = answer(credential);
  form.submit();
}

function open(form) {
  const said = form.querySelector("[data-refused]");
  const button = form.querySelector("button");
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    said.textContent = "";
    button.disabled = true;
    try {
      await ask(form);
    } catch {
      // The person said no, the device knows no key, or the line broke: the way by words stands above.
      said.textContent = said.dataset.refused;
    } finally {
      button.disabled = false;
    }
  });
}

if (window.PublicKeyCredential) {
  for (const form of document.querySelectorAll("form[data-passkey]")) open(form);
}
