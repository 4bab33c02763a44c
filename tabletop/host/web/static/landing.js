// The QR code and personal links carry the code behind the "#", which a browser sends to nobody.
"use strict";
// Read it before rewriting the address: neither the address nor the history may keep a code.
const hidden = behind(location.hash);
// In a browser that stores nothing, a seat's page leaves its return code in the history entry.
const left = (history.state && history.state.back) || "";
const given = hidden || left;
// Nobody should come back to the answer to a form: the browser would ask to resend the form.
const home = document.documentElement.dataset.home;
if (!location.pathname.startsWith(home)) {
  // Come past a proxy, above the path that cookies belong to: there the browser has no seat.
  location.replace(home + location.search + location.hash);
} else if (hidden || location.search || location.pathname !== home) {
  history.replaceState(history.state, "", home);
}
// Fetch what a seat's page needs while somebody types: a class shares one connection.
const ahead = document.currentScript.dataset.ahead.split(" ");
addEventListener("load", async () => {
  // One file after another, so that whoever is nearly in is served before those who just came.
  for (const file of ahead) {
    try {
      await (await fetch(file, { priority: "low" })).arrayBuffer();
    } catch {
      return;
    }
  }
});
const code = document.getElementById("code");
if (given && code && !code.value) {
  code.value = given;
  const name = document.getElementById("name");
  const more = document.getElementById("more");
  if (given.length > 20 || left) {
    // The code already says whose seat it is.
    if (left) {
      const another = document.createElement("a");
      another.href = `${home}?anew`;
      another.textContent = "I am somebody else.";
      document.querySelector(".mine").replaceChildren("Your seat is kept for this window. ", another);
    }
    if (more) more.open = true;
    document.getElementById("join").classList.add("personal");
    const take = document.querySelector("button[value=anywhere]");
    take.textContent = "Take my seat";
    take.focus();
  } else if (!more) {
    name.focus();
  }
}

function behind(hash) {
  try {
    return decodeURIComponent(hash.slice(1));
  } catch {
    return hash.slice(1);
  }
}

// A second click while the first is under way is not a second request.
const PATIENCE = 8000;
for (const form of document.forms) {
  let sent = -PATIENCE;
  form.addEventListener("submit", (event) => {
    if (performance.now() - sent < PATIENCE) event.preventDefault();
    else sent = performance.now();
    form.classList.add("sent");
    setTimeout(() => form.classList.remove("sent"), PATIENCE);
  });
}
// A link followed while this page is open only changes what is behind the "#" and loads nothing.
addEventListener("hashchange", () => location.reload());
// A page restored from the browser's cache does not know of a seat taken since.
addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
