// Forms marked data-keys: a number key gives that answer. It only chooses; sending
// stays with the button.
document.addEventListener("cairn:key", (event) => {
  const at = "123456789".indexOf(event.detail.key);
  const form = document.querySelector("form[data-keys]");
  if (at < 0 || !form) return;
  const answers = form.querySelectorAll("input:is([type=radio], [type=checkbox]):enabled");
  const answer = answers[at];
  if (!answer) return;
  answer.focus();
  answer.click();
  event.preventDefault();
});
