// Ranking by buttons and by dragging, in two lists: "Your ranking" and "Not ranked".
//
// The page works without it: a number is chosen beside each option. Those selects stay what is sent;
// this script only writes numbers in them, in order and without gaps. It keeps nothing on the device:
// whoever uses it next could look, and a ballot paper that was not sent is nobody's business.

const EDGE = 72; // pixels from the edge of the window where dragging scrolls
const STEP = 14; // pixels that it then scrolls a frame

document.querySelectorAll("[data-ranking]").forEach((fieldset) => enliven(fieldset));

function enliven(fieldset) {
  const words = JSON.parse(fieldset.dataset.words);
  const places = JSON.parse(fieldset.dataset.places);
  const find = (name) => fieldset.querySelector(`[data-${name}]`);
  const [ranked, unranked, said] = [find("ranked"), find("unranked"), find("said")];
  const choices = [...unranked.children].filter((choice) => choice.dataset.name);
  const struck = [...unranked.children].filter((choice) => !choice.dataset.name);

  choices.forEach((choice) => {
    const row = choice.querySelector(".moot-choice__row");
    row.after(buttonsFor());
    row.prepend(handle(choice), badge());
  });
  read();
  fieldset.classList.add("moot-lively");
  find("chosen").hidden = find("rest").hidden = false;
  window.addEventListener("pageshow", read); // a browser that goes back fills in the selects late
  fieldset.addEventListener("click", pressed);

  // Order both lists as the selects say.
  function read() {
    const number = (choice) => Number(select(choice).value);
    const chosen = choices.filter(number).sort((one, other) => number(one) - number(other));
    ranked.append(...chosen.slice(0, places.length));
    unranked.append(...choices.filter((choice) => !ranked.contains(choice)), ...struck);
    write();
  }

  // Write the order of the list in the selects, and say on each button what it would do now.
  function write() {
    const order = [...ranked.children];
    const isFull = order.length >= places.length;
    choices.forEach((choice) => {
      const at = order.indexOf(choice);
      const fill = (sentence, place) => filled(sentence, { name: choice.dataset.name, place });
      select(choice).value = at < 0 ? "" : String(at + 1);
      choice.querySelector(".moot-choice__place").textContent = at < 0 ? "" : places[at];
      choice.classList.toggle("moot-choice--ranked", at >= 0);
      name(choice, "add", isFull ? words.addNone : fill(words.addAs, places[order.length]), isFull);
      name(choice, "up", at < 1 ? fill(words.isFirst) : fill(words.upwards, places[at - 1]), at < 1);
      const isLast = at < 0 || at === order.length - 1;
      name(choice, "down", isLast ? fill(words.isLast) : fill(words.downwards, places[at + 1]), isLast);
      name(choice, "remove", fill(words.removed), false);
    });
    find("none").hidden = order.length > 0;
    find("rest").hidden = order.length === choices.length && struck.length === 0;
  }

  function name(choice, act, sentence, isOff) {
    const button = choice.querySelector(`[data-act=${act}]`);
    button.setAttribute("aria-label", sentence);
    // Not `disabled`: who has just moved something to the top must not lose their place.
    button.setAttribute("aria-disabled", String(isOff));
  }

  function pressed(event) {
    const button = event.target.closest("[data-act]");
    if (!button) return;
    const choice = button.closest("li");
    if (button.getAttribute("aria-disabled") === "true") {
      tell(button.dataset.act === "add" ? words.saidFull : button.getAttribute("aria-label"));
      return;
    }
    const next = neighbour(choice);
    if (button.dataset.act === "add") place(choice, ranked.children.length);
    if (button.dataset.act === "up") place(choice, indexOf(choice) - 1);
    if (button.dataset.act === "down") place(choice, indexOf(choice) + 1);
    if (button.dataset.act === "remove") remove(choice);
    const moves = ["up", "down"].includes(button.dataset.act);
    focusOn(moves ? button : next?.querySelector(`[data-act=${button.dataset.act}]`), choice);
  }

  // After adding or removing, go on with the one that takes its place in the list.
  function neighbour(choice) {
    const followers = (list) => list.filter((each) => each && each.dataset.name)[0];
    return followers([choice.nextElementSibling, choice.previousElementSibling]);
  }

  function focusOn(button, choice) {
    const fallback = choice.querySelector(ranked.contains(choice) ? "[data-act=up]" : "[data-act=add]");
    (button ?? fallback).focus({ preventScroll: true });
    document.activeElement.scrollIntoView({ block: "nearest" });
  }

  function place(choice, at) {
    const others = [...ranked.children].filter((each) => each !== choice);
    if (!ranked.contains(choice) && others.length >= places.length) {
      tell(words.saidFull);
      return;
    }
    ranked.insertBefore(choice, others[at] ?? null);
    write();
    const told = { name: choice.dataset.name, place: places[indexOf(choice)] };
    tell(filled(words.saidPlace, { ...told, number: ranked.children.length }));
  }

  // Back to where it stood on the paper, so that the rest keeps its order.
  function remove(choice) {
    const after = choices.slice(choices.indexOf(choice) + 1).find((each) => unranked.contains(each));
    unranked.insertBefore(choice, after ?? struck[0] ?? null);
    write();
    tell(filled(words.saidRemoved, { name: choice.dataset.name, number: ranked.children.length }));
  }

  function tell(sentence) {
    said.textContent = "";
    window.setTimeout(() => (said.textContent = sentence), 50); // said again even if it is the same
  }

  function indexOf(choice) {
    return [...ranked.children].indexOf(choice);
  }

  function buttonsFor() {
    const group = document.createElement("div");
    group.className = "moot-choice__acts";
    for (const [act, sign] of [["add", "+"], ["up", "↑"], ["down", "↓"], ["remove", "×"]]) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = `moot-choice__act moot-choice__act--${act}`;
      button.dataset.act = act;
      const mark = document.createElement("span");
      mark.className = "moot-choice__sign";
      mark.textContent = sign;
      const word = document.createElement("span");
      word.className = "moot-choice__word";
      word.textContent = words[act];
      button.append(mark, word);
      group.append(button);
    }
    return group;
  }

  function badge() {
    const place = document.createElement("span");
    place.className = "moot-choice__place";
    return place;
  }

  // Only the handle drags: elsewhere a finger scrolls the page. What it does the buttons do as well.
  function handle(choice) {
    const grip = document.createElement("span");
    grip.className = "moot-choice__handle";
    grip.title = filled(words.drag, { name: choice.dataset.name });
    grip.setAttribute("aria-hidden", "true");
    grip.addEventListener("pointerdown", (event) => drag(event, choice));
    return grip;
  }

  function drag(start, choice) {
    if (start.button !== 0) return;
    start.preventDefault();
    const line = document.createElement("li");
    line.className = "moot-ranking__line";
    line.setAttribute("aria-hidden", "true");
    const began = start.clientY + window.scrollY;
    let y = start.clientY;
    let goes = null; // where it would be put: a place in the ranking, or -1 for not ranked
    let frame = window.requestAnimationFrame(follow);
    choice.classList.add("moot-choice--lifted");
    document.addEventListener("pointermove", moved);
    document.addEventListener("pointerup", drop);
    document.addEventListener("pointercancel", end);
    document.addEventListener("keydown", escaped);

    function moved(event) {
      y = event.clientY;
      event.preventDefault();
    }

    function follow() {
      if (y < EDGE) window.scrollBy(0, -STEP);
      if (y > window.innerHeight - EDGE) window.scrollBy(0, STEP);
      choice.style.transform = `translateY(${y + window.scrollY - began}px)`;
      show(over());
      frame = window.requestAnimationFrame(follow);
    }

    // Where the pointer is: above which of those ranked, or among the rest.
    function over() {
      const middle = (each) => each.getBoundingClientRect().top + each.offsetHeight / 2;
      const others = [...ranked.children].filter((each) => each !== choice && each !== line);
      const isAmongTheRest = y > find("rest").getBoundingClientRect().top && !find("rest").hidden;
      if (isAmongTheRest) return -1;
      const above = others.findIndex((each) => y < middle(each));
      return above < 0 ? others.length : above;
    }

    function show(at) {
      if (at === goes) return;
      goes = at;
      line.remove();
      const others = [...ranked.children].filter((each) => each !== choice);
      if (at >= 0) ranked.insertBefore(line, others[at] ?? null);
    }

    function drop() {
      const target = goes;
      end();
      if (target === null) return;
      if (target >= 0 && target !== indexOf(choice)) place(choice, target);
      if (target < 0 && ranked.contains(choice)) remove(choice);
    }

    function escaped(event) {
      if (event.key === "Escape") end();
    }

    function end() {
      window.cancelAnimationFrame(frame);
      line.remove();
      choice.style.transform = "";
      choice.classList.remove("moot-choice--lifted");
      document.removeEventListener("pointermove", moved);
      document.removeEventListener("pointerup", drop);
      document.removeEventListener("pointercancel", end);
      document.removeEventListener("keydown", escaped);
    }
  }
}

function select(choice) {
  return choice.querySelector("select");
}

function filled(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (_whole, name) => values[name] ?? "");
}
