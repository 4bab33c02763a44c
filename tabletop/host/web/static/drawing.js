// The terminal itself: built from the package's script, with letters that fit the screen.

const FONT = '"Roboto Mono", "DejaVu Sans Mono", Menlo, "Cascadia Mono", Consolas, ' +
  '"Noto Sans Mono CJK KR", "Noto Sans CJK KR", "Malgun Gothic", ' +
  '"Apple SD Gothic Neo", monospace';
const LARGEST_FONT = 16;
const LARGEST_PROJECTED = 48;
const SMALLEST_FONT = 8;
// A phone is held in the hand and must still be readable.
const SMALLEST_TOUCHED = 14;
const WANTED_COLUMNS = 80;
// The host can't lay out smaller screens: what does not fit is shifted out of view.
const FEWEST_ROWS = 10;
const FEWEST_COLUMNS = 40;
// Height of the page in pixels.
const CRAMPED = 250;
// A phone in landscape has enough columns but few lines: smaller letters show more of both.
const LOW = 20;

// The package's script keeps its terminal private: this catches what it builds, and a socket of
// ours replaces the one it would open.
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

// A browser that keeps no cookies gives scripts no storage either.
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
    // The setting lasts until the page is closed.
  }
}

function prepare(built, page) {
  const load = built.terminal.loadAddon.bind(built.terminal);
  // Players' text must not become links, and the canvas draws the same without WebGL.
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

// The terminal, and the add-on that measures how much of it fits.
async function drawn(page) {
  // Cells are measured only once, so the font has to be loaded first.
  const faces = ["", "bold "].map((face) =>
    document.fonts.load(`${face}16px "Roboto Mono"`));
  await Promise.race([Promise.allSettled(faces), new Promise((done) => setTimeout(done, 3000))]);
  const Native = window.WebSocket;
  window.WebSocket = class { addEventListener() {} send() {} };
  const built = caught(page);
  await script(page.dataset.script);
  window.onload(new Event("load"));
  // The page's own load event may come only now, and would build a second terminal that connects.
  window.onload = null;
  const { terminal, fitAddon: fit } = await built;
  window.WebSocket = Native;
  window.onresize = null;
  return { terminal, fit };
}

// When the screen has more lines than are visible, show those around the cursor.
function reveal(terminal, element) {
  const screen = terminal.element.querySelector(".xterm-screen").clientHeight;
  const cell = screen / terminal.rows;
  const below = (terminal.buffer.active.cursorY + 2) * cell - element.clientHeight;
  const shift = Math.max(0, Math.min(screen - element.clientHeight, below));
  terminal.element.style.transform = shift ? `translateY(${-shift}px)` : "";
}

let said = false;

// The largest letters that leave enough columns and rows, but never too small to read.
function room(terminal, fit, { page, touch, say }) {
  const height = window.visualViewport ? window.visualViewport.height : window.innerHeight;
  page.style.height = `${height}px`;
  // Above a phone's keyboard there is no room for the bar as well.
  page.classList.toggle("cramped", touch && height < CRAMPED);
  // A projector is read from across a room: the largest letters that still give it 24 lines.
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
