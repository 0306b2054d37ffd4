// A dialog that the page shows open becomes modal; Escape goes where its close link goes.
for (const dialog of document.querySelectorAll("dialog[data-open]")) {
  dialog.close();
  dialog.showModal();
  const close = dialog.querySelector("a[data-close]");
  dialog.addEventListener("cancel", (event) => {
    if (!close) return;
    event.preventDefault();
    close.click();
  });
}

// A button with data-dialog opens the dialog of that id, for what needs no address.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog]");
  if (opener) document.getElementById(opener.dataset.dialog)?.showModal();
});

// A print button prints; without script it is not shown.
for (const button of document.querySelectorAll("button[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
