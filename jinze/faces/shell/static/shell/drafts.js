// Drafts: what is typed into a form stays on this computer, per form and per person, until it has been filed.
// Passwords, files and hidden fields are never kept.
(() => {
  const KEPT_DAYS = 30;
  const kept = "input:not([type=hidden], [type=password], [type=file], [type=submit]), select, textarea";
  const name = (form) => `jinze:draft:${form.dataset.user}:${form.dataset.draft}`;
  const fields = (form) => [...form.querySelectorAll(kept)].filter((field) => field.name);
  const asked = (field) => field.type === "radio" || field.type === "checkbox";

  function read(key) {
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch {
      return null;
    }
  }

  function write(key, draft) {
    try {
      if (draft) localStorage.setItem(key, JSON.stringify(draft));
      else localStorage.removeItem(key);
      return true;
    } catch {
      return false;
    }
  }

  function values(form) {
    return fields(form).map((field) => [field.name, asked(field) ? [field.value, field.checked] : field.value]);
  }

  function restore(form, draft) {
    const left = [...draft.values];
    for (const field of fields(form)) {
      const at = left.findIndex(([key, value]) => key === field.name && (!asked(field) || value[0] === field.value));
      if (at < 0) continue;
      const [[, value]] = left.splice(at, 1);
      if (asked(field)) field.checked = value[1];
      else field.value = value;
      const folded = field.closest("details.known-item");
      if (folded && field.value !== field.defaultValue) folded.open = true;
    }
  }

  function clock(at) {
    const when = new Date(at);
    const time = `${String(when.getHours()).padStart(2, "0")}:${String(when.getMinutes()).padStart(2, "0")}`;
    const today = new Date().toDateString() === when.toDateString();
    return today ? time : `${when.getMonth() + 1}月${when.getDate()}日 ${time}`;
  }

  function say(form, words, undo) {
    const line = form.querySelector("[data-draft-said]");
    if (!line) return;
    line.textContent = words;
    line.hidden = false;
    if (!undo) return;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "不要草稿";
    button.addEventListener("click", undo);
    line.append(button);
  }

  function keep(form) {
    const draft = { at: Date.now(), values: values(form) };
    if (write(name(form), draft)) say(form, `草稿存于 ${clock(draft.at)}，断网、退出都不会丢`);
    else say(form, "这个浏览器不让存草稿，离开前请提交");
  }

  function begin(form) {
    if (form.dataset.drafted || !form.dataset.user) return;
    form.dataset.drafted = "yes";
    const draft = read(name(form));
    const came_back = form.querySelector("[data-errors]");
    if (draft && !came_back && JSON.stringify(draft.values) !== JSON.stringify(values(form))) {
      const fresh = values(form);
      restore(form, draft);
      say(form, `已恢复 ${clock(draft.at)} 的草稿，还没有提交`, () => {
        write(name(form), null);
        restore(form, { values: fresh });
        say(form, "草稿已丢弃");
      });
    }
    let wait;
    form.addEventListener("input", () => {
      clearTimeout(wait);
      wait = setTimeout(() => keep(form), 400);
    });
    form.addEventListener("submit", () => {
      clearTimeout(wait);
      keep(form);
    });
  }

  // What has been filed needs no draft; what nobody came back to goes after a month.
  function clear() {
    const filed = [...document.querySelectorAll("[data-filed]")].map((node) => `:${node.dataset.filed}`);
    let old = [];
    try {
      old = Object.keys(localStorage).filter((key) => key.startsWith("jinze:draft:"));
    } catch {
      return;
    }
    for (const key of old) {
      const draft = read(key);
      const stale = !draft || Date.now() - draft.at > KEPT_DAYS * 24 * 3600 * 1000;
      if (stale || filed.some((end) => key.endsWith(end))) write(key, null);
    }
  }

  function start() {
    clear();
    document.querySelectorAll("form[data-draft]").forEach(begin);
  }

  start();
  document.addEventListener("htmx:afterSettle", start);
})();
