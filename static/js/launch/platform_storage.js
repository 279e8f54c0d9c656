// Words kept for the tool by a frame of the platform, where the browser keeps none itself.
// Sources: LTI Client Side postMessages 0.1; LTI postMessage Storage 0.1.
const TIMEOUT_MS = 2000;
const RESEND_MS = 250;

/** Resolve when the platform keeps the value; reject when it does not say so in 2 s. */
export async function putData(place, key, value) {
  const answer = await ask(place, { subject: "lti.put_data", key, value });
  if (answer.value !== value) throw new Error("not kept");
}

/** Resolve with the value that the platform keeps under the key; reject when there is none. */
export async function getData(place, key) {
  const answer = await ask(place, { subject: "lti.get_data", key });
  if (typeof answer.value !== "string" || !answer.value) throw new Error("nothing kept");
  return answer.value;
}

/** place: { target, origin }, the frame's name and the one origin that may hear. */
function ask({ target, origin }, words) {
  const frame = frameOf(target);
  const message = { ...words, message_id: newId() };
  return new Promise((resolve, reject) => {
    const send = () => frame.postMessage(message, origin);
    const hear = (event) => {
      if (event.origin !== origin || event.source !== frame) return;
      const answer = event.data;
      if (answer?.message_id !== message.message_id) return;
      if (answer.subject !== `${message.subject}.response`) return;
      end();
      if (answer.error) reject(new Error(answer.error.code));
      else resolve(answer);
    };
    // The platform's frame may still be loading: a lost word is said again.
    const again = setInterval(send, RESEND_MS);
    const limit = setTimeout(() => {
      end();
      reject(new Error("no answer"));
    }, TIMEOUT_MS);
    const end = () => {
      clearInterval(again);
      clearTimeout(limit);
      window.removeEventListener("message", hear);
    };
    window.addEventListener("message", hear);
    send();
  });
}

function frameOf(target) {
  const around = window.parent === window ? window.opener : window.parent;
  const frame = target === "_parent" ? around : around?.frames[target];
  if (typeof frame?.postMessage !== "function") throw new Error("no such frame");
  return frame;
}

function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
