// Touch: a tap selects, a swipe scrolls what is under it, and a bar has the keys that phones lack.

const FAR = 10;
const LONG = 800;
// Lines that a screen scrolls for each step of the wheel.
const LINES = 2;
const KEYS = [
  ["Esc", "\x1b", "Escape"], ["←", "\x1b[D", "Left"], ["↑", "\x1b[A", "Up"], ["↓", "\x1b[B", "Down"],
  ["→", "\x1b[C", "Right"], ["Enter", "\r", "Enter"], ["Tab", "\t", "Tab"],
  ["Menu", "\x10", "Everything that can be done here"],
];

class Fingers {
  #terminal;
  #line;
  #typing;
  #touch = null;

  constructor(terminal, element, { line, typing }) {
    this.#terminal = terminal;
    this.#line = line;
    this.#typing = typing;
    const on = (name, heard) => element.addEventListener(name, (event) => {
      // Keeps the browser from making mouse events of it and from moving the focus.
      event.preventDefault();
      event.stopPropagation();
      heard(event);
    }, { capture: true, passive: false });
    on("touchstart", (event) => this.#begin(event));
    on("touchmove", (event) => this.#move(event));
    on("touchend", () => this.#end());
    on("touchcancel", () => { this.#touch = null; });
  }

  // Put the buttons into `place`.
  bar(place) {
    for (const [name, keys, title] of KEYS) {
      this.#button(place, name, title, () => {
        this.#typing.forget();
        this.#line.type(keys);
      });
    }
    this.#button(place, "⌨", "Keyboard", () => this.#typing.keyboard());
    place.hidden = false;
  }

  #button(place, name, title, pressed) {
    const button = document.createElement("button");
    button.textContent = name;
    button.setAttribute("aria-label", title);
    // Must not take the focus, so that the keyboard stays as it is.
    button.addEventListener("pointerdown", (event) => event.preventDefault());
    button.addEventListener("mousedown", (event) => event.preventDefault());
    button.addEventListener("click", pressed);
    place.append(button);
  }

  #begin(event) {
    if (event.touches.length > 1) {
      this.#touch = null;
      return;
    }
    const { clientX: x, clientY: y } = event.touches[0];
    this.#touch = { x, y, at: y, moved: false, time: performance.now() };
  }

  #move(event) {
    const touch = this.#touch;
    if (!touch) return;
    const { clientX: x, clientY: y } = event.touches[0];
    touch.moved ||= Math.hypot(x - touch.x, y - touch.y) > FAR;
    if (!touch.moved) return;
    const { column, row, height } = this.#cell(touch.x, touch.y);
    const step = LINES * height;
    while (Math.abs(y - touch.at) >= step) {
      const down = y < touch.at;
      touch.at += down ? -step : step;
      this.#line.type(`\x1b[<${down ? 65 : 64};${column};${row}M`, false);
    }
  }

  #end() {
    const touch = this.#touch;
    this.#touch = null;
    if (!touch || touch.moved || performance.now() - touch.time > LONG) return;
    const { column, row } = this.#cell(touch.x, touch.y);
    this.#line.type(`\x1b[<0;${column};${row}M\x1b[<0;${column};${row}m`, false);
    this.#typing.touch(row - 1, column - 1);
  }

  #cell(x, y) {
    const screen = this.#terminal.element.querySelector(".xterm-screen").getBoundingClientRect();
    const width = screen.width / this.#terminal.cols;
    const height = screen.height / this.#terminal.rows;
    const within = (value, most) => Math.max(1, Math.min(most, Math.floor(value) + 1));
    return {
      column: within((x - screen.left) / width, this.#terminal.cols),
      row: within((y - screen.top) / height, this.#terminal.rows),
      height,
    };
  }
}
