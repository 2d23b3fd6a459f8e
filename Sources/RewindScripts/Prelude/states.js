// A state is its JSON: what its JSON would not give back is the event's error.
'use strict';
(function states({ world: { Fault, freezing, warn, stringify, parseJSON }, shapes, showing: { path } }) {
  const isArray = Array.isArray
  const { getPrototypeOf, ownKeys, isExtensible } = Reflect
  const { getOwnPropertyDescriptor, getOwnPropertySymbols, keys: objectKeys } = Object
  const plain = Object.prototype
  const list = Array.prototype
  const deepest = 1000
  const longest = 64 << 20
  const largest = Number.MAX_SAFE_INTEGER
  const isInteger = Number.isInteger

  /**
   * Looks at a state after every event. A member that is undefined is taken away, and what stands in two places
   * is told of, since both are what a state's JSON cannot have.
   */
  function check(value, depth) {
    switch (typeof value) {
      case 'string': case 'boolean': return
      case 'number':
        if (value - value !== 0) throw impure
        if (value > largest || value < -largest) rounded(value)
        return
      case 'object': break
      default: throw impure
    }
    if (value === null) return
    if (depth > deepest) throw impure
    const prototype = getPrototypeOf(value)
    if (isArray(value)) {
      if (prototype !== list) throw impure
      if (depth > 0) meet(value)
      for (let i = 0; i < value.length; i++) {
        const member = value[i]
        if (member === 0) {
          if (1 / member < 0) makePositive(value, i)
        } else check(member, depth + 1)
      }
      return
    }
    if (prototype !== plain) throw impure
    if (depth > 0) meet(value)
    // With `for in`, what is above the object would be looked through each time, as long as it is frozen.
    const keys = objectKeys(value)
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i]
      const member = value[key]
      if (member === undefined) dropUndefined(value, key)
      else if (member === 0) {
        if (1 / member < 0) makePositive(value, key)
      } else check(member, depth + 1)
    }
  }
  const impure = { isImpure: true }

  // The objects and arrays of a state that were met, without the outermost: a few in a list, many in a set.
  const few = []
  let fewCount = 0
  let many = null

  function meet(value) {
    if (many) {
      if (many.has(value)) throw shared
      many.add(value)
      return
    }
    for (let i = 0; i < fewCount; i++) if (few[i] === value) throw shared
    few[fewCount++] = value
    if (fewCount === 16) many = new Set(few)
  }
  const shared = { isShared: true }

  function rounded(value) {
    if (!isInteger(value)) return
    warn('rounded', '', `${value} is an integer beyond 2^53, of which digits are lost`, 'a number',
      'a text, or BigInt(text).toString()')
  }

  function dropUndefined(object, key) {
    warn('undefined', key, `${key} is undefined, which JSON leaves out`, `{ ${key}: undefined }`,
      `{ ${key}: null }, or no ${key} at all`)
    if (!Reflect.deleteProperty(object, key)) throw new Fault(`${key} of the state is undefined`)
  }

  function makePositive(object, key) {
    if (!Reflect.set(object, key, 0)) throw new Fault(`${key} of the state is -0`)
  }

  /**
   * What is wrong with a value that the objects of `above` hold: where in it, and what; null where all is well. It
   * is looked for only once something is known to be wrong, or where a state is to be kept.
   */
  function reason(value, above) {
    const wrong = text => ({ path: '', text })
    switch (typeof value) {
      case 'number': return value - value === 0 ? null : wrong(`is ${value}`)
      case 'string': case 'boolean': return null
      case 'undefined': return wrong('is undefined')
      case 'object': break
      default: return wrong(`is of type ${typeof value}`)
    }
    if (value === null) return null
    if (above.includes(value)) return wrong('leads back to what holds it')
    if (above.length > deepest) return wrong(`is nested deeper than ${deepest} levels`)
    const prototype = getPrototypeOf(value)
    above.push(value)
    if (isArray(value)) {
      if (prototype !== list) return wrong('is an array of a class of its own')
      for (let i = 0; i < value.length; i++) {
        const found = getOwnPropertyDescriptor(value, i)
        if (!found) return wrong('has holes')
        const inner = reasonOfMember(found, above)
        if (inner) return { path: `[${i}]${inner.path}`, text: inner.text }
      }
      for (const key in value) {
        if (String(key >>> 0) !== key) return { path: `.${key}`, text: 'is a member of an array' }
      }
      if (getOwnPropertySymbols(value).length) return wrong('has a member that is named by a symbol')
    } else {
      if (prototype === null) return wrong('is an object without a prototype')
      if (prototype !== plain) {
        const name = prototype.constructor?.name
        if (name === 'Promise') return wrong('is a Promise, since its function is async')
        if (value[Symbol.toStringTag] === 'Generator') return wrong('is a generator, since its function is function*')
        if (name === 'Object') return wrong('has another prototype, which is no part of its JSON; not object.__proto__'
          + ' = value, but { ...object, [key]: value }')
        return wrong(`is of ${typeof name === 'string' && name ? `class ${name}` : 'a class'}`)
      }
      for (const key of ownKeys(value)) {
        if (typeof key === 'symbol') return wrong('has a member that is named by a symbol')
        const found = getOwnPropertyDescriptor(value, key)
        const inner = found.enumerable ? reasonOfMember(found, above) : wrong('is hidden')
        if (inner) return { path: `.${key}${inner.path}`, text: inner.text }
      }
    }
    above.pop()
    return null
  }
  function reasonOfMember(found, above) {
    return 'value' in found ? reason(found.value, above) : { path: '', text: 'is a getter' }
  }

  // What a value is, where it is no state: its name, and with an article.
  const state = ['state', 'a state']

  function fault(value, [name, some] = state) {
    let text = `the ${name} cannot be looked at`
    try {
      const found = reason(value, [])
      text = found ? `${name}${path(found.path)} ${found.text}` : `the ${name} is not plain`
    } catch { }
    return new Fault(`${text}: ${some} must be what its JSON gives back`)
  }

  /** Looks at a state after an event, and gives it as its JSON has it. */
  function checkState(value, called = state) {
    fewCount = 0
    many = null
    isFlat = shapes.isPlain(value)
    if (!isFlat) {
      try {
        check(value, 0)
      } catch (thrown) {
        if (thrown === shared) return separated(value, called)
        throw thrown === impure || thrown instanceof RangeError ? fault(value, called) : thrown
      }
      isFlat = fewCount === 0 && !isArray(value)
      if (isFlat) shapes.learn(value)
    }
    if (typeof value !== 'object' && called === state) {
      const what = typeof value === 'string' ? 'text' : typeof value
      warn('scalar', '', `the state is a ${what}`, `return ${stringify(value).slice(0, 40)}`, `return { ${what}: … }`)
    }
    const frozen = freezing.isUsed ? firstFrozen(value) : null
    return frozen ? thawed(value, frozen) : value
  }

  /** The first part of a state that cannot be changed: a member's { key }, {} for an object; null where all can. */
  function firstFrozen(value) {
    if (value === null || typeof value !== 'object') return null
    if (!isExtensible(value)) return {}
    if (freezing.defined.has(value)) {
      const key = ownKeys(value).find(key => isFixed(value, key))
      if (key !== undefined) return { key }
    }
    const keys = objectKeys(value)
    for (let i = 0; i < keys.length; i++) {
      const found = firstFrozen(value[keys[i]])
      if (found) return found
    }
    return null
  }

  /** Whether a member of an object is not like those that JSON makes. */
  function isFixed(object, key) {
    const { writable, enumerable, configurable } = getOwnPropertyDescriptor(object, key)
    return !writable || !(enumerable && configurable || key === 'length' && isArray(object))
  }

  /** A state that can be changed, as one can that is made again from its JSON. */
  function thawed(value, { key }) {
    const thawed = parseJSON(text(value))
    const [what, bad, good] = key === undefined ? ['the state', 'Object.freeze(state)', 'state']
      : [`${key} of the state`, `Object.defineProperty(state, "${key}", …)`, `state.${key} = …`]
    warn('frozen', '', `${what} is frozen, which its JSON does not say: the next handler gets it as its JSON is, and`
      + ' can change it', bad, good)
    return thawed
  }

  /** A state of which one object stands in two places, as the two objects that its JSON has. */
  function separated(value, called) {
    const copy = parseJSON(text(value, called))
    warn('shared', '', 'one object stands in two places of the state, of which its JSON makes two',
      'state.last = item; state.items.push(item)', 'state.last = { ...item }')
    return checkState(copy, called)
  }

  /** The JSON of a state, or of what is called otherwise, looked at more closely than after every event. */
  function text(value, called = state) {
    let found
    try {
      found = reason(value, [])
    } catch {
      throw fault(value, called)
    }
    if (found) throw fault(value, called)
    const json = stringify(value)
    if (json.length > longest) {
      throw new Fault(`the ${called[0]} is longer than ${longest >> 20} Mi characters as JSON`)
    }
    if (json.includes('\\ud')) warnOfHalves(json)
    return json
  }

  /** The JSON of a state that holds no object and no array, which was looked at. */
  function plainText(value) {
    const json = stringify(value)
    if (json.includes('\\ud')) warnOfHalves(json)
    return json
  }

  /** Warns of a character's half, which JSON escapes. */
  function warnOfHalves(json) {
    const half = /(?:^|[^\\])(?:\\\\)*(\\ud[89a-f]..)/.exec(json)
    if (!half) return
    warn('half', '', `a text of the state has half a character, ${half[1]}, which is shown as U+FFFD`, 'text[0]',
      '[...text][0]')
  }

  // Whether the state that was looked at last is no array, and holds no object and no array.
  let isFlat = false
  const wasFlat = () => isFlat

  return { checkState, text, plainText, wasFlat }
})
