// How many messages of the network a text makes, while one types. An element marked
// data-segments-of="text" in a form stands beside the preview data-preview="text", whose filled
// text is counted; data-one, data-many and data-advice are the sentences, with {count},
// {characters}, {left}, {encoding} and {letters}. The server's count is the one that holds.
// Source: 3GPP TS 23.038 (alphabet) and 23.040 (joined messages).
const ONE_PLACE = new Set([
  ..."@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?",
  ..."¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà",
]);
const TWO_PLACES = new Set("^{}\\[~]|€");

function joined(widths, alone, each) {
  const whole = widths.reduce((sum, width) => sum + width, 0);
  if (whole <= alone) return { count: 1, left: alone - whole };
  let count = 1;
  let used = 0;
  for (const width of widths) {
    if (used + width > each) {
      count += 1;
      used = 0;
    }
    used += width;
  }
  return { count, left: each - used };
}

function segments(text) {
  const letters = [...text];
  const known = (letter) => ONE_PLACE.has(letter) || TWO_PLACES.has(letter);
  const large = [...new Set(letters.filter((letter) => !known(letter)))];
  const size =
    large.length === 0
      ? joined(letters.map((letter) => (TWO_PLACES.has(letter) ? 2 : 1)), 160, 153)
      : joined(letters.map((letter) => letter.length), 70, 67);
  const encoding = large.length === 0 ? "GSM-7" : "UCS-2";
  return { ...size, encoding, letters: large.join(" "), characters: letters.length };
}

for (const place of document.querySelectorAll("[data-segments-of]")) {
  const form = place.closest("form");
  const name = CSS.escape(place.dataset.segmentsOf);
  const shown = document.querySelector(`[data-preview="${name}"]`);
  const say = () => {
    const size = segments(shown?.textContent ?? "");
    const fill = (words) => words.replace(/\{(\w+)\}/g, (whole, key) => size[key] ?? whole);
    const said = [fill(size.count === 1 ? place.dataset.one : place.dataset.many)];
    if (size.letters !== "") said.push(fill(place.dataset.advice));
    place.replaceChildren(
      ...said.map((sentence) => {
        const line = document.createElement("p");
        line.className = "hint";
        line.textContent = sentence;
        return line;
      }),
    );
  };
  form?.addEventListener("input", say);
}
