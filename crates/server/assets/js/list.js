// Lists marked data-list: j and k move over the rows marked data-row, Enter follows the row's
// first link (or the one marked data-main), x presses its tick, the full stop goes to its button.
function rows() {
  const found = [...document.querySelectorAll("[data-list] [data-row]")];
  return found.filter((row) => row.checkVisibility?.() ?? true);
}

function choose(row) {
  for (const other of document.querySelectorAll('[data-row][aria-current="true"]')) {
    other.removeAttribute("aria-current");
  }
  row.setAttribute("aria-current", "true");
  row.scrollIntoView({ block: "nearest" });
  (row.querySelector("[data-main]") ?? row.querySelector("a[href]"))?.focus();
}

// Several rows can be ticked in a form marked data-ticks: its data-ticks-all ticks the whole page,
// and its data-ticks-count says how many are.
for (const form of document.querySelectorAll("form[data-ticks]")) {
  const ticks = [...form.querySelectorAll("[data-row] input[type=checkbox]")];
  const all = form.querySelector("[data-ticks-all]");
  const whole = all?.querySelector("input");
  const count = form.querySelector("[data-ticks-count]");
  const say = () => {
    const many = ticks.filter((tick) => tick.checked).length;
    if (count) {
      count.textContent = String(many);
      count.hidden = many === 0;
    }
    if (whole) {
      whole.checked = many === ticks.length;
      whole.indeterminate = many > 0 && many < ticks.length;
    }
  };
  if (all) all.hidden = false;
  whole?.addEventListener("change", () => {
    for (const tick of ticks) tick.checked = whole.checked;
    say();
  });
  form.addEventListener("change", say);
  say();
}

document.addEventListener("cairn:key", (event) => {
  const all = rows();
  if (all.length === 0 || document.querySelector("dialog:modal")) return;
  const at = all.findIndex((row) => row.getAttribute("aria-current") === "true");
  const key = event.detail.key;
  if (key === "j" || key === "k") {
    const to = at < 0 ? 0 : at + (key === "j" ? 1 : -1);
    choose(all[Math.min(Math.max(to, 0), all.length - 1)]);
    event.preventDefault();
  } else if (key === "." && at >= 0) {
    const acts = [...all[at].querySelectorAll(".button, button")];
    acts.find((act) => act.checkVisibility?.() ?? true)?.focus();
    event.preventDefault();
  } else if (key === "x" && at >= 0) {
    all[at].querySelector("input[type=checkbox]")?.click();
    event.preventDefault();
  } else if (key === "Enter" && at >= 0 && event.detail.target === document.body) {
    (all[at].querySelector("[data-main]") ?? all[at].querySelector("a[href]"))?.click();
    event.preventDefault();
  }
});
