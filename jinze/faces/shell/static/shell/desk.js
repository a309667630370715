// The desk: keys on lists, menus, folding, printing, one press per form, focus on what went wrong.
// Every page works without this file.
(() => {
  const one = (selector, from = document) => from.querySelector(selector);
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const phone = () => matchMedia("(max-width: 767.98px)").matches;

  // ── what only scripts can do is shown once they run ──
  function reveal(from) {
    for (const node of all("[data-needs-script], [data-print], [data-fold]", from)) node.hidden = false;
    nameFold();
  }

  // ── the navigation folds to a rail and stays as it was left ──
  function nameFold() {
    const button = one("[data-fold]");
    if (button) button.setAttribute("aria-expanded", String(document.documentElement.dataset.nav !== "rail"));
  }

  function fold() {
    const root = document.documentElement;
    root.dataset.nav = root.dataset.nav === "rail" ? "wide" : "rail";
    try {
      localStorage.setItem("jinze:nav", root.dataset.nav);
    } catch {
      // Nothing is lost but the memory of it.
    }
    nameFold();
  }

  // ── menus: one open at a time, closed by a press outside or by Escape ──
  function closeMenus(except) {
    for (const menu of all("details[data-menu][open]")) if (menu !== except) menu.open = false;
  }

  document.addEventListener("click", (event) => {
    closeMenus(event.target.closest("details[data-menu]"));
    if (event.target.closest("[data-print]")) window.print();
    if (event.target.closest("[data-fold]")) fold();
  });

  // ── one press per form ──
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-once]")) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    for (const button of all("button[type=submit]", form)) button.setAttribute("aria-disabled", "true");
    const pressed = event.submitter;
    if (pressed && pressed.classList.contains("btn")) {
      pressed.dataset.words = pressed.textContent;
      pressed.textContent = "正在提交…";
    }
  });

  addEventListener("pageshow", () => {
    for (const form of all("form[data-sent]")) {
      delete form.dataset.sent;
      for (const button of all("button[type=submit]", form)) {
        button.removeAttribute("aria-disabled");
        if (button.dataset.words) button.textContent = button.dataset.words;
      }
    }
  });

  // ── a form that came back: its summary takes the focus, its links open what is folded ──
  addEventListener("load", () => {
    const summary = one("[data-errors]");
    if (summary && document.activeElement === document.body) summary.focus();
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-errors] a[href^='#']");
    if (!link) return;
    const field = document.getElementById(link.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    const folded = field.closest("details");
    if (folded) folded.open = true;
    (field.matches("input, select, textarea") ? field : one("input", field) || field).focus();
    field.scrollIntoView({ block: "center" });
  });

  // ── keys ──
  const rowLink = (row) => one("a.hit, a.cell-lead", row);

  function currentRow(rows) {
    const focused = document.activeElement.closest("[data-row]");
    return focused || rows.find((row) => row.classList.contains("is-sel"));
  }

  function step(by) {
    const rows = all("[data-list] [data-row]");
    if (!rows.length) return false;
    const at = rows.indexOf(currentRow(rows));
    const focusedNow = document.activeElement.closest("[data-row]");
    const next = at < 0 || !focusedNow ? Math.max(at, 0) : Math.min(Math.max(at + by, 0), rows.length - 1);
    rowLink(rows[next]).focus();
    rows[next].scrollIntoView({ block: "nearest" });
    open(rows[next]);
    return true;
  }

  // The panel shows the row that has the focus: what is typed next must not go to another duty. One row is fetched at
  // a time; when it has come, the row that has the focus by then is looked at again.
  let coming = false;
  let then = null;
  const opens = (link) => link.hasAttribute("hx-get") && !phone();
  const isOpen = (row) => row.classList.contains("is-sel");

  function open(row) {
    const link = rowLink(row);
    if (coming || !opens(link) || isOpen(row)) return;
    coming = true;
    link.click();
  }

  function come() {
    coming = false;
    const row = document.activeElement.closest("[data-row]");
    if (row) open(row);
    if (coming || !then) return;
    const act = then;
    then = null;
    act();
  }

  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.target.matches("[data-row] a.hit")) coming = true;
  });
  for (const over of ["htmx:afterSettle", "htmx:sendError", "htmx:responseError"]) document.addEventListener(over, come);

  // Opening the row that is open already would only take the focus from where it is going.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-row] a.hit");
    if (!link || !opens(link) || !event.isTrusted) return;
    if (!coming && !isOpen(link.closest("[data-row]"))) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    link.focus();
  }, true);

  // A key pressed while a row is on its way acts when it has come.
  function later(act) {
    const row = document.activeElement.closest("[data-row]");
    if (!row || !opens(rowLink(row)) || (!coming && isOpen(row))) return false;
    then = act;
    open(row);
    return true;
  }

  function toWhy() {
    if (later(toWhy)) return true;
    const link = one("#why a") || one("a.cl", currentRow(all("[data-list] [data-row]")) || document);
    if (!link) return false;
    link.focus();
    return true;
  }

  function toWork() {
    if (later(toWork)) return true;
    const panel = one("#item") || one("main form[data-draft]");
    const field = panel && all("input, select, textarea, button[type=submit]", panel)
      .find((node) => node.type !== "hidden" && node.checkVisibility());
    if (!field) return false;
    field.focus();
    return true;
  }

  const keys = {
    j: () => step(1),
    k: () => step(-1),
    w: toWhy,
    e: toWork,
    "/": () => {
      const box = all("[data-search]").find((node) => node.offsetParent);
      if (box) box.focus();
      return Boolean(box);
    },
  };

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      const open = one("details[data-menu][open]");
      if (open) {
        open.open = false;
        one("summary", open).focus();
      } else if (document.activeElement.matches("#item *")) {
        const row = one("[data-row].is-sel");
        if (row) rowLink(row).focus();
      }
      return;
    }
    const typing = event.target.closest("input:not([type=radio], [type=checkbox]), select, textarea, [contenteditable]");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const act = keys[event.key.toLowerCase()];
    if (act && act()) event.preventDefault();
  });

  // ── parts that htmx has changed ──
  document.addEventListener("htmx:afterSettle", () => {
    reveal(document);
    const part = one("#item, #drill");
    if (part) one("#live").textContent = `已打开：${part.dataset.title}`;
    const arrived = one("[data-arrive]");
    if (arrived) arrived.scrollIntoView({ block: "nearest" });
    else if (phone()) scrollTo(0, 0);
  });

  // A part that cannot be had by itself (signed out, gone) is opened as a page, which says why.
  document.addEventListener("htmx:responseError", (event) => {
    location.href = event.detail.pathInfo.finalRequestPath;
  });

  document.addEventListener("htmx:beforeSwap", (event) => {
    const { target, serverResponse, pathInfo } = event.detail;
    if (!target.id || serverResponse.includes(`id="${target.id}"`)) return;
    event.detail.shouldSwap = false;
    location.href = pathInfo.finalRequestPath;
  });

  reveal(document);
})();
