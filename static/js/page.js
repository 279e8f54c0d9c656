// What every page of a visit does.
import { startLanguageSwitch } from "./components/language_switch.js";
import { startRenewal } from "./components/renewal.js";
import { startThemeSwitch } from "./components/theme_switch.js";
import { startVisitLinks } from "./components/visit.js";

startThemeSwitch();
startLanguageSwitch();
startVisitLinks();
startRenewal();
