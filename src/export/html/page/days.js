/* Days as numbers (0 is 1970-01-01) and as words. No clock, no time zones. */
const days = (() => {
  const DAY = 86400000;
  const date = (day) => new Date(day * DAY);
  const number = (year, month, day) => {
    const made = new Date(0);
    made.setUTCFullYear(year, month - 1, day); // unlike Date.UTC, takes the year 99 for what it is
    return Math.round(made.getTime() / DAY);
  };
  const parts = (day) => {
    const d = date(day);
    return [d.getUTCFullYear(), d.getUTCMonth() + 1, d.getUTCDate()];
  };
  const pad = (n, width = 2) => String(n).padStart(width, "0");
  const iso = (day) => {
    const [y, m, d] = parts(day);
    return `${y < 0 ? "-" : ""}${pad(Math.abs(y), 4)}-${pad(m)}-${pad(d)}`;
  };
  const parse = (text) => {
    const found = /^(-?\d{4,6})-(\d\d)-(\d\d)$/.exec(text ?? "");
    return found ? number(+found[1], +found[2], +found[3]) : null;
  };

  /* A range as coarse as its length: 2025-04-17/21, 2025-04/07, 2019/2025. */
  const interval = (first, last) => {
    if (first === last) return iso(first);
    const a = iso(first), b = iso(last);
    const [ya, ma, da] = parts(first), [yb, mb] = parts(last);
    const wholeMonths = da === 1 && parts(last + 1)[2] === 1;
    const wholeYears = wholeMonths && ma === 1 && mb === 12;
    const months = (yb - ya) * 12 + mb - ma;
    const year = (text) => text.slice(0, -6), month = (text) => text.slice(0, -3);
    if (wholeYears && ya === yb) return year(a);
    if (wholeMonths && months === 0) return month(a);
    if (wholeYears || months > 24) return `${year(a)}/${year(b)}`;
    if (wholeMonths || months > 1) return `${month(a)}/${ya === yb ? b.slice(-5, -3) : month(b)}`;
    if (ya !== yb) return `${a}/${b}`;
    return `${a}/${months > 0 ? b.slice(-5) : b.slice(-2)}`;
  };

  /* For headings: 2019 to 2025, 2025-01 to 2025-12, 2025-07-01 to 2025-07-04. */
  const range = (first, last) => {
    const [ya, ma] = parts(first), [yb, mb] = parts(last), months = (yb - ya) * 12 + mb - ma;
    const cut = months > 24 ? -6 : months > 0 ? -3 : undefined;
    const [a, b] = [iso(first).slice(0, cut), iso(last).slice(0, cut)];
    return a === b ? a : `${a} to ${b}`;
  };

  /* "2025-05-21", "~2025-04/07" or "undated", for one or several events. */
  const when = (events) => {
    const dated = events.filter((e) => e.day !== null);
    if (!dated.length) return "undated";
    const first = Math.min(...dated.map((e) => e.day)), last = Math.max(...dated.map((e) => e.end));
    return (dated.some((e) => e.day !== e.end) ? "~" : "") + interval(first, last);
  };

  /* Steps of the time bar: the first day of each, and how it is named. */
  const step = {
    day: { from: (d) => d, next: (d) => d + 1, name: iso },
    week: { from: (d) => d - ((((d + 3) % 7) + 7) % 7), next: (d) => d + 7, name: (d) => `week of ${iso(d)}` },
    month: {
      from: (d) => number(...parts(d).slice(0, 2), 1),
      next: (d) => { const [y, m] = parts(d); return number(y, m + 1, 1); },
      name: (d) => iso(d).slice(0, -3),
    },
    quarter: {
      from: (d) => { const [y, m] = parts(d); return number(y, m - ((m - 1) % 3), 1); },
      next: (d) => { const [y, m] = parts(d); return number(y, m + 3, 1); },
      name: (d) => { const [y, m] = parts(d); return `${y} Q${(m + 2) / 3}`; },
    },
    year: {
      from: (d) => number(parts(d)[0], 1, 1),
      next: (d) => number(parts(d)[0] + 1, 1, 1),
      name: (d) => String(parts(d)[0]),
    },
    decade: {
      from: (d) => number(Math.floor(parts(d)[0] / 10) * 10, 1, 1),
      next: (d) => number(Math.floor(parts(d)[0] / 10) * 10 + 10, 1, 1),
      name: (d) => `${Math.floor(parts(d)[0] / 10) * 10}s`,
    },
  };
  const LENGTH = { day: 1, week: 7, month: 30, quarter: 91, year: 365, decade: 3652 };

  /* The finest step that needs at most `most` bars. */
  const fitting = (first, last, most) =>
    Object.keys(step).find((unit) => (last - first) / LENGTH[unit] < most) ?? "decade";

  return { iso, parse, interval, range, when, step, fitting, parts };
})();

