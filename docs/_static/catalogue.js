// The filter of the index of errors: finds an entry by words as they are typed, or by a whole message that is pasted.

const LONGEST_VALUE = 400; // characters that may stand in place of a … of a message
const SHORTEST_PIECE = 8; // letters of a message that are no chance: "not found" has as many
const RUN = 4; // words in a row that a torn message shares with the one that is known
const SHARED = 0.5; // the part of its runs that a torn message must still hold

// What a terminal, a JSON document or a Python dict adds to a message: colours, escapes, entities.
const plain = (text) =>
  text
    .replace(/\u001b\[[0-9;]*m/g, "")
    .replace(/\\u([0-9a-f]{4})/gi, (_, code) => String.fromCharCode(parseInt(code, 16)))
    .replace(/\\[rnt"']/g, " ")
    .replace(/&(?:\w+|#\d+);/g, " ")
    .toLowerCase();

// Letters and digits alone: a message is the same however its lines are broken and its quotation marks are drawn.
const letters = (text) => plain(text).replace(/[^\p{L}\p{N}]+/gu, "");
const words = (text) => plain(text).match(/[\p{L}\p{N}]+/gu) ?? [];
const runs = (text) => {
  const all = words(text);
  return all.slice(RUN - 1).map((_, end) => all.slice(end, end + RUN).join(" "));
};

function entry(known, row) {
  const pieces = known.texts.map((text) => text.split("…").map(letters).filter(Boolean));
  return {
    row,
    code: new RegExp(`(?<![\\p{L}\\p{N}-])(?:aadsts)?${known.number}(?![\\p{L}\\p{N}-])`, "u"),
    joined: new RegExp(`aadsts${known.number}(?!\\d)`),
    number: known.number,
    name: letters(known.page),
    messages: pieces
      .filter((parts) => parts.join("").length >= SHORTEST_PIECE)
      .map((parts) => ({ length: parts.join("").length, pattern: new RegExp(parts.join(`.{0,${LONGEST_VALUE}}?`), "u") })),
    runs: known.texts.map((text) => text.split("…").flatMap(runs)),
    words: plain([row.textContent, known.page, known.number, ...known.texts].join(" ")),
  };
}

// How well an entry fits, best first: [its code stands there, so many letters of its message do, so much of a torn one].
function fit(entry, asked) {
  const code = entry.number && (entry.code.test(asked.plain) || entry.joined.test(asked.letters));
  const found = entry.messages.filter((message) => message.pattern.test(asked.letters));
  const torn = entry.runs.map((all) => (all.length ? all.filter((run) => asked.runs.has(run)).length / all.length : 0));
  return [Number(Boolean(code)), Math.max(0, ...found.map((message) => message.length)), Math.max(0, ...torn)];
}

function search(entries, text) {
  const asked = { plain: plain(text), letters: letters(text), runs: new Set(runs(text)), words: words(text) };
  if (!asked.words.length) {
    return entries;
  }
  const ranked = entries.map((entry) => ({ entry, fit: fit(entry, asked) }));
  const own = ({ entry }) => Number(entry.name === `aadsts${entry.number}`); // before others with the same code
  const best = (a, b) => b.fit[0] - a.fit[0] || b.fit[1] - a.fit[1] || b.fit[2] - a.fit[2] || own(b) - own(a);
  const coded = ranked.filter(({ fit }) => fit[0]);
  const met = (coded.length ? coded : ranked.filter(({ fit }) => fit[1])).sort(best);
  const typed = ranked.filter(({ entry }) => asked.words.every((word) => entry.words.includes(word)));
  const torn = ranked.filter(({ fit }) => fit[2] >= SHARED).sort(best);
  const rest = [...(typed.length ? typed : torn)].filter((one) => !met.includes(one));
  return (coded.length ? met : [...met, ...rest]).map(({ entry }) => entry);
}

const table = document.querySelector("table.error-index");
const body = table.tBodies[0];
const entries = JSON.parse(document.getElementById("errors").textContent).map((known, index) =>
  entry(known, body.rows[index]),
);

const form = document.createElement("form");
form.className = "error-filter";
form.innerHTML = `<label for="error-filter">Type a code or a word, or paste the whole message</label>
  <textarea id="error-filter" rows="2" autocomplete="off" spellcheck="false"></textarea>
  <p role="status" aria-live="polite"></p>`;
(table.closest(".table-wrapper") ?? table).before(form);

const field = form.querySelector("textarea");
const hits = form.querySelector("[role=status]");

function show() {
  const found = search(entries, field.value);
  for (const { row } of entries) {
    row.hidden = true;
  }
  for (const { row } of found) {
    row.hidden = false;
    body.append(row); // the best first
  }
  const count = found.length === 1 ? "1 error" : `${found.length || "No"} errors`;
  hits.textContent = field.value.trim() ? `${count} found of ${entries.length}.` : `${entries.length} errors.`;
}

field.addEventListener("input", show);
field.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    field.value = "";
    show();
  }
});
form.addEventListener("submit", (event) => event.preventDefault());
show();
