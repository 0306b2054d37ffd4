// Forms marked data-keys: a number key gives that answer, 0 the tenth. It only chooses; Enter
// presses the form's first button, and Backspace where nothing is typed the one marked data-back.
const asking = () => document.querySelector("form[data-keys]");

document.addEventListener("cairn:key", (event) => {
  const form = asking();
  if (!form || document.querySelector("dialog:modal")) return;
  const { key, target } = event.detail;
  if (key === "Enter" && target === document.body) {
    form.querySelector("button.primary")?.click();
    event.preventDefault();
    return;
  }
  const at = "1234567890".indexOf(key);
  const answers = form.querySelectorAll("input:is([type=radio], [type=checkbox]):enabled");
  const answer = at < 0 ? null : answers[at];
  if (!answer) return;
  answer.focus();
  answer.click();
  event.preventDefault();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Backspace" || event.repeat || document.body.dataset.keys === "off") return;
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  const back = asking()?.querySelector("button[data-back]");
  const field = event.target.closest?.("input:not([type=radio], [type=checkbox]), textarea");
  if (!back || field?.value || event.target.closest?.("select, button, a, dialog")) return;
  if (field && field.form !== back.form) return;
  event.preventDefault();
  back.click();
});
