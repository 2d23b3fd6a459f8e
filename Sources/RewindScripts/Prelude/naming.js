// The types of events that the code of a fold names.
'use strict';
(function naming({ handlers: { isObject } }) {
  // More types than these are not given, and longer code is not looked through.
  const mostNamed = 1000
  const longestCode = 1 << 20

  /** The types that a fold names: those of its handlers, or those that evolve looks for. */
  function named({ evolve, handled }, { $peeks: variables }) {
    const types = new Set(handled ?? namedIn(String(evolve), variables))
    return types.size > mostNamed ? [] : [...types]
  }

  const tokens = /\/\/.*|\/\*[^]*?\*\/|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`|[\w$]+|[!=]==?|\?\.|[^\s\w$]/g
  const isComment = token => /^\/[/*]/.test(token)
  const isComparison = token => /^[!=]==?$/.test(token)
  const isDot = token => token === '.' || token === '?.'
  /** What a text without escapes says; undefined for another token. */
  const literal = token => /^(["'`])([^"'`\\$\n]+)\1$/.exec(token ?? '')?.[2]

  /** The types with which code compares the event's, which a switch over it has, and by which it looks in a table. */
  function namedIn(code, variables) {
    if (code.length > longestCode) return []
    const words = [...code.matchAll(tokens)].map(([token]) => token).filter(token => !isComment(token))
    const { event, type } = eventNames(words)
    /** How many tokens are the event's type from one on; 0 where it is not there. */
    const typeAt = i => {
      if (isDot(words[i - 1])) return 0
      if (words[i] === event && isDot(words[i + 1]) && words[i + 2] === 'type') return 3
      return words[i] === type && !isDot(words[i + 1]) ? 1 : 0
    }
    const found = []
    // What the braces that are open are of: null, or a switch and whether it is one over the type.
    const open = []
    let next = null
    for (let i = 0; i < words.length; i++) {
      const word = words[i]
      if (word === '{') {
        open.push(next)
        next = null
      } else if (word === '}') {
        open.pop()
      } else if (word === 'switch') {
        const count = typeAt(i + 2)
        next = { isOfType: count > 0 && words[i + 2 + count] === ')' }
      } else if (word === 'case' && open.filter(Boolean).pop()?.isOfType) {
        found.push(literal(words[i + 1]))
      }
      const count = typeAt(i)
      if (count === 0) continue
      if (isComparison(words[i + count])) found.push(literal(words[i + count + 1]))
      if (isComparison(words[i - 1])) found.push(literal(words[i - 2]))
      if (words[i - 1] === '[' && words[i + count] === ']') {
        found.push(...keysOfTable(isDot(words[i - 2]) ? words[i - 3] : words[i - 2], variables))
      }
    }
    return found.filter(name => name !== undefined)
  }

  /** What the code of a function calls its second parameter, and the type in it: that, or what it takes out of it. */
  function eventNames(words) {
    let i = words.indexOf('(') + 1
    for (let depth = 0; i < words.length && (depth > 0 || words[i] !== ','); i++) {
      if ('([{'.includes(words[i])) depth += 1
      if (')]}'.includes(words[i])) depth -= 1
    }
    if (words[i + 1] !== '{') return { event: words[i + 1], type: 'type' }
    const place = words.indexOf('type', i)
    return { event: undefined, type: words[place + 1] === ':' ? words[place + 2] : 'type' }
  }

  /** The names of the members of an object that is a variable at top level. */
  function keysOfTable(name, variables) {
    const table = variables.find(([known]) => known === name)?.[2]()
    return isObject(table) ? Object.keys(table) : []
  }

  return { named }
})
