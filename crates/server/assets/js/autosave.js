// A form with data-autosave keeps what is typed on the server, a moment after the last key, as
// this user's own working copy. Nothing is kept in the browser.
for (const form of document.querySelectorAll("form[data-autosave]")) {
  const told = form.querySelector("[data-told]");
  let waiting = 0;
  let round = 0;
  let kept = 0;

  const save = async (last) => {
    clearTimeout(waiting);
    waiting = 0;
    const own = round;
    if (own === kept) return;
    let retry = true;
    try {
      const answer = await fetch(form.dataset.autosave, {
        method: "POST",
        body: new URLSearchParams(new FormData(form)),
        headers: { Accept: "application/json" },
        keepalive: last,
        redirect: "error",
      });
      if (answer.ok) {
        kept = own;
        told.textContent = (await answer.json()).told;
        if (own === round) {
          form.dispatchEvent(new CustomEvent("cairn:kept", { bubbles: true }));
        }
        return;
      }
      const why = { 401: "signedOut", 409: "stale" }[answer.status] ?? "failed";
      told.textContent = form.dataset[why] ?? form.dataset.failed;
      retry = why !== "stale";
    } catch {
      told.textContent = form.dataset.failed;
    }
    if (retry && !waiting) waiting = setTimeout(save, 5000);
  };

  form.addEventListener("input", () => {
    round += 1;
    clearTimeout(waiting);
    waiting = setTimeout(save, 1500);
  });
  form.addEventListener("submit", () => {
    clearTimeout(waiting);
    kept = round;
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") save(true);
  });
}
