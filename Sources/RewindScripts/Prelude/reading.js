// What the code of handlers can read of an event, so that nothing of it needs to be guarded, and no more is sent.
'use strict';
(function reading() {
  const naturalData = ['data']
  const chainData = ['body', 'data']

  /**
   * What handlers, and functions of an event alone, can read of one: whether `isOnly` some of its members, and which
   * members of its `data`, null where that may be any. Each function takes the event apart where its parameters are, or
   * names it nowhere but before one of its members; and so it is with data.
   */
  function readings(handlers, alone, ofData) {
    const all = [
      ...handlers.map(function_ => read(codeOf.call(function_), headOfHandler, ofData)),
      ...alone.map(function_ => read(codeOf.call(function_), headOfOne, ofData)),
    ]
    const isKnown = !all.includes(null)
    return {
      isOnly: names => isKnown && all.every(({ members }) => members.every(name => names.includes(name))),
      data: isKnown && all.every(({ data }) => data !== null) ? [...new Set(all.flatMap(({ data }) => data))] : null,
    }
  }
  const headOfHandler = /^(?:function\b\s*)?[\w$]*\s*\(\s*[\w$]+\s*,\s*(?:([\w$]+)|\{([\w$\s,:]*)\})\s*\)/
  const headOfOne = /^(?:(?:function\b\s*)?[\w$]*\s*\(\s*)?(?:([\w$]+)|(?<=\(\s*)\{([\w$\s,:]*)\})\s*(?:\)|=>)/
  const codeOf = Function.prototype.toString
  // Longer code is not looked through.
  const longestCode = 1 << 20

  /** The members of an event, and of its data, that a function can read; null where its code does not say so. */
  function read(code, pattern, ofData) {
    // Each of these is another way to the event, or to its name.
    if (code.length > longestCode || /\\u|\b(?:arguments|eval)\b/.test(code)) return null
    const head = pattern.exec(code)
    if (head === null) return null
    const [{ length }, event, parts] = head
    const body = code.slice(length)
    if (event !== undefined) {
      const uses = usesOf(event, body)
      if (uses === null) return null
      return { members: uses.map(({ name }) => name), data: membersOf(uses, ofData, body) }
    }
    const named = parts.split(',').map(part => part.split(':').map(name => name.trim())).filter(([name]) => name !== '')
    const uses = named.filter(([name]) => ofData.includes(name)).map(([name, inside = name]) => usesOf(inside, body))
    return { members: named.map(([name]) => name), data: namesOf(uses) }
  }

  /** Where code names a variable, each time before a member: its name, and where it ends; null where it does otherwise. */
  function usesOf(variable, code) {
    const uses = []
    for (const { 0: word, index } of code.matchAll(/[\w$\u0080-\uffff]+/g)) {
      if (word !== variable) continue
      const use = memberAt(index + word.length, code)
      if (use === null) return null
      uses.push(use)
    }
    return uses
  }
  function memberAt(place, code) {
    const member = /^\s*(?:\?\s*)?\.\s*([\w$]+)(?![\w$\u0080-\uffff])/.exec(code.slice(place, place + 100))
    return member && { name: member[1], end: place + member[0].length }
  }

  /** The members that are read of an event's data. */
  function membersOf(uses, ofData, code) {
    const inner = uses.filter(({ name }) => ofData.includes(name)).map(({ end }) => memberAt(end, code))
    return namesOf(inner.map(use => use && [use]))
  }

  /** The names of members; null where one is not known, or is of all objects, and may look at others. */
  function namesOf(uses) {
    if (uses.includes(null)) return null
    const names = uses.flat().map(({ name }) => name)
    return names.some(name => name in Object.prototype || !/^[A-Za-z_$]/.test(name)) ? null : names
  }

  return { readings, naturalData, chainData }
})
