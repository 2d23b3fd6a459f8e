// KurrentDB's chain: what a script calls, and what it comes to.
'use strict';
(function chain({ world, events, reading, handlers, outputs, showing: { shown, near } }) {
  const { now, warn, running, Fault } = world
  const { handlersOf, put, chainSpecial, isFunction, firstState, watched } = handlers
  const isArray = Array.isArray

  const chain = {
    sources: [], categories: null, streams: null, isEach: false, partitionBy: null, handlers: handlersOf({}, []),
    // What makes a result of a state, and where results go.
    transforms: [], hasResult: false, outputTo: [],
  }
  // Where each function of the chain was called first.
  const places = new Map()
  function note(name) {
    if (!places.has(name)) places.set(name, running())
  }
  const output = ['transformBy', 'filterBy', 'outputState', 'outputTo']
  const after = {
    fromAll: ['when', 'partitionBy', 'foreachStream', 'outputState'],
    fromCategory: ['when', 'partitionBy', 'foreachStream', 'outputState'],
    fromStream: ['when', 'partitionBy', 'outputState'],
    fromStreams: ['when', 'partitionBy', 'outputState'],
    foreachStream: ['when'],
    partitionBy: ['when'],
    when: [...output, '$defines_state_transform'],
    transformBy: output,
    filterBy: output,
    outputState: ['transformBy', 'filterBy', 'outputTo'],
    outputTo: [],
    $defines_state_transform: output,
  }

  const does = {
    when(map) {
      if (map === null || typeof map !== 'object') throw new Fault('when takes an object of handlers')
      const { types, special, isInitWrong } = handlersOf(map, chainSpecial)
      if (isInitWrong) {
        warn('init', '', '$init is no function, and ignored as KurrentDB ignores it', '$init: { … }',
          '$init: () => ({ … })', world.memberLine('$init'))
      }
      for (const [type, handler] of types) {
        const meant = type[0] === '$' && near(type, chainSpecial)
        if (meant) {
          warn('special', type, `${type} is taken for a type of events`, type, meant, world.memberLine(type))
        }
        chain.handlers.types.set(type, handler)
      }
      Object.assign(chain.handlers.special, special)
    },
    foreachStream() { chain.isEach = true },
    partitionBy(by) {
      wantFunction('partitionBy', by)
      chain.partitionBy = by
    },
    transformBy(by) { addTransform('transformBy', by) },
    filterBy(by) { addTransform('filterBy', by) },
    outputState() { chain.hasResult = true },
    outputTo(...names) {
      const [stream, pattern = ''] = names
      if (typeof stream !== 'string' || stream === '' || typeof pattern !== 'string') {
        throw new Fault(`outputTo takes the name of a stream and a pattern, not ${names.map(shown).join(', ')}`)
      }
      chain.outputTo = names.slice(0, 2)
      chain.hasResult = true
    },
    $defines_state_transform() { chain.hasResult = true },
  }
  function addTransform(name, by) {
    wantFunction(name, by)
    chain.transforms.push({ name, by })
    chain.hasResult = true
  }
  function wantFunction(name, value) {
    if (!isFunction(value)) throw new Fault(`${name} takes a function`)
  }

  /** What may be called on a link of the chain; what may not says so. */
  function link(name) {
    note(name)
    const result = {}
    for (const next of Object.keys(does)) {
      result[next] = (...parts) => {
        if (!after[name].includes(next)) {
          const may = after[name].join(', ')
          throw new Fault(`${next} cannot follow ${name}; ${may ? `what can: ${may}` : 'nothing can'}`)
        }
        does[next](...parts)
        return link(next)
      }
    }
    return new Proxy(result, {
      get(known, key) {
        if (typeof key === 'symbol' || Object.hasOwn(known, key)) return known[key]
        const meant = near(key, Object.keys(does).filter(name => name[0] !== '$'))
        throw new Fault(`a chain has no ${key}; ${meant ? `did you mean ${meant}?` : `there are ${after[name].join(', ')}`}`)
      },
    })
  }

  function source(name, parts) {
    if (chain.sources.length) {
      throw new Fault(`${name} after ${chain.sources[0]}: a projection has one source`)
    }
    chain.sources.push(name)
    note(name)
    for (const part of parts) {
      if (typeof part !== 'string') throw new Fault(`${name} takes names, not ${shown(part)}`)
    }
    return link(name === 'fromCategories' ? 'fromCategory' : name)
  }
  const flat = parts => parts.length === 1 && isArray(parts[0]) ? parts[0] : parts
  function fromCategory(name, parts) {
    if (!flat(parts).length) throw new Fault(`${name} takes the name of a category`)
    chain.categories = flat(parts)
    return source(name, flat(parts))
  }
  function fromStreams(name, parts) {
    if (!flat(parts).length) throw new Fault(`${name} takes the name of a stream`)
    chain.streams = flat(parts)
    return source(name, flat(parts))
  }

  const optionTypes = {
    $includelinks: 'boolean', reorderevents: 'boolean', processinglag: 'number',
    resultstreamname: 'string', bistate: 'boolean',
  }
  const optionNames = ['$includeLinks', 'reorderEvents', 'processingLag', 'resultStreamName', 'biState']
  const options = {}

  function setOptions(given) {
    note('options')
    if (given === null || typeof given !== 'object') throw new Fault('options takes an object')
    for (const key of Object.keys(given)) {
      const name = key.toLowerCase()
      const type = Object.hasOwn(optionTypes, name) ? optionTypes[name] : null
      if (!type) throw new Fault(`no option is called ${key}; there are ${optionNames.join(', ')}`)
      if (typeof given[key] !== type) throw new Fault(`the option ${key} is a ${type}`)
      options[name] = given[key]
    }
  }


  const globals = {
    options: setOptions,
    fromAll: () => source('fromAll', []),
    fromCategory: (...parts) => fromCategory('fromCategory', parts),
    fromCategories: (...parts) => fromCategory('fromCategories', parts),
    fromStream: (...parts) => fromStreams('fromStream', parts),
    fromStreams: (...parts) => fromStreams('fromStreams', parts),
    on_event(type, handler) {
      note('on_event')
      wantFunction('on_event', handler)
      put(chain.handlers, String(type), handler, chainSpecial)
    },
    on_any(handler) {
      note('on_any')
      wantFunction('on_any', handler)
      put(chain.handlers, '$any', handler, chainSpecial)
    },
    ...outputs.globals,
  }

  // MARK: What it comes to

  /** Whether the script called anything of it. */
  const isCalled = () => chain.sources.length > 0 || chain.handlers.types.size > 0 || chain.handlers.special.$any !== undefined

  function checkSource() {
    if (chain.sources.length) return
    throw new Fault('on_event needs a source, such as fromCategory', places.get('on_event') ?? places.get('on_any'))
  }

  /**
   * What its handlers are: the state before the first event, the types that they take, and what is called for an
   * event, of which `isEmpty` says that there is nothing.
   */
  function handling() {
    const { isEach, partitionBy } = chain
    const { types, special: { $init: init, $any: any, $created: created, $deleted: deleted } } = chain.handlers
    const line = places.get('when')?.line
    const handlerOf = type => ({ handler: type === '$init' ? init : types.get(type) ?? any, line })
    world.handledBy(handlerOf)
    const call = watched((type, state, event, handler) => handler(state, event), handlerOf)
    const isEmpty = !types.size && !any && !created && !deleted
    const readers = [...types.values(), ...[any, created].filter(isFunction)]
    const reads = reading.readings(readers, partitionBy === null ? [] : [partitionBy], reading.chainData)
    return {
      isEmpty, created, deleted, takes: type => any !== undefined || types.has(type), handled: types.keys(),
      readsFew: reads.isOnly(events.chainFew),
      readsBody: reads.isOnly(events.chainBody),
      // A chain without handlers has the data as its state.
      readsData: isEmpty ? null : reads.data,
      types: any || created || isEmpty ? null : [...types.keys(), ...deleted && isEach ? ['$streamDeleted'] : []],
      initial: () => init ? firstState(init, '$init') : {},
      /** What is called for a type of which nothing more is to be looked at; nothing as long as there is. */
      settled: type => call.isSettled(type) ? types.get(type) ?? any : undefined,
      /** The state behind an event; the same where no handler takes it. */
      handle(type, state, event) {
        now.type = type
        const handler = types.get(type) ?? any
        if (handler === undefined) return state
        const next = call(type, state, event, handler)
        return next === undefined ? state : next
      },
    }
  }

  return { chain, globals, places, options, isCalled, checkSource, handling }
})
