// Typing, by keys or with an input method. In a text field the browser's own editing makes the
// text, and the host is sent the result; everywhere else keys are sent as they are pressed.
//
// The package's script would send an input method's changes as if they were typed after the rest:
// an autocorrection arrived as "tehthe", and a word that was edited again arrived twice.

const LEFT = "\x1b[D";
const RIGHT = "\x1b[C";
const BACK = "\x7f";
const EDITING = ["Enter", "Backspace", "Delete", "Home", "End", "PageUp", "PageDown",
  "ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"];

class Typing {
  #terminal;
  #area;
  #screen;
  #line;
  #clipboard;
  #touch;
  #field = 0;
  // On a phone: its keyboard was asked for. It covers half of the screen.
  #raised = false;
  #composing = false;
  // The text of the area as the host has it, and the position of the host's cursor in it, counted
  // in characters.
  #sent = "";
  #at = 0;
  #view = document.createElement("div");
  #words = "";
  // Only digits are typed here, so a phone's keyboard shows those alone.
  #digits = false;
  // Where the screen's text fields are: [row, column, rows, columns, only digits] of each.
  #fields = [];

  constructor(terminal, element, { line, clipboard, touch }) {
    this.#terminal = terminal;
    this.#area = terminal.textarea;
    this.#screen = terminal.element.querySelector(".xterm-screen");
    this.#line = line;
    this.#clipboard = clipboard;
    this.#touch = touch;
    this.#view.id = "composing";
    this.#view.hidden = true;
    this.#screen.append(this.#view);
    this.#area.setAttribute("enterkeyhint", "send");
    terminal.attachCustomKeyEventHandler((event) => this.#key(event));
    terminal.onData((text) => {
      this.forget();
      line.type(text, !text.startsWith("\x1b[<"));
    });
    terminal.onBinary((text) => line.type(Uint8Array.from(text, (one) => one.charCodeAt(0)), false));
    // Runs before the package's own listeners, which never see the event.
    const ahead = (name, heard) => element.addEventListener(name, (event) => {
      if (event.target !== this.#area) return;
      event.stopPropagation();
      heard(event);
    }, { capture: true });
    ahead("compositionstart", () => { this.#composing = true; });
    ahead("compositionupdate", (event) => this.#show(event.data || ""));
    ahead("compositionend", () => {
      this.#composing = false;
      this.#show("");
      this.#send();
    });
    ahead("input", () => {
      if (!this.#composing || !this.#field) this.#send();
    });
    // The keyboard was closed with the phone's own button.
    this.#area.addEventListener("blur", () => {
      this.#raised = false;
      this.#allow();
    });
    this.#allow();
  }

  // The focus has moved to another field, or to none (0).
  turnTo(field, digits) {
    if (field === this.#field) return;
    this.#field = field;
    this.#digits = digits;
    this.forget();
    if (!field && this.#raised) this.#raise(false);
    else this.#allow();
  }

  // The host's text no longer matches the area: start again.
  forget() {
    if (this.#composing) return;
    if (this.#area.value) this.#area.value = "";
    this.#sent = "";
    this.#at = 0;
  }

  // The text fields are in these places now.
  offer(fields) {
    this.#fields = fields;
  }

  // A finger touched this cell: on a field, the keyboard opens. At once and not when the host has
  // answered, since a browser opens it only in answer to a touch.
  touch(row, column) {
    this.forget();
    const within = ([top, left, rows, columns]) =>
      row >= top && row < top + rows && column >= left && column < left + columns;
    const field = this.#fields.find(within);
    if (!field) return;
    this.#digits = field[4];
    this.#raise(true);
  }

  // The screen was painted, so the cursor may have moved.
  follow() {
    this.#place();
  }

  // Open or close the keyboard.
  keyboard() {
    this.#raise(!this.#raised);
  }

  // Show in the field, marked, what was typed and has not arrived.
  wait(words) {
    this.#words = words;
    this.#show("");
  }

  // An on-screen keyboard follows the focus, and opens only for something editable.
  #raise(up) {
    this.#area.blur();
    this.#raised = up;
    this.#allow();
    this.#terminal.focus();
  }

  // An input method works, and a phone's keyboard opens, only where text is typed.
  #allow() {
    const on = this.#touch ? this.#raised : Boolean(this.#field);
    this.#area.readOnly = !on;
    this.#area.inputMode = !on ? "none" : this.#digits ? "numeric" : "text";
  }

  #key(event) {
    if (event.type !== "keydown") return event.type !== "keypress";
    if (event.isComposing || event.keyCode === 229 || event.key === "Dead") {
      return this.#unfinished(event);
    }
    const control = event.ctrlKey && !event.altKey && !event.metaKey;
    const key = event.key.toLowerCase();
    // The browser's own paste event gives the clipboard's text; a script may not read it.
    if (control && key === "v") return false;
    if (control && key === "c" && this.#terminal.hasSelection()) {
      event.preventDefault();
      this.#clipboard.copy(this.#terminal.getSelection());
      this.#terminal.clearSelection();
      return false;
    }
    if (printed(event)) {
      if (!this.#area.readOnly) return false;
      event.preventDefault();
      this.#line.type(event.key <= "\x7e" ? event.key : placed(event) || event.key);
      return false;
    }
    // Within what was just typed the browser deletes, so that an input method knows of it.
    if (key === "backspace" && !event.altKey && this.#field && this.#area.selectionEnd > 0) {
      return false;
    }
    // Leave reload, full screen and the developer tools to the browser.
    if (["F5", "F11", "F12"].includes(event.key)) return false;
    if (EDITING.includes(event.key)) event.preventDefault();
    return true;
  }

  // A key that an input method has taken. Where no text is typed, use the key at that position.
  #unfinished(event) {
    if (!this.#area.readOnly) return false;
    const letter = placed(event);
    event.preventDefault();
    if (letter) this.#line.type(letter);
    return false;
  }

  // Send what has changed in the area's text since the host was last told.
  #send() {
    const before = Array.from(this.#sent);
    const after = Array.from(this.#area.value);
    const least = Math.min(before.length, after.length);
    let head = 0;
    while (head < least && before[head] === after[head]) head += 1;
    let tail = 0;
    while (tail < least - head && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
    const end = before.length - tail;
    const added = after.slice(head, after.length - tail).join("").replace(/\n/g, "\r");
    if (end === head && !added) return;
    this.#sent = this.#area.value;
    if (!this.#field) {
      // There is no text to correct: each character is a key.
      if (added) this.#line.type(added);
      if (!this.#composing) this.forget();
      return;
    }
    const moves = end > this.#at ? RIGHT.repeat(end - this.#at) : LEFT.repeat(this.#at - end);
    this.#at = head + Array.from(added).length;
    this.#line.type(moves + BACK.repeat(end - head) + added);
    if (added.includes("\r")) this.forget();
  }

  #show(text) {
    const waiting = !text && this.#words;
    this.#view.textContent = text || this.#words;
    this.#view.classList.toggle("waiting", Boolean(waiting));
    this.#view.hidden = !this.#view.textContent;
    this.#place();
  }

  #place() {
    if (this.#view.hidden) return;
    const screen = this.#screen;
    const { cursorX, cursorY } = this.#terminal.buffer.active;
    const cell = screen.clientHeight / this.#terminal.rows;
    const style = this.#view.style;
    style.font = `${this.#terminal.options.fontSize}px ${this.#terminal.options.fontFamily}`;
    style.lineHeight = style.minHeight = `${cell}px`;
    style.top = `${cursorY * cell}px`;
    const left = cursorX * screen.clientWidth / this.#terminal.cols;
    style.left = `${Math.max(0, Math.min(left, screen.clientWidth - this.#view.offsetWidth))}px`;
  }
}

// Does this key produce a character?
function printed(event) {
  const third = event.getModifierState("AltGraph");
  return Array.from(event.key).length === 1 && !event.metaKey &&
    (third || !(event.ctrlKey || event.altKey));
}

// The letter or digit at a key's position, whatever alphabet is active; "" if there is none.
function placed(event) {
  const found = /^(?:Key|Digit)(.)$/.exec(event.code);
  return found ? found[1].toLowerCase() : "";
}
