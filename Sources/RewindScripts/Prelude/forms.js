// The three forms of a fold, each made into the same three things: the state before the first event, the
// types that it takes, and a step from an event to the next state.
'use strict';
(function forms({ world, states: { text }, events, reading: { readings, naturalData }, handlers, chain: { chain, options, places, isCalled, checkSource, handling }, showing: { near } }) {
  const { now, warn, Fault, parseJSON } = world
  const { naturalEvent, chainEvent, chainBodies, plain, naturalFew } = events
  const { isFunction, watched, handlersOf, special, firstState, unexported } = handlers

  // MARK: evolve and initialState

  /**
   * - lines: where evolve and initialState are exported.
   * - others: what else is given events.
   */
  function evolving({ evolve, initialState }, lines, exported = {}, others = []) {
    if (initialState === undefined) {
      throw new Fault('evolve needs an initialState: export const initialState = () => ({})'
        + unexported('initialState', exported), { line: lines.evolve })
    }
    const handlerOf = type => type === '$init' ? { handler: initialState, line: lines.initialState }
      : { handler: evolve, isShared: true, line: lines.evolve }
    world.handledBy(handlerOf)
    const call = watched((type, state, event) => evolve(state, event), handlerOf)
    const reads = readings([evolve], others, naturalData)
    const readsFew = reads.isOnly(naturalFew)
    const readsPlain = reads.isOnly(plain)
    /** The state behind an event, as `evolve` makes it. */
    function handle(type, state, event) {
      now.type = type
      const next = call(type, state, event)
      return next === undefined ? state : next
    }
    return {
      form: 'evolve', types: null, evolve, readsPlain, readsFew, readsData: reads.data, handle,
      settled: type => call.isSettled(type) ? evolve : undefined,
      initial() {
        if (isFunction(initialState)) return firstState(initialState, 'initialState')
        now.type = '$init'
        if (initialState instanceof Promise) throw new Fault('initialState is a Promise; it is to be a value or a function')
        // An object is copied, so that no stream changes it for the next.
        return parseJSON(text(initialState))
      },
      step: (state, type, sent, stream) => handle(type, state, naturalEvent(type, sent, stream, readsFew)),
    }
  }

  // MARK: A map of handlers

  /** - line: where it is exported. */
  function mapped(map, line) {
    const { types, special: { $init: init, $any: any }, isInitWrong } = handlersOf(map, special)
    if (isInitWrong) {
      throw new Fault('$init is no function; write $init: () => ({ … })', { line: world.memberLine('$init') ?? line })
    }
    const handlerOf = type => ({ handler: type === '$init' ? init : types.get(type) ?? any, line })
    world.handledBy(handlerOf)
    for (const type of types.keys()) {
      now.type = type
      if (type[0] === '$') {
        const meant = near(type, special)
        throw new Fault(`${type} is no handler; ${meant ? `did you mean ${meant}?` : 'known are $init, $any and event types'}`)
      }
    }
    if (!types.size && !any) throw new Fault('the map has no handler: { Type(state, event) { … } }', { line })
    const call = watched((type, state, event) => {
      const handler = types.get(type) ?? any
      return handler === undefined ? state : handler.call(map, state, event)
    }, handlerOf)
    const readsFew = readings([...types.values(), ...any ? [any] : []], [], naturalData).isOnly(naturalFew)
    return {
      form: 'map', types: any ? null : [...types.keys()], handled: types.keys(),
      initial: () => init ? firstState(init, '$init', map) : {},
      step(state, type, sent, stream) {
        now.type = type
        const next = call(type, state, naturalEvent(type, sent, stream, readsFew))
        return next === undefined ? state : next
      },
    }
  }

  // MARK: KurrentDB's chain

  /** Why the chain is no fold of a category's streams, and what was called that says so; null where it is one. */
  function reasonAgainst(category) {
    const [source] = chain.sources
    if (chain.handlers.special.$initShared) return ['a shared state makes this a projection', 'when']
    if (options.bistate) return ['a shared state makes this a projection', 'options']
    if (places.has('partitionBy')) return ['partitionBy makes this a projection', 'partitionBy']
    if (chain.streams) return [`${source} makes this a projection of these streams`, source]
    if (chain.categories && !chain.categories.includes(category)) {
      return [`${source} takes ${chain.categories.join(', ')}, not ${category}`, source]
    }
    return chain.isEach ? null : ['without foreachStream() this is a projection of all streams together', source]
  }

  function chained(category) {
    const reason = reasonAgainst(category)
    if (reason) {
      throw new Fault(`${reason[0]}, no fold of each ${category};`
        + ` a fold is fromCategory('${category}').foreachStream().when({ … })`, places.get(reason[1]))
    }
    if (options.processinglag !== undefined) {
      throw new Fault('the option processingLag is for fromStreams', places.get('options'))
    }
    const { isEmpty, created, deleted, readsFew, readsBody, readsData, handle, ...handlers } = handling()
    return {
      form: 'chain', ...handlers,
      step(state, type, sent, stream, isFirst) {
        now.type = type
        const event = readsBody && now.level === 0 ? chainBodies(sent)
          : chainEvent(type, sent, stream, category, stream, readsFew)
        if (isEmpty) return event.body
        if (isFirst && created) state = created(state, event) ?? state
        if (type === '$streamDeleted' && deleted) return deleted(state, null, stream, false) ?? state
        return handle(type, state, event)
      },
    }
  }

  /** A function that is exported by default: evolve, where initialState stands beside it. */
  function adoptFunction(evolve, exported) {
    const { initialState, $lines: lines } = exported
    if (/^class\b/.test(String(evolve))) {
      throw new Fault('a class is no fold; export an object of it: export default new Account()', { line: lines.default })
    }
    return evolving({ evolve, initialState }, { ...lines, evolve: lines.default }, exported)
  }

  /** Tells the form of a script from what it exports and what it called. */
  function adopt(exported, category) {
    const { default: map, $lines: lines } = exported
    if (isCalled()) {
      if (isFunction(exported.evolve) || map !== undefined) {
        throw new Fault('the script is a chain and exports a fold too; keep one of them',
          { line: map === undefined ? lines.evolve : lines.default })
      }
      checkSource()
      return chained(category)
    }
    if (isFunction(exported.evolve)) return evolving(exported, lines, exported)
    if (isFunction(map)) return adoptFunction(map, exported)
    if (map !== null && typeof map === 'object') {
      const line = lines.default
      return isFunction(map.evolve) ? evolving(map, { evolve: line, initialState: line }) : mapped(map, line)
    }
    throw new Fault('no fold is here: export function evolve(state, event) and initialState, or export'
      + ` default { Type(state, event) { … } }, or call fromCategory('${category}')${unexported('evolve', exported)}`, { line: Object.values(lines)[0] })
  }

  return { adopt, evolving }
})
