/// What `evolve` and `initialState` make of events; see ``FoldCase``.
enum EvolveCases {
  static let all = exports + states + events

  /// Every way to export the two.
  private static let exports = FoldCase.table(
    #"""
    # export const and export function
    export const initialState = () => ({ n: 0 })
    export function evolve(state, event) { return { n: state.n + event.data.n } }
    --
    => {"n":0}
    A {"n":2} => {"n":2}
    A {"n":3} => {"n":5}

    # export function for both
    export function initialState() { return { n: 0 } }
    export function evolve(state, event) { return { n: state.n + event.data.n } }
    --
    A {"n":2} => {"n":2}

    # export const with arrows
    export const initialState = () => ({ n: 0 });
    export const evolve = (state, { data }) => ({ n: state.n + data.n });
    --
    A {"n":2} => {"n":2}

    # export let and export var
    export var initialState = { n: 0 }
    export let evolve = (s, e) => ({ n: s.n + e.data.n })
    --
    A {"n":2} => {"n":2}

    # a list behind the code
    const initialState = () => ({ n: 0 })
    function evolve(s, e) { return { n: s.n + e.data.n } }
    export { evolve, initialState }
    --
    A {"n":2} => {"n":2}

    # a list before the code, with other names
    export { apply as evolve, begin as initialState };
    const begin = { n: 0 }
    function apply(s, e) { return { n: s.n + e.data.n } }
    --
    A {"n":2} => {"n":2}

    # a list over several lines, with a comma behind the last
    function evolve(s, e) { return { n: s.n + e.data.n } }
    const first = () => ({ n: 0 })
    export {
      evolve,
      first as initialState,
    }
    --
    A {"n":2} => {"n":2}

    # export default with both
    export default {
      initialState: () => ({ n: 0 }),
      evolve: (s, e) => ({ n: s.n + e.data.n }),
    }
    --
    A {"n":2} => {"n":2}

    # export default with method shorthand
    export default { initialState() { return { n: 0 } }, evolve(s, e) { return { n: s.n + e.data.n } } }
    --
    A {"n":2} => {"n":2}

    # a name that is exported as default
    const decider = { initialState: () => ({ n: 0 }), evolve: (s, e) => ({ n: s.n + e.data.n }), decide() {} }
    export { decider as default }
    --
    A {"n":2} => {"n":2}

    # two exports on a line
    export const initialState = () => ({ n: 0 }); export function evolve(s, e) { return { n: s.n + e.data.n } }
    --
    A {"n":2} => {"n":2}

    # one statement that declares both
    export const initialState = () => ({ n: 0 }), evolve = (s, e) => ({ n: s.n + e.data.n })
    --
    A {"n":2} => {"n":2}

    # both taken from an object
    const make = () => ({ initialState: { n: 0 }, evolve: (s, e) => ({ n: s.n + e.data.n }) })
    export const { initialState, evolve } = make()
    --
    A {"n":2} => {"n":2}

    # what esbuild makes of modules
    // src/account.ts
    var initialState = () => ({ n: 0 });
    var evolve = (s, e) => ({ n: s.n + e.data.n });
    export {
      evolve,
      initialState
    };
    --
    A {"n":2} => {"n":2}

    # minified, with the exports at the end
    var t=()=>({n:0}),a=(n,e)=>({n:n.n+e.data.n}),x="export";export{a as evolve,t as initialState};
    --
    A {"n":2} => {"n":2}

    # other exports do not matter
    export const decide = () => [], version = 3
    export const initialState = {}
    export function evolve(s, e) { return { version } }
    export class Account { }
    --
    A => {"version":3}

    # evolve without initialState
    export function evolve(state) { return state }
    --
    ! account.js:1: evolve needs an initialState: export const initialState = () => ({})

    # an initialState without evolve
    export const initialState = () => ({})
    --
    ! account.js:1: no fold is here: export function evolve(state, event) and initialState, or export default { Type(state, event) { … } }, or call fromCategory('account')

    # functions that are not exported
    const initialState = () => ({})
    function evolve(state) { return state }
    --
    ! account.js: no fold is here

    # a name that is nearly initialState
    export const initalState = () => ({})
    export function evolve(state) { return state }
    --
    ! account.js:2: evolve needs an initialState: export const initialState = () => ({}); initalState is exported, did you mean initialState?

    # an initialState that is not exported
    const initialState = () => ({})
    export default function (state) { return state }
    --
    ! account.js:2: evolve needs an initialState: export const initialState = () => ({}); initialState is there, and is to be exported: write export before it

    # a name that is nearly evolve
    export const initialState = () => ({})
    export function evlove(state) { return state }
    --
    ! account.js:1: no fold is here: export function evolve(state, event) and initialState, or export default { Type(state, event) { … } }, or call fromCategory('account'); evlove is exported, did you mean evolve?

    # structuredClone copies what a value holds, also what leads back to it
    export const initialState = () => ({ list: [1, { a: 1 }] })
    export function evolve(state) {
      const next = structuredClone(state)
      next.list[1].a += 1
      const loop = { when: new Date(5), all: new Map([["k", new Set([state.list])]]), none: undefined, word: /a/g }
      loop.self = loop
      const copy = structuredClone(loop)
      const set = copy.all.get("k")
      let refusal = ""
      try { structuredClone({ f() { } }) } catch (error) { refusal = error.message }
      return { list: next.list, was: state.list[1].a, is: [
        copy !== loop && copy.self === copy, copy.when.getTime(), copy.when instanceof Date, set.size,
        set.has(state.list), [...set][0][0], "none" in copy, copy.word.flags, structuredClone(7), refusal,
      ] }
    }
    --
    A => {"list":[1,{"a":2}],"was":1,"is":[true,5,true,1,false,1,true,"g",7,"structuredClone copies no function"]}

    # an initialState that throws
    export const initialState = () => { throw new RangeError("none") }
    export function evolve(state) { return state }
    --
    ! account.js:1:57: RangeError: none

    # an initialState that is no JSON
    export const initialState = { at: new Date(0) }
    export function evolve(state) { return state }
    --
    ! account.js:1: state.at is of class Date: a state must be what its JSON gives back

    # an initialState of which the braces are a block
    export const initialState = () => {}
    export function evolve(state) { return state }
    --
    ! account.js:1: initialState answers nothing: braces behind => are a block; write () => ({}) · export const initialState = () => {}

    # an initialState that returns nothing
    export function initialState() { const n = 1 }
    export function evolve(state) { return state }
    --
    ! account.js:1: initialState answers nothing; it returns the state before the first event

    # an initialState that is async
    export function evolve(state) { return state }
    export const initialState = async () => ({})
    --
    ! account.js:2: initialState answers a Promise; it is to be no async function

    # an initialState that is a promise
    export function evolve(state) { return state }
    export const initialState = Promise.resolve({})
    --
    ! account.js:2: initialState is a Promise; it is to be a value or a function

    # a number that becomes a text is warned of, at the line of its case
    export const initialState = { balance: 0, by: { day: { n: 5 } } }
    export function evolve(s, { type, data }) {
      switch (type) {
        case "In": return { ...s, balance: s.balance + data.n }
        case 'Day': return { ...s, by: { day: { n: data.n + s.by.day.n } } }
        case "Named": return { ...s, name: "0 " + data.n }
      }
    }
    --
    Named {"n":"7"} => {"balance":0,"by":{"day":{"n":5}},"name":"0 7"}
    In {"n":"50"} => {"balance":"050","by":{"day":{"n":5}},"name":"0 7"}
    In {"n":1} => {"balance":"0501","by":{"day":{"n":5}},"name":"0 7"}
    Day {"n":"1"} => {"balance":"0501","by":{"day":{"n":"15"}},"name":"0 7"}
    (2) warning account.js:4: joined: state.balance was the number 0 and is the text "050", as + makes it of a number and a text; not state.balance + "50", but state.balance + Number("50")
    (4) warning account.js:5: joined: state.by.day.n was the number 5 and is the text "15"
    """#)

  /// What may be a state, and what becomes of it.
  private static let states = FoldCase.table(
    #"""
    # initialState as an object is not changed by events
    export const initialState = { items: [] }
    export function evolve(s, e) { s.items.push(e.data.n) }
    --
    => {"items":[]}
    A {"n":1} => {"items":[1]}
    A {"n":2} => {"items":[1,2]}

    # initialState that is null
    export const initialState = null
    export const evolve = (s, e) => e.type === "Opened" ? { n: e.data.n } : s
    --
    => null
    A => null
    Opened {"n":1} => {"n":1}

    # initialState that is an array
    export const initialState = []
    export const evolve = (s, e) => [...s, e.type]
    --
    A => ["A"]
    B => ["A","B"]

    # a state that becomes null, and something again
    export const initialState = () => ({ n: 0 })
    export function evolve(s, e) {
      switch (e.type) {
        case "Closed": return null
        case "Opened": return { was: s }
        default: return s
      }
    }
    --
    Noted => {"n":0}
    Closed => null
    Noted => null
    Opened => {"was":null}

    # undefined keeps what was changed
    export const initialState = () => ({ n: 0 })
    export function evolve(s, e) { s.n += e.data.n }
    --
    A {"n":1} => {"n":1}
    A {"n":2} => {"n":3}

    # undefined for events that are not known
    export const initialState = () => ({ n: 0 })
    export function evolve(s, e) { if (e.type === "A") return { n: s.n + 1 } }
    --
    A => {"n":1}
    B => {"n":1}
    A => {"n":2}

    # some events change, others return
    export const initialState = () => ({ a: 0, b: [] })
    export function evolve(s, e) {
      if (e.type === "A") { s.a++; return }
      return { ...s, b: [...s.b, s.a] }
    }
    --
    A => {"a":1,"b":[]}
    B => {"a":1,"b":[1]}
    A => {"a":2,"b":[1]}
    B => {"a":2,"b":[1,2]}

    # the state before stays where an event throws
    export const initialState = () => ({ n: 0 })
    export function evolve(s, { data }) { return { n: s.n + data.amount.value } }
    --
    A {"amount":{"value":1}} => {"n":1}
    A {} => {"n":1} ! account.js:2:68: TypeError: undefined is not an object (evaluating 'data.amount.value') · export function evolve(s, { data }) { return { n: s.n + data.amount.value } }
    A {"amount":{"value":2}} => {"n":3}

    # what was changed before the throw is taken back
    export const initialState = () => ({ balance: 0, log: [] })
    export function evolve(s, { type, data }) {
      s.balance += data.amount
      s.log.push(type)
      if (s.balance < 0) throw new Error("overdrawn")
    }
    --
    In {"amount":5} => {"balance":5,"log":["In"]}
    Out {"amount":-9} => {"balance":5,"log":["In"]} ! account.js:5:37: Error: overdrawn
    Out {"amount":-1} => {"balance":4,"log":["In","Out"]}
    Out {"amount":-8} => {"balance":4,"log":["In","Out"]} ! account.js:5:37: Error: overdrawn

    # every event throws
    export const initialState = () => ({ n: 0 })
    export function evolve(s) { s.n++; s.x.y }
    --
    A => {"n":0} ! account.js:2:39: TypeError
    B => {"n":0} ! account.js:2:39: TypeError
    C => {"n":0} ! account.js:2:39: TypeError

    # a state of nested objects
    export const initialState = { a: { b: { c: [] } } }
    export const evolve = (s, e) => ({ ...s, a: { ...s.a, b: { c: s.a.b.c.concat(e.data) } } })
    --
    A {"n":1} => {"a":{"b":{"c":[{"n":1}]}}}
    A {"n":2} => {"a":{"b":{"c":[{"n":1},{"n":2}]}}}

    # a state that is frozen
    export const initialState = () => Object.freeze({ n: 0 })
    export const evolve = (s, e) => Object.freeze({ ...s, n: s.n + 1, list: Object.freeze([1]) })
    --
    A => {"n":1,"list":[1]}
    A => {"n":2,"list":[1]}
    (0) warning account.js:1: frozen: the state is frozen

    # a state that is a clone
    export const initialState = { n: { m: 0 } }
    export const evolve = (s, e) => { const next = JSON.parse(JSON.stringify(s)); next.n.m++; return next }
    --
    A => {"n":{"m":1}}
    A => {"n":{"m":2}}

    # a member that is undefined is left out, with a warning
    export const initialState = {}
    export const evolve = (s, e) => ({ a: e.data.a, b: 1 })
    --
    A {"a":1} => {"a":1,"b":1}
    A {} => {"b":1}
    A {} => {"b":1}
    (2) warning account.js:2: undefined: a is undefined, which JSON leaves out; not { a: undefined }, but { a: null }, or no a at all

    # keys keep their order, numbers come first
    export const initialState = {}
    export const evolve = (s, e) => ({ ...s, [e.data.k]: 1 })
    --
    A {"k":"b"} => {"b":1}
    A {"k":"a"} => {"b":1,"a":1}
    A {"k":"1"} => {"1":1,"b":1,"a":1}

    # the same initial state for each stream that is folded
    export const initialState = { items: [], by: {} }
    export function evolve(s, e) { s.items.push(1); s.by[e.type] = s.items.length }
    --
    A => {"items":[1],"by":{"A":1}}
    """#)

  /// What `evolve` is given.
  private static let events = FoldCase.table(
    #"""
    # all of an event
    export const initialState = {}
    export const evolve = (s, e) => e
    --
    A {"n":1} => {"type":"A","data":{"n":1},"metadata":{"user":"u1"},"stream":"account-1","version":1,"position":101,"timestamp":"2026-01-01T10:00:00.123456Z","id":"00000000-0000-4000-8000-000000000001"}

    # an event taken apart
    export const initialState = {}
    export const evolve = (s, { type, data: { n = 5, ...rest }, metadata: { user }, stream, version, position, timestamp, id }) =>
      ({ type, n, rest, user, stream, version, position, timestamp, id: id.slice(-1) })
    --
    A {"m":1} => {"type":"A","n":5,"rest":{"m":1},"user":"u1","stream":"account-1","version":1,"position":101,"timestamp":"2026-01-01T10:00:00.123456Z","id":"1"}

    # the rest of an event
    export const initialState = {}
    export const evolve = (s, { type, data, ...rest }) => rest
    --
    A => {"metadata":{"user":"u1"},"stream":"account-1","version":1,"position":101,"timestamp":"2026-01-01T10:00:00.123456Z","id":"00000000-0000-4000-8000-000000000001"}

    # versions are counted from 1
    export const initialState = []
    export const evolve = (s, e) => [...s, e.version, e.position]
    --
    A => [1,101]
    B => [1,101,2,102]

    # an event has nothing else
    export const initialState = {}
    export const evolve = (s, e) => ({ body: e.body === undefined, streamId: "streamId" in e })
    --
    A => {"body":true,"streamId":false}

    # evolve takes the state alone
    export const initialState = { n: 0 }
    export const evolve = s => ({ n: s.n + 1 })
    --
    A => {"n":1}
    B => {"n":2}

    # the event's data are put into the state and changed there
    export const initialState = {}
    export function evolve(s, { type, data }) {
      if (type === "Opened") return data
      if (type === "Bad") throw new Error("bad")
      s.tags.push(data.tag)
    }
    --
    Opened {"tags":["a"]} => {"tags":["a"]}
    Tagged {"tag":"b"} => {"tags":["a","b"]}
    Bad => {"tags":["a","b"]} ! account.js:4:38: Error: bad
    Tagged {"tag":"c"} => {"tags":["a","b","c"]}

    # a table of functions by type
    const on = {
      Opened: (s, d) => ({ ...s, owner: d.owner }),
      Closed: s => ({ ...s, closed: true }),
    }
    export const initialState = {}
    export const evolve = (s, { type, data }) => on[type]?.(s, data) ?? s
    --
    Opened {"owner":"z"} => {"owner":"z"}
    Noted => {"owner":"z"}
    Closed => {"owner":"z","closed":true}

    # a handler that neither changes nor returns is warned of
    export const initialState = { n: 0 }
    export function evolve(s, e) { ({ ...s, n: 1 }) }
    --
    A => {"n":0}
    A => {"n":0}
    (1) warning account.js:2: idle: evolve of A neither changes the state nor returns one
    """#)
}
