// Before the platform is asked: keep the login's secret in its storage, else try without.
import { putData } from "./platform_storage.js";

const { target, origin, key, secret, nextUrl, continueUrl } =
  document.getElementById("login").dataset;

try {
  await putData({ target, origin }, key, secret);
  location.replace(nextUrl);
} catch {
  location.replace(continueUrl);
}
