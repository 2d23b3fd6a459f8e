/// What a map of handlers makes of events; see ``FoldCase``.
enum MapCases {
  static let all = FoldCase.table(
    #"""
    # a map with methods
    export default {
      $init: () => ({ n: 0 }),
      A(s, e) { s.n += e.data.n },
    }
    --
    => {"n":0}
    A {"n":1} => {"n":1}
    A {"n":2} => {"n":3}

    # without $init the first state is an empty object
    export default { A(s) { s.a = 1 } }
    --
    => {}
    A => {"a":1}

    # arrow functions
    export default { $init: () => ({ n: 0 }), A: (s, { data }) => ({ n: s.n + data.n }) }
    --
    A {"n":2} => {"n":2}

    # functions of the old kind
    export default { "A": function (s, e) { return { n: e.data.n } } };
    --
    A {"n":2} => {"n":2}

    # a handler that returns undefined keeps what it changed
    export default { A(s) { s.a = 1; return }, B: s => { s.b = 2 } }
    --
    A => {"a":1}
    B => {"a":1,"b":2}

    # a handler that returns null
    export default { A: () => null, B: s => ({ was: s }) }
    --
    A => null
    B => {"was":null}

    # events without a handler change nothing
    export default { A(s) { s.a = 1 } }
    --
    B => {}
    A => {"a":1}
    C => {"a":1}

    # $any takes the rest
    export default { A(s) { s.a = 1 }, $any(s, e) { s.any = e.type } }
    --
    B => {"any":"B"}
    A => {"any":"B","a":1}

    # $any alone
    export default { $any: (s, e) => ({ n: (s.n ?? 0) + 1 }) }
    --
    A => {"n":1}
    B => {"n":2}

    # $any takes system events
    export default { $any: (s, e) => ({ type: e.type }) }
    --
    $streamDeleted => {"type":"$streamDeleted"}

    # $init that makes an array
    export default { $init: () => [], A: (s, e) => [...s, e.data.n] }
    --
    A {"n":1} => [1]

    # $init that is no function
    export default {
      A(s) { s.a = 1 },
      "$init": { n: 5 },
    }
    --
    ! account.js:3: $init is no function; write $init: () => ({ … }) · "$init": { n: 5 },

    # $init that throws
    export default { $init() { return undefinedName }, A() {} }
    --
    ! account.js:1:48: ReferenceError: Can't find variable: undefinedName

    # other names with a dollar are none
    export default { $created(s) {}, A() {} }
    --
    ! account.js:1: $created is no handler; known are $init, $any and event types

    # a name with a dollar that is nearly one
    export default { $inti: () => ({}), A(s) {} }
    --
    ! account.js:1: $inti is no handler; did you mean $init?

    # no handler at all
    export default { $init: () => ({}) }
    --
    ! account.js:1: the map has no handler

    # an empty map
    export default {}
    --
    ! account.js:1: the map has no handler

    # no map but a function
    export default function (state, event) { return state }
    --
    ! account.js:1: evolve needs an initialState: export const initialState = () => ({})

    # no map but null
    // none yet
    export default null
    --
    ! account.js:2: no fold is here

    # this is the map
    export default {
      rate: 2,
      scaled(n) { return n * this.rate },
      A(s, e) { s.n = this.scaled(e.data.n) },
    }
    --
    A {"n":2} => {"n":4}

    # a map that is made by a function
    const counting = (...types) => Object.fromEntries(types.map(t => [t, s => ({ ...s, [t]: (s[t] ?? 0) + 1 })]))
    export default { ...counting("A", "B"), C: () => ({}) }
    --
    A => {"A":1}
    B => {"A":1,"B":1}
    C => {}

    # a map by name
    const account = { A(s) { s.a = 1 } }
    export { account as default }
    --
    A => {"a":1}

    # a map beside other exports
    export const version = 2
    export default { A(s) { s.v = version } }
    --
    A => {"v":2}

    # export default over several lines
    export
      default
    {
      A(s) { s.a = 1 }
    }
    --
    A => {"a":1}

    # types are quoted names
    export default { "account.opened": (s, e) => e.data, 'A B': s => ({ ...s, space: true }) }
    --
    account.opened {"n":1} => {"n":1}

    # types are called as members of every object are
    export default { A(s) { s.a = 1 } }
    --
    constructor => {}
    toString => {}
    __proto__ => {}

    # a handler is called as a member of every object is
    export default { toString(s) { s.a = 1 } }
    --
    toString => {"a":1}

    # values that are no functions are ignored
    export default { A: 1, B: null, C: [], D(s) { s.d = 1 } }
    --
    A => {}
    B => {}
    C => {}
    D => {"d":1}

    # a handler gets the whole event
    export default { A: (s, e) => ({ ...e }) }
    --
    A {"n":1} => {"type":"A","data":{"n":1},"metadata":{"user":"u1"},"stream":"account-1","version":1,"position":101,"timestamp":"2026-01-01T10:00:00.123456Z","id":"00000000-0000-4000-8000-000000000001"}

    # what was changed before a throw is taken back
    export default {
      $init: () => ({ list: [] }),
      A(s, e) { s.list.push(e.data.n); if (e.data.n > 1) throw new Error("much") },
    }
    --
    A {"n":1} => {"list":[1]}
    A {"n":2} => {"list":[1]} ! account.js:3:69: Error: much
    A {"n":0} => {"list":[1,0]}

    # getters and symbols
    export default { get A() { return s => ({ a: 1 }) }, [Symbol("x")](s) { } }
    --
    A => {"a":1}

    # a class's object with handlers of its own
    class Fold { A = (s) => ({ a: this.v }); v = 7 }
    export default new Fold()
    --
    A => {"a":7}

    # a handler that is async
    export default { async A(s) { s.a = 1; return s } }
    --
    A => {} ! account.js:1: state is a Promise, since its function is async: a state must be what its JSON gives back

    # handlers that only look are warned of
    export default { A(s, e) { s.n + e.data.n } }
    --
    A => {}
    A => {}
    (1) warning account.js:1: idle: the handler of A neither changes the state nor returns one

    # handlers that could change the state are warned of once four events show that they do not
    export default { A(s, e) { if (e.data.n) s.n = 1 }, B(s) { }, C: s => { n: s.n + 1 } }
    --
    A => {}
    A => {}
    A => {}
    B => {}
    B => {}
    B => {}
    B => {}
    C => {}
    A => {}
    (8) warning account.js:1: idle: the handler of C neither
    (9) warning account.js:1: idle: the handler of A neither

    # types that one handler leaves alone are told of together
    export default { $any(s, e) { s.n + e.data.n }, A(s) { s.a = 1 } }
    --
    B => {}
    C => {}
    A => {"a":1}
    B => {"a":1}
    (1) warning account.js:1: idle: the handler of B, C neither changes the state nor returns one

    # the map that is exported is no place for what events say
    export default { n: 0, A(s) { s.n = ++this.n } }
    --
    A => {"n":1}
    (1) warning account.js:1: variable: the map that is exported changes while folding, and carries it from stream to stream; not this.name, but state.name
    """#)
}
