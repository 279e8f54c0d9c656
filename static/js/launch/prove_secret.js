// After the platform's message: read the secret back and prove that this browser began the login.
import { getData } from "./platform_storage.js";

const proof = document.getElementById("proof");
const form = document.getElementById("proof-form");

try {
  const { target, origin, key } = proof.dataset;
  form.elements.secret.value = await getData({ target, origin }, key);
  form.submit();
} catch {
  proof.querySelector('[data-part="waiting"]').hidden = true;
  proof.querySelector('[data-part="lost"]').hidden = false;
}
