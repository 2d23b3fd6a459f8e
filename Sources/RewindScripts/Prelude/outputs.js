// What a projection's handlers write: events and links, which Rewind keeps beside the log and never in it.
'use strict';
(function outputs({ world, showing: { shown } }) {
  const { now, warn, need, Fault, stringify } = world
  const isArray = Array.isArray

  // Whether a handler is called, and what handlers wrote: [number of the event, kind, stream, type, data, metadata].
  const writing = { isOpen: false }
  const written = []

  /** What a function that writes does: in a fold nothing, with a warning. */
  function writer(name, write) {
    return (...parts) => {
      if (now.kind !== 'projection') {
        warn('projection', name, `${name} has no effect in a fold; it belongs to a projection`,
          `${name} in aggregates/`, `the script in projections/`)
        return
      }
      if (!writing.isOpen) throw new Fault(`${name} belongs into a handler, which an event calls`)
      write(name, ...parts)
    }
  }

  // KurrentDB takes texts that are not blank, objects as bodies, and as metadata an object or nothing.
  function name(of, value, what) {
    if (typeof value === 'string' && /\S/.test(value)) return value
    throw new Fault(`${of} takes ${what}, not ${shown(value) || 'an empty text'}`)
  }
  function metadataText(of, metadata) {
    if (metadata === undefined || metadata === null) return null
    if (typeof metadata === 'object' && !isArray(metadata)) return json(of, metadata)
    throw new Fault(`${of} takes an object as metadata, not ${shown(metadata)}`)
  }
  function json(of, value) {
    let text
    try {
      text = stringify(value)
    } catch (thrown) {
      if (now.isShort || !(thrown instanceof TypeError)) throw thrown
      throw new Fault(`what ${of} writes has no JSON: ${shown(value)}`)
    }
    if (text === undefined) throw new Fault(`what ${of} writes has no JSON: ${shown(value)}`)
    return text
  }
  function write(kind, stream, type, data, metadata) {
    written.push([now.index, kind, stream, type, data, metadata])
  }

  /** The number and the stream of an event, by the names of either form. */
  function place(of, event) {
    if (event === null || typeof event !== 'object') throw new Fault(`${of} takes an event, not ${shown(event)}`)
    const stream = event.streamId ?? event.stream
    const number = event.streamId === undefined ? event.version : event.sequenceNumber
    if (typeof stream === 'string' && typeof number === 'number') return `${number}@${stream}`
    throw new Fault(`${of} takes an event, not ${shown(event)}`)
  }

  const globals = {
    emit: writer('emit', (of, stream, type, body, metadata) => {
      name(of, stream, 'the name of a stream')
      name(of, type, 'a type of events')
      if (body === null || typeof body !== 'object') throw new Fault(`${of} takes an object as body, not ${shown(body)}`)
      write('emit', stream, type, json(of, body), metadataText(of, metadata))
    }),
    linkTo: writer('linkTo', (of, stream, event, metadata) => {
      name(of, stream, 'the name of a stream')
      write('link', stream, '$>', stringify(place(of, event)), metadataText(of, metadata))
    }),
    linkStreamTo: writer('linkStreamTo', (of, stream, linked, metadata) => {
      name(of, stream, 'the name of a stream')
      name(of, linked, 'the name of a stream to link')
      write('linkStream', stream, '$@', stringify(linked), metadataText(of, metadata))
    }),
    copyTo: writer('copyTo', of => {
      warn('copy', '', 'copyTo does nothing, as in KurrentDB', 'copyTo(stream, event)', 'emit(stream, event.eventType, event.body)')
    }),
  }

  return { globals, writing, written }
})
