// Looks at states that hold no object and no array, and copies them, by code that is made for the members they have.
'use strict';
(function shapes() {
  const { getPrototypeOf } = Reflect
  const { keys: objectKeys } = Object
  const { isArray } = Array
  const { stringify } = JSON
  const compile = Function

  // Code is made for the members that a state had last: so often at most, and of no more members.
  const mostShapes = 8
  const mostMembers = 32
  let count = 0
  // Before `begin`, and where states may hold what only a closer look finds, none is made.
  let isOn = false
  let shape = { isPlain: () => false, copy: state => ({ ...state }) }

  function begin() {
    isOn = true
  }

  /** Takes the members of a state that holds no object and no array. */
  function learn(state) {
    if (!isOn || count === mostShapes || state === null || typeof state !== 'object') return
    const names = objectKeys(state)
    if (names.length === 0 || names.length > mostMembers || names.includes('__proto__')) return
    count += 1
    shape = compile('getPrototypeOf', 'isArray', 'objectKeys', 'plain', 'largest', code(names))(
      getPrototypeOf, isArray, objectKeys, Object.prototype, Number.MAX_SAFE_INTEGER)
  }

  function code(names) {
    const keys = names.map(name => stringify(name))
    const isSame = ['found.length === ' + keys.length, ...keys.map((key, i) => `found[${i}] === ${key}`)].join(' && ')
    const looks = keys.map(key => `member = state[${key}]
        if (typeof member === 'number') {
          if (!(member <= largest && member >= -largest) || member === 0 && 1 / member < 0) return false
        } else if (typeof member !== 'string' && typeof member !== 'boolean' && member !== null) return false`)
    return `'use strict'
      function hasMembers(state) {
        const found = objectKeys(state)
        return ${isSame}
      }
      function isPlain(state) {
        if (state === null || typeof state !== 'object' || getPrototypeOf(state) !== plain || isArray(state)) return false
        if (!hasMembers(state)) return false
        let member
        ${looks.join('\n        ')}
        return true
      }
      function copy(state) {
        return hasMembers(state) ? { ${keys.map(key => `${key}: state[${key}]`).join(', ')} } : { ...state }
      }
      return { isPlain, copy }`
  }

  return {
    begin, learn,
    /** Whether a state has these members alone, each a text, a number that JSON has, true, false or null. */
    isPlain: state => shape.isPlain(state),
    /** A copy of a state that holds no object and no array. */
    copy: state => shape.copy(state),
  }
})
