// A seat in a browser: a terminal that is drawn here and lives at the host. The package's script
// knows how to draw; connecting, coming back, copying and pasting are done here.
"use strict";
(() => {
  const FONT = '"Roboto Mono", "DejaVu Sans Mono", Menlo, "Cascadia Mono", Consolas, ' +
    '"Noto Sans Mono CJK KR", "Noto Sans CJK KR", "Malgun Gothic", ' +
    '"Apple SD Gothic Neo", monospace';
  const SMALLEST_FONT = 8;
  const WANTED_COLUMNS = 80;
  const LONGEST_PASTE = 20000;
  const BEAT_EVERY = 10000;
  const PATIENCE = 4000;
  // A class that comes in at once waits its turn.
  const FIRST_PATIENCE = 20000;
  const GOING_AWAY = 1001;
  const CLOSED = " This page comes back when it opens again.";
  const UPGRADE_REQUIRED = 426;
  const BLOCKED = "This page reaches the host, but its line to your screen does not: something " +
    "between, such as a proxy, lets no WebSockets through. Please tell the facilitator, or try " +
    "another network.";
  const PAUSES = [300, 600, 1000, 1500, 2000];

  const page = document.getElementById("page");
  const fresh = location.hash === "#new";
  // A projector is read across a room: the largest letters that leave its screen 24 lines.
  const projected = "projected" in page.dataset;
  const LARGEST_FONT = projected ? 48 : 16;
  const lost = document.getElementById("lost");
  const over = document.getElementById("over");
  const notice = document.getElementById("notice");
  const touch = matchMedia("(pointer: coarse)").matches;
  const WANTED_ROWS = projected ? 24 : 1;
  // A phone on its side has columns enough and few lines: letters in the middle show more of both.
  const LOW = 20;
  const MIDDLE_FONT = 12;

  let terminal, fit, socket;
  let attempts = 0;
  let retry = null;
  let beat = null;
  let silence = null;
  let steady = null;
  let finished = false;
  // Why the host hung up, until it is here again.
  let reason = "";
  // Has a line to the host ever been open?
  let reached = false;

  // ---- The terminal. The package's script keeps it to itself: this catches what it builds, and
  // a socket of ours takes the place of the one it would open.

  function caught() {
    return new Promise((resolve) => {
      Object.defineProperty(Object.prototype, "fitAddon", {
        configurable: true,
        set(addon) {
          delete Object.prototype.fitAddon;
          this.fitAddon = addon;
          prepare(this);
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

  function prepare(built) {
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

  // The margins and the scroll area are of the colour that the screen has.
  function colour() {
    const style = getComputedStyle(page);
    terminal.options.theme = {
      background: style.getPropertyValue("--ground").trim(),
      foreground: style.getPropertyValue("--ink").trim(),
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

  async function build() {
    // Cells are measured once, so the letters have to be there.
    const faces = ["", "bold "].map((face) =>
      document.fonts.load(`${face}16px "Roboto Mono"`));
    await Promise.race([Promise.allSettled(faces), new Promise((done) => setTimeout(done, 3000))]);
    const Native = window.WebSocket;
    window.WebSocket = class { addEventListener() {} send() {} };
    const built = caught();
    await script(page.dataset.script);
    window.onload(new Event("load"));
    ({ terminal, fitAddon: fit } = await built);
    window.WebSocket = Native;
    window.onresize = null;
  }

  // ---- Size: letters as large as lets what is wanted stand, and no smaller than can be read.

  function resize() {
    const height = window.visualViewport ? window.visualViewport.height : window.innerHeight;
    page.style.height = `${height}px`;
    let size = LARGEST_FONT;
    const fits = () => {
      const { cols, rows } = fit.proposeDimensions() || { cols: WANTED_COLUMNS, rows: WANTED_ROWS };
      return cols >= WANTED_COLUMNS && rows >= WANTED_ROWS;
    };
    terminal.options.fontSize = size;
    while (size > SMALLEST_FONT && !fits()) terminal.options.fontSize = --size;
    const low = () => (fit.proposeDimensions() || { rows: LOW }).rows < LOW;
    while (touch && size > MIDDLE_FONT && low()) terminal.options.fontSize = --size;
    fit.fit();
    if (terminal.cols < WANTED_COLUMNS) {
      say(`This screen wants ${WANTED_COLUMNS} columns and has ${terminal.cols}: ` +
        (touch ? "turn the phone sideways." : "make the window wider."), 8000);
    } else if (size < 11 && touch) {
      say("Turn the phone sideways for larger letters.", 6000);
    }
  }

  let settling = null;
  function resizeSoon() {
    cancelAnimationFrame(settling);
    settling = requestAnimationFrame(resize);
  }

  let fading = null;
  function say(text, milliseconds = 2500) {
    notice.textContent = text;
    notice.hidden = false;
    clearTimeout(fading);
    fading = setTimeout(() => { notice.hidden = true; }, milliseconds);
  }

  // ---- The line to the host

  function connect() {
    clearTimeout(retry);
    retry = null;
    const address = new URL(page.dataset.socket, location.href);
    address.protocol = location.protocol.replace("http", "ws");
    address.search = `?columns=${terminal.cols}&rows=${terminal.rows}`;
    const { secret } = page.dataset;
    const line = new WebSocket(address, secret ? ["tabletop", secret] : []);
    line.binaryType = "arraybuffer";
    socket = line;
    silence = setTimeout(() => drop(line), reached ? PATIENCE : FIRST_PATIENCE);
    let painted = false;
    line.onmessage = (event) => {
      if (line !== socket) return;
      clearTimeout(silence);
      if (typeof event.data === "string") {
        obey(JSON.parse(event.data));
        return;
      }
      if (!painted) {
        painted = true;
        arrived();
      }
      terminal.write(new Uint8Array(event.data));
    };
    line.onopen = () => {
      if (line !== socket) return;
      reached = true;
      beat = setInterval(ask, BEAT_EVERY);
    };
    line.onclose = (event) => {
      if (reason && event.code === GOING_AWAY) reason += CLOSED;
      drop(line);
    };
  }

  function arrived() {
    // A screen that fails as soon as it is there must not be asked for ever faster.
    steady = setTimeout(() => { attempts = 0; }, 5000);
    terminal.reset();
    reason = "";
    lost.hidden = true;
    page.classList.remove("lost");
    page.classList.add("here");
    send({ size: [terminal.cols, terminal.rows] });
    if (!touch) terminal.focus();
  }

  function obey(message) {
    if (message.tell) {
      page.classList.toggle("light", message.tell.dark === false);
      colour();
      document.title = message.tell.title || page.dataset.title;
    } else if ("closed" in message) {
      if (message.again) reason = message.closed;
      else finish(message.closed);
    }
  }

  // The line is gone, or as good as gone.
  function drop(line) {
    if (line !== socket) return;
    socket = null;
    clearTimeout(silence);
    clearTimeout(steady);
    clearInterval(beat);
    line.onclose = line.onmessage = line.onopen = null;
    line.close();
    if (finished) return;
    const pause = PAUSES[Math.min(attempts, PAUSES.length - 1)];
    attempts += 1;
    if (attempts > 1 || reason) {
      page.classList.add("lost");
      document.getElementById("lost-text").textContent =
        reason.endsWith(CLOSED) ? reason
          : reason === BLOCKED ? `${BLOCKED} It goes on trying.`
            : `${reason || "The connection is lost."} This page comes back by itself.`;
      lost.hidden = false;
    }
    retry = setTimeout(connect, pause * (0.8 + 0.2 * Math.random()));
    if (!reached && attempts > 1) ponder();
  }

  // Where no line was ever opened, it may be that only plain requests get through.
  async function ponder() {
    try {
      const reply = await fetch(page.dataset.socket, { cache: "no-store" });
      if (reply.status === UPGRADE_REQUIRED && !reached) {
        reason = BLOCKED;
        document.getElementById("lost-text").textContent = `${BLOCKED} It goes on trying.`;
        lost.hidden = false;
      }
    } catch {
      // The host is not reached at all: that is being said.
    }
  }

  function finish(reason) {
    finished = true;
    lost.hidden = true;
    page.classList.add("lost");
    document.getElementById("over-reason").textContent = reason;
    over.hidden = false;
    document.getElementById("over-again").focus();
    document.title = page.dataset.title;
  }

  function begin() {
    finished = false;
    over.hidden = true;
    attempts = 0;
    connect();
  }

  function now() {
    if (retry !== null && !finished) connect();
    else if (socket) ask();
  }

  // A line can die without a word, as when a lid is closed.
  function ask() {
    if (!socket || socket.readyState !== WebSocket.OPEN) return;
    send({ beat: Math.trunc(performance.now()) });
    const line = socket;
    clearTimeout(silence);
    silence = setTimeout(() => drop(line), PATIENCE);
  }

  function send(message) {
    if (!socket || socket.readyState !== WebSocket.OPEN) return;
    socket.send(message instanceof Uint8Array ? message : JSON.stringify(message));
  }

  const encoder = new TextEncoder();
  function type(text) {
    send(encoder.encode(text));
  }

  // ---- Copy and paste

  async function copy(text) {
    if (!text) return;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Without TLS a browser has no clipboard for scripts, but lets a person's act copy.
      const fill = (event) => {
        event.clipboardData.setData("text/plain", text);
        event.preventDefault();
        event.stopImmediatePropagation();
      };
      document.addEventListener("copy", fill, { capture: true, once: true });
      const done = document.execCommand("copy");
      document.removeEventListener("copy", fill, { capture: true });
      if (!done) {
        say("This browser did not allow copying.");
        return;
      }
    }
    say("Copied.");
  }

  function paste(event) {
    event.preventDefault();
    event.stopImmediatePropagation();
    const text = event.clipboardData ? event.clipboardData.getData("text/plain") : "";
    // eslint-disable-next-line no-control-regex
    const plain = text.replace(/\r\n?/g, "\n").replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, "");
    if (plain.length > LONGEST_PASTE) {
      say(`That is too long to paste: ${plain.length} characters, of ${LONGEST_PASTE} at most.`, 5000);
    } else if (plain) {
      terminal.paste(plain);
    }
  }

  function copied(data) {
    const encoded = data.slice(data.indexOf(";") + 1);
    if (encoded === "?") return true;
    try {
      const bytes = Uint8Array.from(atob(encoded), (one) => one.charCodeAt(0));
      copy(new TextDecoder().decode(bytes));
    } catch {
      // Nothing that can be copied.
    }
    return true;
  }

  function keys(event) {
    if (event.type !== "keydown") return true;
    const control = event.ctrlKey && !event.altKey && !event.metaKey;
    const key = event.key.toLowerCase();
    // The browser's own paste tells what is in its clipboard; a script may not ask.
    if (control && key === "v") return false;
    if (control && key === "c" && terminal.hasSelection()) {
      event.preventDefault();
      copy(terminal.getSelection());
      terminal.clearSelection();
      return false;
    }
    // Reload, full screen and the developers' tools stay the browser's.
    return !["F5", "F11", "F12"].includes(event.key);
  }

  // ---- Keys for fingers

  function bar() {
    const keybar = document.getElementById("keys");
    const named = [
      ["Esc", "\x1b"], ["Tab", "\t"], ["←", "\x1b[D"], ["↑", "\x1b[A"], ["↓", "\x1b[B"],
      ["→", "\x1b[C"], ["Enter", "\r"], ["F1", "\x1bOP"], ["F2", "\x1bOQ"],
    ];
    for (const [name, sequence] of named) {
      const button = document.createElement("button");
      button.textContent = name;
      // Kept from taking the focus, so that the keyboard stays as it is.
      button.addEventListener("pointerdown", (event) => event.preventDefault());
      button.addEventListener("click", () => type(sequence));
      keybar.append(button);
    }
    const button = document.createElement("button");
    button.textContent = "Keyboard";
    button.addEventListener("click", () => terminal.focus());
    keybar.append(button);
    keybar.hidden = false;
  }

  async function start() {
    await build();
    if (touch) bar();
    resize();
    terminal.onData(type);
    terminal.onBinary((text) => send(Uint8Array.from(text, (one) => one.charCodeAt(0))));
    terminal.onResize(({ cols, rows }) => send({ size: [cols, rows] }));
    terminal.attachCustomKeyEventHandler(keys);
    terminal.parser.registerOscHandler(52, copied);
    document.getElementById("terminal").addEventListener("mouseup", () => {
      if (terminal.hasSelection()) copy(terminal.getSelection());
    });
    document.addEventListener("paste", paste, { capture: true });
    document.getElementById("lost-now").addEventListener("click", () => now());
    document.getElementById("over-again").addEventListener("click", begin);
    const reader = document.getElementById("reader");
    reader.addEventListener("click", () => {
      const on = !terminal.options.screenReaderMode;
      terminal.options.screenReaderMode = on;
      store("reader", on ? "on" : "off");
      reader.textContent = `Turn ${on ? "off" : "on"} screen reader support`;
      terminal.focus();
    });
    addEventListener("resize", resizeSoon);
    if (window.visualViewport) window.visualViewport.addEventListener("resize", resizeSoon);
    addEventListener("online", now);
    document.addEventListener("visibilitychange", () => { if (!document.hidden) now(); });
    begin();
    welcome();
  }

  // Once, to who has just been given the seat.
  function welcome() {
    const { secret } = page.dataset;
    // Kept together on one line.
    const back = (page.dataset.back || "").replaceAll("-", "\u2011");
    if (location.hash) history.replaceState(null, "", location.pathname);
    if (!back || (!fresh && !secret)) return;
    say(secret
      ? `This browser keeps no cookies: only your return code ${back} brings you back here. Note it.`
      : `Your return code is ${back}: it brings you back from any browser, and stands on the start page.`,
    secret ? 20000 : 12000);
  }

  start().catch(() => {
    document.getElementById("lost-text").textContent =
      "The screen could not be drawn here; please reload, or use another browser.";
    lost.hidden = false;
  });
})();
