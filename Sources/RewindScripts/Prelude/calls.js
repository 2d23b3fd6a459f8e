// What a call answers, and what of a script is looked at around each.
'use strict';
(function calls({ world, events }) {
  const { now, needs, begin, takeBack, takeNotes, described, stringify, progress } = world
  let peeks = []

  /** What a call answers: a line of JSON, then what follows it, each a line. */
  function answer(head, lines) {
    const notes = takeNotes()
    if (notes.length) head.notes = notes
    return [stringify(head), ...lines].join('\n')
  }

  function isOutOfMemory(thrown) {
    return thrown instanceof RangeError && thrown.message === 'Out of memory'
  }

  /** Answers a call; where more of the events is needed than was sent, all that was said is taken back. */
  function attempt(body, undo) {
    begin()
    progress[0] = 0
    now.isShort = false
    events.expect(null)
    now.event = null
    now.type = null
    now.index = -1
    now.isMuted = false
    now.stop = null
    now.stream = ''
    try {
      return body()
    } catch (thrown) {
      if (!now.isShort) {
        // The process ends then, and its place tells at which event.
        if (progress[0] > 0 && isOutOfMemory(thrown)) throw thrown
        return answer({ error: described(thrown) }, [])
      }
      // All is asked again, with more of the events.
      undo?.()
      takeBack()
      return answer({ missing: needs }, [])
    }
  }

  /** Whether events were sent with all that is known to be needed of them. */
  function areWhole() {
    return now.level >= needs.level
      && (now.members === null || needs.members !== null && needs.members.every(name => now.members.has(name)))
  }

  // MARK: Variables

  /** Takes the variables of a script's top level, which `exported` lets be looked at. */
  function adoptVariables(exported) {
    const map = exported.default
    const own = map !== null && typeof map === 'object' ? [['this', undefined, () => map]] : []
    peeks = [...exported.$peeks, ...own].map(([name, line, peek]) => ({ name, line, peek, was: shape(peek()) }))
  }

  /** Has all of events be sent where variables look as if handlers kept something in them. */
  function mindKeepers() {
    // A handler that lacks something of an event runs again once that is there, and would find what it kept.
    if (peeks.some(mayKeep)) world.needEverything()
  }

  /** Whether a variable looks as if handlers kept something in it: one to be assigned, or a collection to be filled. */
  function mayKeep({ line, peek }) {
    const value = peek()
    if (typeof value === 'function') return false
    if (value === null || typeof value !== 'object') return world.isAssignable(line)
    return value instanceof Map || value instanceof Set || Object.keys(value).length === 0
  }

  /** What tells a value from what it was, as far as that is cheap. */
  function shape(value) {
    if (value === null || typeof value !== 'object') return value
    try {
      if (value instanceof Map || value instanceof Set) return value.size
      if (value instanceof RegExp) return value.lastIndex
      const text = stringify(value)
      return text.length > 2000 ? text.length : text
    } catch {
      return value
    }
  }

  /** Says of a top-level variable that it carries something from one event to another. */
  function peekAtVariables() {
    for (const variable of peeks) {
      const { name, line, peek, was } = variable
      const is = shape(peek())
      if (Object.is(is, was)) continue
      variable.was = is
      const what = name === 'this' ? 'the map that is exported' : `the top-level ${name}`
      const bad = name === 'this' ? 'this.name' : name
      world.warn('variable', name, `${what} changes while folding, and carries it from stream to stream`, bad,
        `state.${name === 'this' ? 'name' : name}`, line)
    }
  }

  return { answer, attempt, areWhole, adoptVariables, mindKeepers, peekAtVariables }
})
