// sphinx-copybutton drops the last newline: a hidden second one makes what is copied equal the file's bytes.
for (const code of document.querySelectorAll("div.highlight pre")) {
  const newline = document.createElement("span");
  newline.hidden = true;
  newline.textContent = "\n";
  code.append(newline);
  if (!code.closest(".response")) {
    code.tabIndex = 0; // long lines scroll, and Safari lets no keyboard in otherwise
  }
}

// sphinx-design opens the tab that `?client=` names: the address of the page always names the chosen one, to be sent on.
for (const label of document.querySelectorAll("label[data-sync-group]")) {
  label.control.addEventListener("change", () => {
    const address = new URL(window.location);
    address.searchParams.set(label.dataset.syncGroup, label.dataset.syncId);
    window.history.replaceState(null, "", address);
  });
}

// Sphinx calls the captions of the side bar headings, and gives a screen reader no level for them.
for (const caption of document.querySelectorAll(".caption[role=heading]")) {
  caption.ariaLevel = "2";
}

// On a phone a table's row is a block of its own, too far from the heads of the columns to be read without them.
for (const table of document.querySelectorAll("table.docutils")) {
  const columns = [...table.querySelectorAll("thead th")].map((head) => head.textContent.trim());
  for (const row of table.tBodies[0].rows) {
    [...row.cells].forEach((cell, index) => (cell.dataset.column = columns[index] ?? ""));
  }
}
