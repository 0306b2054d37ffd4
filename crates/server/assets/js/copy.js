// Buttons marked data-copy put their text on the clipboard and say so.
for (const button of document.querySelectorAll("button[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  const said = button.querySelector("span") ?? button;
  said.setAttribute("aria-live", "polite");
  const before = said.textContent;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    said.textContent = document.body.dataset.sayCopied;
    setTimeout(() => { said.textContent = before; }, 2000);
  });
}
