// A state is its JSON: what its JSON would not give back is the event's error.
'use strict';
(function states({ Fault, warn, stringify, parseJSON }) {
  const isArray = Array.isArray
  const { getPrototypeOf, ownKeys } = Reflect
  const { getOwnPropertyDescriptor } = Object
  const plain = Object.prototype
  const list = Array.prototype
  const deepest = 1000
  const largest = Number.MAX_SAFE_INTEGER
  const isInteger = Number.isInteger

  /** Looks at a state after every event; a member that is undefined is taken away, as its JSON does. */
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
      for (let i = 0; i < value.length; i++) {
        const member = value[i]
        if (member === 0) {
          if (1 / member < 0) value[i] = 0
        } else check(member, depth + 1)
      }
      return
    }
    if (prototype !== plain) throw impure
    for (const key in value) {
      const member = value[key]
      if (member === undefined) dropUndefined(value, key)
      else if (member === 0) {
        if (1 / member < 0) value[key] = 0
      } else check(member, depth + 1)
    }
  }
  const impure = { isImpure: true }

  function rounded(value) {
    if (!isInteger(value)) return
    warn('rounded', `${value} is an integer beyond 2^53, of which digits are lost`, 'a number',
      'a text, or BigInt(text).toString()')
  }

  function dropUndefined(object, key) {
    warn('undefined', `${key} is undefined, which JSON leaves out`, `{ ${key}: undefined }`,
      `{ ${key}: null }, or no ${key} at all`)
    if (!Reflect.deleteProperty(object, key)) throw new Fault(`${key} of the state is undefined`)
  }

  /** What is wrong with a state, and where; it is looked for only once something is known to be. */
  function reason(value, path, above) {
    switch (typeof value) {
      case 'number': return value - value === 0 ? null : `${path} is ${value}`
      case 'string': case 'boolean': return null
      case 'undefined': return `${path} is undefined`
      case 'object': break
      default: return `${path} is a ${typeof value}`
    }
    if (value === null) return null
    if (above.includes(value)) return `${path} leads back to ${above.length ? 'what holds it' : 'itself'}`
    if (above.length > deepest) return `${path} is nested deeper than ${deepest} levels`
    const prototype = getPrototypeOf(value)
    if (isArray(value)) {
      if (prototype !== list) return `${path} is an array of a class of its own`
    } else if (prototype !== plain) {
      if (prototype === null) return `${path} is an object without a prototype`
      const name = prototype?.constructor?.name
      return `${path} is a ${typeof name === 'string' && name ? name : 'class\'s object'}`
    }
    const within = [...above, value]
    let elements = 0
    for (const key of ownKeys(value)) {
      if (typeof key === 'symbol') return `${path} has a member that is named by a symbol`
      if (isArray(value) && key === 'length') continue
      const found = getOwnPropertyDescriptor(value, key)
      if (!('value' in found)) return `${path}.${key} is a getter`
      if (!found.enumerable) return `${path}.${key} is hidden`
      const isElement = isArray(value) && String(key >>> 0) === key
      if (isArray(value) && !isElement) return `${path}.${key} is a member of an array`
      if (isElement) elements += 1
      const found2 = reason(found.value, isElement ? `${path}[${key}]` : `${path}.${key}`, within)
      if (found2) return found2
    }
    return isArray(value) && elements < value.length ? `${path} has holes` : null
  }

  function fault(value) {
    let text
    try {
      text = reason(value, 'state', [])
    } catch (thrown) {
      text = 'it cannot be looked at'
    }
    return new Fault(`${text ?? 'it is not plain'}: a state must be what its JSON gives back`)
  }

  /** Looks at a state after an event. */
  function checkState(value) {
    try {
      check(value, 0)
    } catch (thrown) {
      throw thrown === impure || thrown instanceof RangeError ? fault(value) : thrown
    }
    if (typeof value === 'string') {
      warn('text', 'the state is a text', `return ${stringify(value).slice(0, 40)}`, 'return { text: … }')
    }
  }

  /** The JSON of a state, looked at more closely than after every event. */
  function text(value) {
    let found
    try {
      found = reason(value, 'state', [])
    } catch {
      throw fault(value)
    }
    if (found) throw fault(value)
    return stringify(value)
  }

  return { checkState, text, parse: parseJSON }
})
