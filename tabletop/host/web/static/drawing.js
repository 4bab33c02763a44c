// The terminal itself: built from the package's script, in letters that fit what is to be read.

const FONT = '"Roboto Mono", "DejaVu Sans Mono", Menlo, "Cascadia Mono", Consolas, ' +
  '"Noto Sans Mono CJK KR", "Noto Sans CJK KR", "Malgun Gothic", ' +
  '"Apple SD Gothic Neo", monospace';
const LARGEST_FONT = 16;
const LARGEST_PROJECTED = 48;
const SMALLEST_FONT = 8;
// What a phone shows is held in the hand and still has to be read.
const SMALLEST_TOUCHED = 14;
const WANTED_COLUMNS = 80;
// Below this screens can't be laid out by the host: what does not fit is moved out of sight.
const FEWEST_ROWS = 10;
const FEWEST_COLUMNS = 40;
// Pixels of a page's height.
const CRAMPED = 250;
// A phone on its side has columns enough and few lines: smaller letters show more of both.
const LOW = 20;

// The package's script keeps its terminal to itself: this catches what it builds, and a socket of
// ours takes the place of the one it would open.
function caught(page) {
  return new Promise((resolve) => {
    Object.defineProperty(Object.prototype, "fitAddon", {
      configurable: true,
      set(addon) {
        delete Object.prototype.fitAddon;
        this.fitAddon = addon;
        prepare(this, page);
        resolve(this);
      },
    });
  });
}

// A browser that keeps no cookies has no storage for scripts either.
function stored(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

function store(name, value) {
  try {
    localStorage.setItem(name, value);
  } catch {
    // It holds until the page is closed.
  }
}

function prepare(built, page) {
  const load = built.terminal.loadAddon.bind(built.terminal);
  // Players' text becomes no link; and the canvas draws the same where there is no WebGL.
  built.terminal.loadAddon = (addon) => {
    if (addon !== built.webglAddon && addon !== built.weblinksAddon) load(addon);
  };
  built.terminal.options = {
    fontFamily: FONT,
    fontSize: LARGEST_FONT,
    cursorBlink: false,
    rescaleOverlappingGlyphs: true,
    screenReaderMode: stored("reader") === "on",
    theme: {
      background: getComputedStyle(page).getPropertyValue("--ground").trim(),
      foreground: getComputedStyle(page).getPropertyValue("--ink").trim(),
    },
  };
}

function script(address) {
  return new Promise((resolve, reject) => {
    const element = document.createElement("script");
    element.src = address;
    element.onload = resolve;
    element.onerror = reject;
    document.head.append(element);
  });
}

// The terminal, and what measures how much of it fits.
async function drawn(page) {
  // Cells are measured once, so the letters have to be there.
  const faces = ["", "bold "].map((face) =>
    document.fonts.load(`${face}16px "Roboto Mono"`));
  await Promise.race([Promise.allSettled(faces), new Promise((done) => setTimeout(done, 3000))]);
  const Native = window.WebSocket;
  window.WebSocket = class { addEventListener() {} send() {} };
  const built = caught(page);
  await script(page.dataset.script);
  window.onload(new Event("load"));
  // The page's own load may come only now, and would build a second terminal with a line of its own.
  window.onload = null;
  const { terminal, fitAddon: fit } = await built;
  window.WebSocket = Native;
  window.onresize = null;
  return { terminal, fit };
}

// Where the screen has more lines than can be seen, those around the cursor are.
function reveal(terminal, element) {
  const screen = terminal.element.querySelector(".xterm-screen").clientHeight;
  const cell = screen / terminal.rows;
  const below = (terminal.buffer.active.cursorY + 2) * cell - element.clientHeight;
  const shift = Math.max(0, Math.min(screen - element.clientHeight, below));
  terminal.element.style.transform = shift ? `translateY(${-shift}px)` : "";
}

let said = false;

// Letters as large as lets what is wanted stand, and no smaller than can be read.
function room(terminal, fit, { page, touch, say }) {
  const height = window.visualViewport ? window.visualViewport.height : window.innerHeight;
  page.style.height = `${height}px`;
  // Under a phone's own keyboard there is no room for both.
  page.classList.toggle("cramped", touch && height < CRAMPED);
  // A projector is read across a room: the largest letters that leave its screen 24 lines.
  const projected = "projected" in page.dataset;
  const rowsWanted = projected ? 24 : touch ? LOW : 1;
  const smallest = touch ? SMALLEST_TOUCHED : SMALLEST_FONT;
  let size = projected ? LARGEST_PROJECTED : LARGEST_FONT;
  const fits = () => {
    const found = fit.proposeDimensions();
    return !found || (found.cols >= WANTED_COLUMNS && found.rows >= rowsWanted);
  };
  terminal.options.fontSize = size;
  while (size > smallest && !fits()) terminal.options.fontSize = --size;
  const { cols, rows } = fit.proposeDimensions() || terminal;
  terminal.resize(cols, Math.max(FEWEST_ROWS, rows));
  const fewest = touch ? FEWEST_COLUMNS : WANTED_COLUMNS;
  if (cols < fewest && !said) {
    said = true;
    say(`This screen needs ${fewest} columns and has ${cols}: ` +
      (touch ? "make the letters of your browser smaller." : "make the window wider."), 8000);
  } else if (cols >= fewest) {
    said = false;
  }
}
