// What is typed, by keys or by an input method. In a text field the browser's own editing makes the
// text, and the host is sent what became of it; everywhere else keys are sent as they are pressed.
//
// The package's script would send what an input method changes as if it were typed after the rest:
// an autocorrection came as "tehthe", and a word gone back to came twice.

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
  // On a phone: somebody wants its keyboard. It covers half of what there is to read.
  #raised = false;
  #composing = false;
  // The text of the area as the host has it, and where the host's cursor stands in it, counted in
  // characters.
  #sent = "";
  #at = 0;
  #view = document.createElement("div");
  #words = "";
  // A touch that may have chosen a field: its row, and until when.
  #touched = null;

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
    // Ahead of the package's own, which hear nothing of it.
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
    // Sent away by the phone's own button.
    this.#area.addEventListener("blur", () => {
      this.#raised = false;
      this.#allow();
    });
    this.#allow();
  }

  // Another field is written in, or none (0).
  turnTo(field) {
    if (field === this.#field) return;
    this.#field = field;
    this.forget();
    if (!field && this.#raised) this.#raise(false);
    else this.#allow();
  }

  // The host's text is not what stands in the area any more: begin anew.
  forget() {
    if (this.#composing) return;
    if (this.#area.value) this.#area.value = "";
    this.#sent = "";
    this.#at = 0;
  }

  // A finger touched this row: where it is the field's, the keyboard comes.
  touch(row) {
    this.forget();
    this.#touched = { row, until: performance.now() + 1500 };
    this.follow();
  }

  // The screen has been painted: the cursor may stand elsewhere.
  follow() {
    this.#place();
    if (this.#touched === null) return;
    if (performance.now() > this.#touched.until) {
      this.#touched = null;
    } else if (this.#field && this.#terminal.buffer.active.cursorY === this.#touched.row) {
      this.#touched = null;
      this.#raise(true);
    }
  }

  // The keyboard is asked for, or sent away.
  keyboard() {
    this.#raise(!this.#raised);
  }

  // What was typed and has not arrived stands in the line, marked.
  wait(words) {
    this.#words = words;
    this.#show("");
  }

  // A keyboard of glass follows the focus, and comes only to what can be written in.
  #raise(up) {
    this.#area.blur();
    this.#raised = up;
    this.#allow();
    this.#terminal.focus();
  }

  // An input method works, and a phone's keyboard comes, only where text is typed.
  #allow() {
    const on = this.#touch ? this.#raised : Boolean(this.#field);
    this.#area.readOnly = !on;
    this.#area.inputMode = on ? "text" : "none";
  }

  #key(event) {
    if (event.type !== "keydown") return event.type !== "keypress";
    if (event.isComposing || event.keyCode === 229 || event.key === "Dead") {
      return this.#unfinished(event);
    }
    const control = event.ctrlKey && !event.altKey && !event.metaKey;
    const key = event.key.toLowerCase();
    // The browser's own paste tells what is in its clipboard; a script may not ask.
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
    // Within what was just typed the browser deletes, and an input method knows of it.
    if (key === "backspace" && !event.altKey && this.#field && this.#area.selectionEnd > 0) {
      return false;
    }
    // Reload, full screen and the developers' tools stay the browser's.
    if (["F5", "F11", "F12"].includes(event.key)) return false;
    if (EDITING.includes(event.key)) event.preventDefault();
    return true;
  }

  // A key that an input method has taken. Where no text is typed, it is the key at that place.
  #unfinished(event) {
    if (!this.#area.readOnly) return false;
    const letter = placed(event);
    event.preventDefault();
    if (letter) this.#line.type(letter);
    return false;
  }

  // Send what has become of the area's text since the host was last told.
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
      // There is nothing to be corrected: each is a key.
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

// Does this key print something?
function printed(event) {
  const third = event.getModifierState("AltGraph");
  return Array.from(event.key).length === 1 && !event.metaKey &&
    (third || !(event.ctrlKey || event.altKey));
}

// The letter or digit at a key's place, whatever alphabet it writes; "" where there is none.
function placed(event) {
  const found = /^(?:Key|Digit)(.)$/.exec(event.code);
  return found ? found[1].toLowerCase() : "";
}
