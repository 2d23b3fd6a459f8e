// The streams and types of a projection's events, by the numbers that they are sent with.
'use strict';
(function numbers() {
  // In lists, since each thing that an event leads to lies somewhere else in memory, and has to be waited for.
  const streams = { names: [], categories: [], rows: [] }
  const types = []

  /** Takes the streams and types that a frame is the first to name. */
  function add(sent, takes) {
    sent.streams.forEach(([name, category], i) => {
      const number = sent.firstStream + i
      streams.names[number] = name
      streams.categories[number] = category
      streams.rows[number] = null
    })
    sent.types.forEach((name, i) => {
      types[sent.firstType + i] = { name, isTaken: takes(name), settled: undefined }
    })
  }

  // The rows of so many events are looked at before the first of them is folded.
  const stretch = 32
  let looked = 0
  /** Has the rows of events come from memory side by side, where each would be waited for when it is needed. */
  function lookAhead(events, start, end) {
    for (let i = start; i < end; i++) {
      const row = streams.rows[events[3 * i]]
      // Both are looked into, the state only by what its type is.
      if (row !== null && typeof row.state === 'object' && row.isParked) looked += 1
    }
  }

  /** Has types that need no more looking at be handled by what handles them alone; see `watched`. */
  function settle(settled) {
    for (const type of types) if (type.isTaken) type.settled ??= settled(type.name)
  }

  /** Numbers streams anew. */
  function forgetStreams() {
    for (const list of Object.values(streams)) list.length = 0
  }

  return { streams, types, stretch, add, lookAhead, settle, forgetStreams }
})
