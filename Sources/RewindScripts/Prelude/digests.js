// Digests of states: two states are taken for the same where their digests are, without being looked at side by side.
'use strict';
(function digests() {
  const { imul } = Math
  const { keys: objectKeys } = Object
  const { isArray } = Array

  // A digest has 64 bits, in two halves that are made in different ways; this is the one that was made last.
  const made = { low: 0, high: 0 }

  const lowOf = (half, number) => {
    const product = imul(half ^ number, 0x9e3779b1)
    return product ^ product >>> 15
  }
  const highOf = (half, number) => {
    const product = imul(half ^ number, 0x85ebca6b)
    return product ^ product >>> 13
  }
  function set(kind, number) {
    made.low = lowOf(kind, number)
    made.high = highOf(kind, number)
  }
  function add(number) {
    made.low = lowOf(made.low, number)
    made.high = highOf(made.high, number)
  }

  const float = new Float64Array(1)
  const words = new Int32Array(float.buffer)

  /** Makes the digest of a value that was looked at: it is what its JSON gives back. The order of members is nothing. */
  function digest(value) {
    switch (typeof value) {
      case 'number': return ofNumber(value)
      case 'string': return ofText(value)
      case 'boolean': return set(1, value ? 1 : 0)
      default: return value === null ? set(1, 2) : isArray(value) ? ofArray(value) : ofObject(value)
    }
  }
  function ofNumber(value) {
    if ((value | 0) === value) return set(2, value)
    float[0] = value
    set(3, words[0])
    add(words[1])
  }
  function ofText(text) {
    set(4, text.length)
    let { low, high } = made
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i)
      low = lowOf(low, unit)
      high = highOf(high, unit)
    }
    made.low = low
    made.high = high
  }
  function ofArray(values) {
    let [low, high] = [5, 5]
    for (let i = 0; i < values.length; i++) {
      digest(values[i])
      low = lowOf(low, made.low)
      high = highOf(high, made.high)
    }
    made.low = lowOf(low, values.length)
    made.high = highOf(high, values.length)
  }
  function ofObject(object) {
    const names = objectKeys(object)
    const known = areLast(names) ? last : learn(names)
    let low = 0
    let high = 0
    for (let i = 0; i < names.length; i++) {
      digest(object[names[i]])
      low = low + lowOf(known.lows[i], made.low) | 0
      high = high + highOf(known.highs[i], made.high) | 0
    }
    made.low = lowOf(6, low)
    made.high = highOf(6, high)
    add(names.length)
  }

  // The names of the members of an object, with their digests; most have those of the last one.
  let last = { names: [], lows: [], highs: [] }
  function areLast(names) {
    const { names: known } = last
    if (known.length !== names.length) return false
    for (let i = 0; i < names.length; i++) if (known[i] !== names[i]) return false
    return true
  }
  function learn(names) {
    const [lows, highs] = [[], []]
    for (const name of names) {
      ofText(name)
      lows.push(made.low)
      highs.push(made.high)
    }
    return last = { names, lows, highs }
  }

  return {
    made,
    /** Makes the digest of a row's state, and of its result where it has one; that of no row is 0 alone. */
    digestRow(state, result) {
      digest(state)
      if (result !== undefined) {
        const { low, high } = made
        digest(result)
        add(low)
        add(high)
      }
      if (made.low === 0 && made.high === 0) made.low = 1
    },
  }
})
