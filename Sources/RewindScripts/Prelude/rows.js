// The rows that a projection holds: their states, and how they go back to what they were before a frame of events.
'use strict';
(function rows({ world, shapes, states }) {
  const { parseJSON, stringify } = world
  const { text } = states
  const { keys: objectKeys } = Object

  // Stands for the state of a row that is not there.
  const gone = { isGone: true }

  // All rows by their keys, and what those that events of the frame went to were before it. That stands beside the
  // rows, not in them: what is new in something old costs the collector of garbage as much as an event.
  const byKey = new Map()
  let touched = []
  let safes = []
  let places = []
  let results = []
  let frame = 0
  // How many bytes rows take, about: what each takes besides its texts, those of keys, and of states.
  const rowSize = 340
  let keySize = 0
  let textSize = 0
  let flatCount = 0
  // Whether any state is not flat, or was.
  let mayBeDeep = false
  // What a flat state takes on average, by a few of each frame.
  let flatSize = 64

  // Whether a state may hold what only a closer look finds, such as a member that is a getter: then none is flat.
  let isThorough = false
  function lookAtCode() {
    isThorough = world.mentions(/\bSymbol\b|\b[gs]et\s+(?:[\w$"']|\[)|__define|\beval\b|\bFunction\b|\\u/)
    if (!isThorough) shapes.begin()
  }

  // Its number is the one that it is told by; see `telling`, and of its drops `keeping`.
  // A row is flat where its state holds no object and no array: then a copy of its members is a copy of it. Of others
  // the text is kept.
  function row(key) {
    return {
      state: gone, frame: 0, at: 0, isFlat: true, isChanged: false, isParked: false, isHeld: true,
      key, text: null, result: null, isStored: false, number: -1, drops: 0,
    }
  }

  /** The row of a key, made now where there is none. */
  function find(key) {
    return byKey.get(key) ?? add(key)
  }
  function add(key) {
    const made = row(key)
    byKey.set(key, made)
    keySize += key.length
    return made
  }

  /** Takes in a state that is stored. */
  function load(key, state) {
    const found = find(key)
    found.isStored = true
    setState(found, state, isFlat(state))
    if (!found.isFlat) keepText(found, stringify(state))
    return found
  }
  function isFlat(state) {
    if (state === null || typeof state !== 'object') return true
    return !Array.isArray(state) && objectKeys(state).every(key => state[key] === null || typeof state[key] !== 'object')
  }

  function setState(row, state, isFlat) {
    if (isFlat && isThorough) isFlat = false
    if (!isFlat) mayBeDeep = true
    if (row.state === gone || row.isFlat !== isFlat) noteShape(row, state, isFlat)
    // Most handlers change the state that they get.
    if (row.state !== state) row.state = state
    row.isFlat = isFlat
  }
  function noteShape(row, state, isFlat) {
    if (row.state !== gone && row.isFlat) flatCount -= 1
    if (state !== gone && isFlat) flatCount += 1
    if (isFlat) keepText(row, null)
  }
  function remove(row) {
    if (row.state !== gone && row.isFlat) flatCount -= 1
    keepText(row, null)
    row.state = gone
    row.isFlat = true
  }
  function keepText(row, text) {
    textSize += (text?.length ?? 0) - (row.text?.length ?? 0)
    row.text = text
  }

  // MARK: Frames

  function beginFrame() {
    frame += 1
    clear()
  }
  function clear() {
    touched = []
    safes = []
    places = []
    results = []
  }

  /** A copy of a flat state. */
  const copy = state => state === null || typeof state !== 'object' ? state : shapes.copy(state)

  // Called with a row and what it is before the first event of a frame that goes to it; null for nobody.
  let keepBefore = null
  function keepBefores(by) {
    keepBefore = by
  }

  /** Keeps what a row is before the first event of the frame that goes to it. */
  function touch(row) {
    if (row.frame === frame) return
    row.frame = frame
    const { state, isFlat } = row
    touched.push(row)
    // A copy, a text, or that it was not there.
    const safe = !isFlat ? row.text : state === gone ? gone : copy(state)
    safes.push(safe)
    if (keepBefore !== null) keepBefore(row, safe)
    places.push(row.at, isFlat, row.isChanged, row.isParked)
    results.push(row.result)
  }

  /** Makes all rows what they were before the frame. */
  function restore() {
    touched.forEach((row, i) => {
      const [safe, [at, isFlat, isChanged, isParked]] = [safes[i], places.slice(4 * i)]
      remove(row)
      if (safe !== gone) {
        setState(row, isFlat ? copy(safe) : parseJSON(safe), isFlat)
        if (!isFlat) keepText(row, safe)
      }
      row.at = at
      row.result = results[i]
      row.isChanged = isChanged
      row.isParked = isParked
      row.frame = 0
    })
    clear()
  }

  /** Looks at the states that are not flat as closely as at what is kept. */
  function endFrame() {
    if (mayBeDeep) for (const row of touched) if (!row.isFlat) keepText(row, text(row.state))
    const step = touched.length >> 3 || 1
    for (let i = 0; i < touched.length; i += step) {
      const { isFlat, state } = touched[i]
      if (isFlat && state !== gone) flatSize += (stringify(state).length - flatSize) / 16
    }
    // Nothing goes back behind this.
    clear()
  }

  // MARK: One event after the other

  /** Keeps the text of each row that an event goes to, so that it can be taken back alone. */
  function secure(some) {
    for (const row of some) {
      if (row.state === gone || row.text !== null) continue
      setState(row, row.state, false)
      keepText(row, text(row.state))
    }
  }
  /** Keeps the texts behind an event. */
  function keepAll(some) {
    for (const row of some) {
      if (row.state === gone) continue
      setState(row, row.state, false)
      keepText(row, text(row.state))
    }
  }
  /** What rows are before an event, all of which have texts. */
  const marks = some => some.map(row => [row, row.state === gone ? null : row.text, row.at, row.result, row.isChanged])
  function goBack(marks) {
    for (const [row, text, at, result, isChanged] of marks) {
      remove(row)
      if (text !== null) {
        setState(row, parseJSON(text), false)
        keepText(row, text)
      }
      row.at = at
      row.result = result
      row.isChanged = isChanged
    }
  }

  // MARK: What is held

  const held = () => Math.round(byKey.size * rowSize + keySize + flatCount * 2 * flatSize + 4 * textSize)

  function forget() {
    for (const row of byKey.values()) {
      remove(row)
      row.isStored = row.isChanged = false
      row.number = -1
      if (row.isParked) continue
      keySize -= row.key.length
      byKey.delete(row.key)
    }
    clear()
  }

  /** The rows that changed, in the order of their keys' bytes. */
  function changed() {
    const keys = []
    for (const row of byKey.values()) if (row.isChanged) keys.push(row.key)
    // Where no character is beyond U+D7FF, texts are in that order by themselves, which takes half as long.
    if (keys.some(isHigh)) keys.sort(byPoints)
    else keys.sort()
    return keys.map(key => byKey.get(key))
  }
  function isHigh(key) {
    for (let i = 0; i < key.length; i++) if (key.charCodeAt(i) >= 0xD800) return true
    return false
  }
  function byPoints(a, b) {
    const length = Math.min(a.length, b.length)
    let i = 0
    while (i < length && a.charCodeAt(i) === b.charCodeAt(i)) i += 1
    if (i === length) return a.length - b.length
    // Both may differ in the second half of a character of which the first is the same.
    const isSecond = i > 0 && (a.charCodeAt(i - 1) & 0xFC00) === 0xD800
    return isSecond ? a.charCodeAt(i) - b.charCodeAt(i) : a.codePointAt(i) - b.codePointAt(i)
  }

  /** Notes that a row was taken: it is what is stored, and nothing where it is gone. */
  function taken(row) {
    row.isChanged = false
    row.isStored = row.state !== gone
    row.result = null
    if (row.state === gone && !row.isParked) {
      row.isHeld = false
      byKey.delete(row.key)
      keySize -= row.key.length
    }
  }

  return {
    gone, row, find, load, setState, remove, copy, lookAtCode, keepBefores, beginFrame, touch, restore, endFrame, secure, keepAll, marks, goBack,
    held, forget, changed, taken, has: key => byKey.has(key), get isThorough() { return isThorough },
  }
})
