// How many people are in the course, as the learning platform says.
import { requestJson } from "../components/api.js";
import { text } from "./texts.js";

export async function showRoster(line, url) {
  try {
    const { by_role: counts } = await requestJson("GET", url);
    line.textContent = text("roster", { students: counts.student, teachers: counts.teacher });
    line.hidden = false;
  } catch {
    line.hidden = true; // Good to know, but nothing here depends on it.
  }
}
