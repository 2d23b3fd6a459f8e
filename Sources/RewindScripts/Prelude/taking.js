// The rows of a projection that changed, as they are taken: so many at once as one answer holds.
'use strict';
(function taking({ states, rows, calls: { answer } }) {
  const { gone } = rows

  // Rows that are being taken, and how many characters of them are answered at once.
  let taking = null
  const mostTaken = 1 << 22

  /** Answers the next rows that changed since they were taken last, and with the last of them the shared state. */
  function takeChanged(shared, hasResults) {
    taking ??= { rows: rows.changed(), next: 0 }
    const head = { keys: [], at: [], removed: [] }
    const texts = []
    let length = 0
    while (taking.next < taking.rows.length && length < mostTaken) {
      const row = taking.rows[taking.next]
      taking.next += 1
      const isRemoved = row.state === gone
      // One that came and went is not known to anybody.
      if (!isRemoved || row.isStored) {
        if (isRemoved) head.removed.push(head.keys.length)
        head.keys.push(row.key)
        head.at.push(row.at)
        const state = isRemoved ? 'null' : row.text ?? states.plainText(row.state)
        texts.push(state)
        if (hasResults) texts.push(row.result ?? 'null')
        length += row.key.length + state.length + (row.result?.length ?? 0)
      }
      rows.taken(row)
    }
    if (taking.next < taking.rows.length) return answer({ ...head, goesOn: true }, texts)
    taking = null
    if (shared?.isChanged) {
      shared.isChanged = false
      head.hasShared = true
      texts.push(shared.text)
    }
    return answer(head, texts)
  }

  return { takeChanged }
})
