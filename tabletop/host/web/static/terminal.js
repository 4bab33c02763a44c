// A seat in a browser: a terminal that is drawn here and lives on the host. The package's script
// does the drawing; the scripts beside this one do the connection, typing, touch and the clipboard,
// and all are served as one module.

const page = document.getElementById("page");
const fresh = location.hash === "#new";
const element = document.getElementById("terminal");
const lost = document.getElementById("lost");
const over = document.getElementById("over");
const held = document.getElementById("held");
const notice = document.getElementById("notice");
const touch = matchMedia("(pointer: coarse)").matches;

let terminal, fit, line, typing;

let fading = null;
function say(text, milliseconds = 2500) {
  notice.textContent = text;
  notice.hidden = false;
  clearTimeout(fading);
  fading = setTimeout(() => { notice.hidden = true; }, milliseconds);
}

let settling = null;
function resizeSoon() {
  cancelAnimationFrame(settling);
  settling = requestAnimationFrame(() => {
    room(terminal, fit, { page, touch, say });
    reveal(terminal, element);
  });
}

// ---- What the connection reports

const shown = {
  paint: (bytes) => terminal.write(bytes, () => {
    reveal(terminal, element);
    typing.follow();
  }),
  arrive() {
    terminal.reset();
    lost.hidden = true;
    page.classList.remove("lost");
    page.classList.add("here");
    line.size(terminal.cols, terminal.rows);
    terminal.focus();
  },
  tell(told) {
    page.classList.toggle("light", told.dark === false);
    colour();
    document.title = told.title || page.dataset.title;
    typing.offer(told.fields || []);
    typing.turnTo(told.field || 0, Boolean(told.digits));
    document.getElementById("held-send").disabled = !told.field;
  },
  lose(sentence, long) {
    page.classList.add("lost");
    const back = document.getElementById("lost-back");
    if (back) back.hidden = !long;
    document.getElementById("lost-text").textContent = sentence;
    lost.hidden = false;
  },
  // With `gone` the seat is somebody else's or nobody's: nothing brings this page back to it.
  finish(reason, gone) {
    lost.hidden = true;
    page.classList.add("lost");
    document.getElementById("over-reason").textContent = reason;
    over.hidden = false;
    for (const id of ["over-again", "over-back"]) {
      const way = document.getElementById(id);
      if (way) way.hidden = Boolean(gone);
    }
    document.getElementById(gone ? "over-start" : "over-again").focus();
    document.title = page.dataset.title;
  },
  // What was typed and has not arrived, shown where it will appear.
  wait: (words) => typing.wait(words),
  hold(words) {
    held.hidden = !words;
    document.getElementById("held-words").textContent = words;
  },
  say,
};

function colour() {
  const style = getComputedStyle(page);
  // The margins and the scroll area take the screen's colour.
  terminal.options.theme = {
    background: style.getPropertyValue("--ground").trim(),
    foreground: style.getPropertyValue("--ink").trim(),
  };
}

function begin() {
  over.hidden = true;
  line.begin();
}

function reader() {
  const button = document.getElementById("reader");
  button.addEventListener("click", () => {
    const on = !terminal.options.screenReaderMode;
    terminal.options.screenReaderMode = on;
    store("reader", on ? "on" : "off");
    button.textContent = `Turn ${on ? "off" : "on"} screen reader support`;
    terminal.focus();
  });
}

async function start() {
  ({ terminal, fit } = await drawn(page));
  const { socket, secret } = page.dataset;
  line = new Line(socket, secret, () => [terminal.cols, terminal.rows], shown);
  const clipboard = new Clipboard(terminal, element, say);
  typing = new Typing(terminal, element, { line, clipboard, touch });
  if (touch) new Fingers(terminal, element, { line, typing, say }).bar(document.getElementById("keys"));
  room(terminal, fit, { page, touch, say });
  terminal.onResize(({ cols, rows }) => line.size(cols, rows));
  reader();
  document.getElementById("lost-now").addEventListener("click", () => line.now());
  document.getElementById("over-again").addEventListener("click", begin);
  document.getElementById("held-send").addEventListener("click", () => line.sendHeld());
  document.getElementById("held-drop").addEventListener("click", () => line.dropHeld());
  addEventListener("resize", resizeSoon);
  if (window.visualViewport) window.visualViewport.addEventListener("resize", resizeSoon);
  addEventListener("online", () => line.now());
  document.addEventListener("visibilitychange", () => { if (!document.hidden) line.now(); });
  notice.addEventListener("click", () => { notice.hidden = true; });
  begin();
  welcome();
}

// Shown once, to somebody who has just been given the seat.
function welcome() {
  const { secret } = page.dataset;
  // With non-breaking hyphens, to keep it on one line.
  const back = (page.dataset.back || "").replaceAll("-", "\u2011");
  if (secret && back) {
    // Without a cookie a reload would ask to resend the form. It gets the start page instead, with
    // the code, which no address shows.
    history.replaceState({ back: page.dataset.back }, "", document.documentElement.dataset.home);
  } else if (location.hash || location.search) {
    history.replaceState(null, "", location.pathname);
  }
  if (!back || (!fresh && !secret)) return;
  say(secret
    ? `This browser keeps no cookies: only your return code ${back} brings you back here. Note it.`
    : `Your return code is ${back}: it brings you back from any browser, and is shown on the start page.`,
  secret ? 20000 : 12000);
}

start().catch(() => {
  document.getElementById("lost-text").textContent =
    "The screen could not be drawn here; please reload, or use another browser.";
  lost.hidden = false;
});
