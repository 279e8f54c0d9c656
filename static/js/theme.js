// The theme, before the first paint: light, unless the visitor chose otherwise.
(() => {
  const read = () => {
    try {
      return localStorage.getItem("passerelle.theme");
    } catch {
      return null; // A frame with blocked storage.
    }
  };
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const root = document.documentElement;
  let choice = read() || "light";
  const apply = () => {
    const isDark = choice === "dark" || (choice === "system" && dark.matches);
    root.dataset.theme = isDark ? "dark" : "light";
    root.dataset.themeChoice = choice;
  };
  dark.addEventListener("change", apply);
  document.addEventListener("theme-chosen", (event) => {
    choice = event.detail;
    apply();
  });
  apply();
})();
