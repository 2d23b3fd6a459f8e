// What is told of each event of a projection where that is asked for: which rows took it, or what it did to them, and
// why none took it.
'use strict';
(function telling({ states, rows, keeping }) {
  const { text, plainText } = states
  const { gone } = rows

  // What is asked for, and of rows the keys of those that are; null for all. Of rows, digests may be asked for alone.
  const asked = { keys: false, rows: false, digests: false }
  let only = null

  // The answer to one frame has about so many characters of states; the frame's other events are folded later.
  const mostTold = 1 << 20

  // Why an event was not taken, by the numbers that Rewind knows them by.
  const reasons = { unhandled: 0, noKey: 1, otherRow: 2, filtered: 3 }

  // What is told of the frame: [number of the event, its keys]; steps, in lists of the numbers of their events, of rows,
  // null for the shared state, and of states and results, which are null where a row has none; and numbers of events,
  // each with that of a reason behind it.
  let took = []
  const steps = { indexes: [], rows: [], states: [], results: [] }
  let passed = []
  let size = 0
  // The shared state as it was told last.
  let sharedText = null

  function begin({ tells, only: keys }) {
    asked.keys = tells === 'keys'
    asked.digests = tells === 'digests'
    asked.rows = tells === 'rows' || asked.digests
    only = keys === undefined ? null : new Set(keys)
    keeping.begin(asked.digests)
    forget()
  }

  /** - number: that of the frame. */
  function beginFrame(shared, number) {
    took = []
    for (const list of listsOfSteps) list.length = 0
    passed = []
    size = 0
    sharedText = shared?.text ?? null
    keeping.beginFrame(number)
  }

  /** Tells which rows took an event. */
  function take(index, keys) {
    took.push([index, keys])
  }

  /** Tells that an event was not taken, and why. */
  function pass(index, reason) {
    if (asked.digests) return
    passed.push(index, reason)
  }

  /** Tells what an event made of a row; false where the row is not asked for. */
  function step(index, row) {
    if (asked.digests) {
      keeping.step(index, row)
      return true
    }
    if (only !== null && !only.has(row.key)) return false
    const { result } = row
    const state = row.state === gone ? null : row.isFlat ? plainText(row.state) : text(row.state)
    add(index, row, state, result)
    if (state !== null && result === 'null') pass(index, reasons.filtered)
    return true
  }
  function add(index, row, state, result) {
    steps.indexes.push(index)
    steps.rows.push(row)
    steps.states.push(state)
    steps.results.push(result)
    if (state !== null) size += state.length
    if (result !== null) size += result.length
  }
  const listsOfSteps = Object.values(steps)

  /** Tells what is told once of an event that was handed to its rows. */
  function end(index, shared, isTaken, isTold) {
    if (!isTaken) return pass(index, reasons.unhandled)
    if (!isTold) pass(index, reasons.otherRow)
    if (shared === null) return
    const state = text(shared.state)
    if (state === sharedText) return
    sharedText = state
    if (asked.digests) keeping.stepOfShared(index, shared, state)
    else add(index, null, state, null)
  }

  // MARK: An event that fails

  /** How much is told, to go back to. */
  const mark = () => ({
    took: took.length, steps: steps.rows.length, passed: passed.length, size, sharedText, kept: keeping.mark(),
  })
  function goBack(mark) {
    took.length = mark.took
    for (const list of listsOfSteps) list.length = mark.steps
    passed.length = mark.passed
    size = mark.size
    sharedText = mark.sharedText
    keeping.goBack(mark.kept)
  }

  // MARK: Answers

  // Rows are told by numbers, of which a key is told with the first.
  let keyCount = 0

  /**
   * Adds what is told of the frame to its answer. `steps` has the number of an event and that of a row, -1 being the
   * shared state and -2 - n the row n that is not there; of others stand the state and, where there are any, the result in
   * `texts`.
   */
  function answerFrame(head, texts, hasResults) {
    if (asked.keys) head.took = took
    if (asked.digests) keeping.answerFrame(head)
    if (!asked.rows || asked.digests) return
    head.passed = passed
    head.steps = []
    head.newKeys = []
    const { indexes, rows, states, results } = steps
    for (let i = 0; i < rows.length; i++) {
      const state = states[i]
      const number = rows[i] === null ? -1 : numberOf(rows[i], head.newKeys)
      head.steps.push(indexes[i], state === null ? -2 - number : number)
      if (state === null) continue
      texts.push(state)
      if (hasResults && rows[i] !== null) texts.push(results[i])
    }
    for (const list of listsOfSteps) list.length = 0
  }
  function numberOf(row, newKeys) {
    if (row.number < 0) {
      row.number = keyCount++
      newKeys.push(row.key)
    }
    return row.number
  }

  /** Begins to number rows anew. */
  function forget() {
    keyCount = 0
    keeping.forget()
  }

  return {
    asked, reasons, begin, beginFrame, take, pass, step, end, mark, goBack, answerFrame, forget,
    isFull: () => size >= mostTold || keeping.isFull(),
  }
})
