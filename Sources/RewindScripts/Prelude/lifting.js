// Lifts events of old schemas.
'use strict';
(function lifting({ world, states: { text }, calls: { answer, adoptVariables, peekAtVariables } }) {
  const { now, Fault, described, stringify, progress } = world
  let upcast = null

  /** Takes in the upcaster that a script is. */
  function adopt(exported) {
    adoptVariables(exported)
    upcast = exported.default ?? exported.upcast
    if (typeof upcast !== 'function') {
      throw new Fault('no upcaster is here: export default function (event, version) { return event }',
        { line: Object.values(exported.$lines)[0] })
    }
    const { default: line = exported.$lines.upcast } = exported.$lines
    world.handledBy(() => ({ handler: upcast, isShared: true, line }))
    return answer({ form: 'upcaster' }, [])
  }

  /** The JSON of what an upcaster answered. */
  function parts(value) {
    if (value === undefined) throw new Fault('an upcaster answered nothing; null drops an event')
    if (value === null) return '{"parts":[]}'
    const list = Array.isArray(value) ? value : [value]
    for (const part of list) {
      if (part === null || typeof part !== 'object' || typeof part.type !== 'string') {
        throw new Fault('an upcaster answers an event { type, data }, several, or null')
      }
    }
    const texts = list.map(({ type, data }, i) => {
      const name = Array.isArray(value) ? `[${i}].data` : 'data'
      return `{"type":${stringify(type)},"data":${data === undefined ? 'null' : text(data, [name, 'an event\'s data'])}}`
    })
    return `{"parts":[${texts}]}`
  }

  /** Lifts events: {events: [[event, version] …]}, an event as the natural forms have it. */
  function liftBatch(batch) {
    const lifted = []
    for (let i = 0; i < batch.events.length; i++) {
      progress[0] = i + 1
      now.index = i
      const [event, version] = batch.events[i]
      now.event = [event.data, event.version, event.position, event.timestamp, event.id]
      now.stream = event.stream
      now.version = event.position
      now.level = 2
      now.seed = null
      try {
        const before = stringify(event.data)
        const type = event.type
        now.type = type
        const made = upcast(event, version)
        const isSame = made === event && event.type === type && stringify(event.data) === before
        lifted.push(isSame ? '{}' : parts(made))
      } catch (thrown) {
        if (now.stop !== null) throw now.stop
        lifted.push(stringify({ error: described(thrown) }))
      }
    }
    peekAtVariables()
    return answer({}, lifted)
  }

  return { adopt, liftBatch }
})
