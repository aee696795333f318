// How a judge speaks: all problems at once, never only the first.

import assert from 'node:assert/strict';

const SHOWN = 40;

/** Fails with the list of problems, unless it is empty. */
export function none(problems) {
  if (problems.length === 0) return;
  const more = problems.length > SHOWN ? [`… and ${problems.length - SHOWN} more`] : [];
  assert.fail([`${problems.length} problem(s):`, ...problems.slice(0, SHOWN), ...more].join('\n  '));
}

/** Fails where a judge would have nothing to look at: a test that looks at nothing cannot fail. */
export function some(things, what) {
  assert.ok(things.length > 0, `the site has no ${what} to judge`);
  return things;
}
