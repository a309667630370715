// Before the first paint: the navigation as this person left it, and a mark that scripts run.
(() => {
  const root = document.documentElement;
  root.dataset.script = "on";
  try {
    const nav = localStorage.getItem("jinze:nav");
    if (nav === "rail" || nav === "wide") root.dataset.nav = nav;
  } catch {
    // A browser that forbids storage still shows the page.
  }
})();
