// "What happened to my vote": traces a ranking through a finished count in the voter's own browser.
// Nothing is sent anywhere. The same sums as governance/reckoning/counting/tracing.py, in whole
// numbers and exact fractions; the sentences come with the page.

const SURPLUS = "surplus";
const EXCLUDE = "exclude";

document.querySelectorAll("[data-trace]").forEach(offer);

// Put the selects into the page, and answer the button.
function offer(section) {
  const told = JSON.parse(section.dataset.traceCount);
  const offered = section.querySelector("template").content.cloneNode(true);
  section.append(offered);
  const selects = [...section.querySelectorAll("select")];
  const path = section.querySelector("[data-trace-path]");
  section.querySelector("button").addEventListener("click", () => {
    const [ranking, fault] = ranked(selects, told.words);
    const lines = fault ? [fault] : sentences(told, ranking);
    path.replaceChildren(...lines.map(asItem));
  });
}

// The candidates in order of the numbers that were chosen; or what is wrong with these, in words.
function ranked(selects, words) {
  const chosen = selects
    .map((select, at) => ({ place: Number(select.value), candidate: at + 1 }))
    .filter(({ place }) => place > 0)
    .sort((one, other) => one.place - other.place);
  if (!chosen.length) return [[], words.none];
  const twice = chosen.find(({ place }, at) => at > 0 && chosen[at - 1].place === place);
  if (twice) return [[], filled(words.twice, { place: twice.place })];
  const gap = chosen.findIndex(({ place }, at) => place !== at + 1);
  if (gap >= 0) return [[], filled(words.gap, { place: gap + 1 })];
  return [chosen.map(({ candidate }) => candidate), ""];
}

function asItem(words) {
  const item = document.createElement("li");
  item.textContent = words;
  return item;
}

function sentences({ count, names, words }, ranking) {
  const stops = travels(count, ranking);
  return stops.length ? stops.map((stop) => said(stop, count, names, words)) : [words.blank];
}

// Where a paper lay after each stage: {stage, candidate, value, parts, hasMoved}.
function travels(count, ranking) {
  const preferences = ranking.filter((each) => !count.withdrawn.includes(each));
  if (!preferences.length || !count.stages.length) return [];
  if (count.stages[0].keep.length) return stopsByKeep(count, preferences);
  const paper = new Paper(count, preferences);
  return count.stages.map((_stage, index) => paper.stop(index));
}

class Paper {
  constructor(count, preferences) {
    this.count = count;
    this.preferences = preferences;
    this.place = 0;
    this.value = fraction(count.unit);
    this.received = 0;
    this.batches = 0;
    this.leftWith = new Map();
    this.lost = fraction(0);
  }

  get holder() {
    return this.place < this.preferences.length ? this.preferences[this.place] : null;
  }

  stop(index) {
    const [place, value] = [this.place, this.value];
    const stage = this.count.stages[index];
    if (stage.batches.length) this.goByBatches(stage, index);
    else if (stage.candidates.includes(this.holder) && stage.quota === null) this.goAtOnce(stage, index);
    const worth = over(this.value, fraction(this.count.unit));
    const parts = [...this.leftWith].map(([candidate, votes]) => ({ candidate, votes }));
    if (this.holder !== null) add(parts, this.holder, worth);
    if (this.lost.top) add(parts, null, this.lost);
    const hasMoved = index === 0 || place !== this.place || !same(value, this.value);
    return { stage: index + 1, candidate: this.holder, value: worth, parts, hasMoved };
  }

  goAtOnce(stage, index) {
    const [candidate] = stage.candidates;
    let [value, going] = [this.value, this.value];
    if (stage.step === SURPLUS) {
      const total = this.count.stages[index - 1].votes[candidate - 1];
      const surplus = total - (this.count.quota ?? 0);
      going = times(this.value, fraction(surplus, total));
      value = fraction(floor(going));
    }
    this.move(value, going, this.open(index, stage.candidates));
  }

  goByBatches(stage, index) {
    const gone = [...stage.candidates];
    stage.batches.forEach((batch) => {
      this.batches += 1;
      if (stage.candidates.includes(this.holder)) {
        const open = this.open(index, gone);
        if (stage.step === SURPLUS) this.goWithSurplus(stage, index, batch, open);
        else if (same(this.value, fraction(batch.value))) this.move(this.value, this.value, open);
      }
      gone.push(...batch.elected);
    });
  }

  goWithSurplus(stage, index, batch, open) {
    const [candidate] = stage.candidates;
    const total = this.count.stages[index - 1].votes[candidate - 1];
    const surplus = total - stage.votes[candidate - 1];
    const transferable = batch.papers * (batch.present ?? 0);
    if (this.received === batch.received && this.next(open) !== -1) {
      const going = fraction(Math.min(surplus, transferable), batch.papers);
      this.move(fraction(batch.value), going, open);
    } else if (surplus > transferable) {
      const stays = fraction(total - surplus, total - transferable);
      const goes = over(times(this.value, minus(fraction(1), stays)), fraction(this.count.unit));
      this.lost = plus(this.lost, goes);
      this.value = times(this.value, stays);
    }
  }

  move(value, going, open) {
    const unit = fraction(this.count.unit);
    this.leave(minus(this.value, going));
    const place = this.next(open);
    this.received = this.batches;
    if (place === -1) {
      this.place = this.preferences.length;
      this.value = fraction(0);
      this.lost = plus(this.lost, over(going, unit));
      return;
    }
    this.place = place;
    this.value = value;
    this.lost = plus(this.lost, over(minus(going, value), unit));
  }

  leave(votes) {
    if (this.holder === null || !votes.top) return;
    const before = this.leftWith.get(this.holder) ?? fraction(0);
    this.leftWith.set(this.holder, plus(before, over(votes, fraction(this.count.unit))));
  }

  next(open) {
    return this.preferences.findIndex((each, at) => at > this.place && open.has(each));
  }

  open(index, gone) {
    const open = new Set(this.preferences);
    this.count.withdrawn.forEach((each) => open.delete(each));
    this.count.elected.forEach(({ candidate, stage }) => stage <= index && open.delete(candidate));
    this.count.stages.slice(0, index).forEach((stage) => {
      if (stage.step === EXCLUDE) stage.candidates.forEach((each) => open.delete(each));
    });
    gone.forEach((each) => open.delete(each));
    return open;
  }
}

// Where every candidate keeps a part of each vote: Meek's method.
function stopsByKeep(count, preferences) {
  const unit = BigInt(count.unit);
  let before = "";
  return count.stages.map((stage, index) => {
    let left = unit;
    let candidate = null;
    const parts = [];
    for (const each of preferences) {
      const part = (left * BigInt(stage.keep[each - 1]) + unit - 1n) / unit;
      left -= part;
      if (part) parts.push({ candidate: each, votes: fraction(part, unit) });
      if (!left) {
        candidate = each;
        break;
      }
    }
    const value = candidate ? parts[parts.length - 1].votes : fraction(0);
    if (left) parts.push({ candidate: null, votes: fraction(left, unit) });
    const now = parts.map((part) => `${part.candidate}:${part.votes.top}/${part.votes.bottom}`).join();
    const hasMoved = now !== before;
    before = now;
    return { stage: index + 1, candidate, value, parts, hasMoved };
  });
}

function said(stop, count, names, words) {
  const called = (candidate) => (candidate ? names[candidate - 1] : "");
  const rest = stop.parts
    .filter(({ candidate }) => candidate !== stop.candidate && candidate !== null)
    .map(({ candidate, votes }) => filled(words.with, { votes: figure(votes, count), name: called(candidate) }));
  const lost = stop.parts.find(({ candidate }) => candidate === null);
  return filled(words[kind(stop, rest.length > 0)], {
    stage: stop.stage,
    name: called(stop.candidate),
    value: figure(stop.value, count),
    lost: figure(lost ? lost.votes : fraction(0), count),
    rest: rest.join(", "),
  });
}

function kind(stop, hasRest) {
  if (stop.candidate === null) return hasRest ? "lost_but_rest" : "lost";
  if (stop.stage === 1) return "first";
  if (!stop.hasMoved) return "stays";
  if (hasRest) return "moved_but_rest";
  return same(stop.value, fraction(1)) ? "moved_whole" : "moved";
}

// A sentence's places are %(name)s; "%%" is a per cent sign.
function filled(template, values) {
  return template.replace(/%\((\w+)\)s/g, (_all, name) => values[name]).replaceAll("%%", "%");
}

function figure(votes, { unit }) {
  const units = floor(times(votes, fraction(unit)));
  const [whole, part] = [units / BigInt(unit), units % BigInt(unit)];
  const decimals = String(part).padStart(String(unit).length - 1, "0").replace(/0+$/, "");
  return decimals && part ? `${whole}.${decimals}` : String(whole);
}

function add(parts, candidate, votes) {
  const there = parts.find((part) => part.candidate === candidate);
  if (there) there.votes = plus(there.votes, votes);
  else parts.push({ candidate, votes });
}

// Exact fractions of whole numbers of any size, in lowest terms.
function fraction(top, bottom = 1) {
  const [one, other] = [BigInt(top), BigInt(bottom)];
  const shared = common(one < 0n ? -one : one, other) || 1n;
  return { top: one / shared, bottom: other / shared };
}

function common(one, other) {
  while (other) [one, other] = [other, one % other];
  return one;
}

function plus(one, other) {
  return fraction(one.top * other.bottom + other.top * one.bottom, one.bottom * other.bottom);
}

function minus(one, other) {
  return plus(one, { top: -other.top, bottom: other.bottom });
}

function times(one, other) {
  return fraction(one.top * other.top, one.bottom * other.bottom);
}

function over(one, other) {
  return fraction(one.top * other.bottom, one.bottom * other.top);
}

function same(one, other) {
  return one.top === other.top && one.bottom === other.bottom;
}

function floor({ top, bottom }) {
  return top / bottom;
}
