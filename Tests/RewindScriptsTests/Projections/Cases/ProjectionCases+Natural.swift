extension ProjectionCases {
  /// `from`, `key`, `initialState` and `evolve`.
  static let natural = ProjectionCase.table(
    #"""
    # a row for each stream of a category
    export const from = { category: "account" }
    export const initialState = () => ({ balance: 0 })
    export function evolve(state, { type, data }) {
      return type === "Deposited" ? { ...state, balance: state.balance + data.amount } : state
    }
    --
    outline categories account, a row a stream
    account-1 Deposited {"amount":5}
      account-1 {"balance":5}
    order-1 Deposited {"amount":5}
    account-1 Deposited {"amount":2}
      account-1 {"balance":7}

    # several categories
    export const from = { category: ["account", "order"] }
    export const initialState = { n: 0 }
    export const evolve = s => ({ n: s.n + 1 })
    --
    outline categories account order, a row a stream
    order-1 A
      order-1 {"n":1}

    # all events
    export const from = { all: true }
    export const initialState = { n: 0 }
    export const evolve = s => ({ n: s.n + 1 })
    --
    outline all, a row a stream
    x-1 A
      x-1 {"n":1}

    # some types of a category
    export const from = { category: "account", types: ["Deposited"] }
    export const initialState = { n: 0 }
    export const evolve = s => ({ n: s.n + 1 })
    --
    account-1 Opened
    account-1 Deposited
      account-1 {"n":1}

    # some types of all streams
    export const from = { types: "Deposited" }
    export const initialState = { n: 0 }
    export const evolve = s => ({ n: s.n + 1 })
    --
    outline all, a row a stream
    x-1 Deposited
      x-1 {"n":1}
    x-1 Opened

    # some streams
    export const from = { streams: ["a-1", "b-1"] }
    export const initialState = { n: 0 }
    export const evolve = s => ({ n: s.n + 1 })
    --
    outline streams a-1 b-1, a row a stream
    a-1 A
      a-1 {"n":1}
    a-2 A

    # streams and a category are joined
    export const from = { category: "a", streams: "b-1" }
    export const initialState = { n: 0 }
    export const evolve = s => ({ n: s.n + 1 })
    --
    a-7 A
      a-7 {"n":1}
    b-1 A
      b-1 {"n":1}

    # one key out of the event
    export const from = { category: "order" }
    export function key(event) { return event.data.buyer }
    export const initialState = { sum: 0 }
    export const evolve = (s, e) => ({ sum: s.sum + e.data.sum })
    --
    outline categories order, a row a key
    order-1 Placed {"buyer":"ann","sum":5}
      ann {"sum":5}
    order-2 Placed {"buyer":"ann","sum":1}
      ann {"sum":6}

    # a number is a key
    export const from = { all: true }
    export const key = e => e.data.k
    export const initialState = { n: 0 }
    export const evolve = s => ({ n: s.n + 1 })
    --
    a-1 A {"k":7}
      7 {"n":1}
    a-1 A {"k":"7"}
      7 {"n":2}

    # several keys: evolve is called for each
    export const from = { category: "transfer" }
    export const key = ({ data }) => [data.from, data.to]
    export const initialState = { seen: [] }
    export const evolve = (s, e) => ({ seen: [...s.seen, e.data.amount] })
    --
    transfer-1 Sent {"from":"x","to":"y","amount":5}
      x {"seen":[5]}
      y {"seen":[5]}
    transfer-2 Sent {"from":"y","to":"z","amount":1}
      y {"seen":[5,1]}
      z {"seen":[1]}

    # a key that is there twice counts once
    export const from = { all: true }
    export const key = () => ["x", "x"]
    export const initialState = { n: 0 }
    export const evolve = s => ({ n: s.n + 1 })
    --
    a-1 A
      x {"n":1}

    # no key: the event goes nowhere
    export const from = { all: true }
    export const key = e => e.data.k
    export const initialState = { n: 0 }
    export const evolve = s => ({ n: s.n + 1 })
    --
    a-1 A {}
    a-1 A {"k":null}
    a-1 A {"k":[]}

    # members that are no keys are left out
    export const from = { all: true }
    export const key = e => [e.data.from, e.data.to]
    export const initialState = { n: 0 }
    export const evolve = s => ({ n: s.n + 1 })
    --
    a-1 A {"from":"x","to":null}
      x {"n":1}

    # a key that is something else is a fault
    export const from = { all: true }
    export const key = e => e.data.k
    export const initialState = { n: 0 }
    export const evolve = s => ({ n: s.n + 1 })
    --
    a-1 A {"k":true}
      ! key answers a text, a number, several in an array, or null, not true
    a-1 A {"k":{"a":1}}
      ! key answers a text, a number

    # a key that throws is the event's fault
    export const from = { all: true }
    export const key = e => e.data.k.name
    export const initialState = { n: 0 }
    export const evolve = s => ({ n: s.n + 1 })
    --
    a-1 A {"k":{"name":"x"}}
      x {"n":1}
    a-1 A {}
      ! TypeError

    # null removes the row, and the next event begins anew
    export const from = { category: "account" }
    export const initialState = { n: 0 }
    export function evolve(s, e) { return e.type === "Closed" ? null : { n: s.n + 1 } }
    --
    account-1 A
      account-1 {"n":1}
    account-1 A
      account-1 {"n":2}
    account-1 Closed
      account-1 gone
    account-1 A
      account-1 {"n":1}

    # a row that comes and goes with one event is none
    export const from = { category: "account" }
    export const initialState = { n: 0 }
    export const evolve = () => null
    --
    account-1 A

    # an event counts for all of its keys or for none
    export const from = { all: true }
    export const key = e => e.data.keys
    export const initialState = { n: 0 }
    export function evolve(s, e) { if (s.n + e.data.n > 5) throw new Error("too much"); s.n += e.data.n; return s }
    --
    a-1 A {"keys":["x"],"n":4}
      x {"n":4}
    a-1 A {"keys":["y","x"],"n":2}
      ! Error: too much
    a-1 A {"keys":["y","x"],"n":1}
      x {"n":5}
      y {"n":1}

    # what stands in an event stands in no two rows at once
    export const from = { all: true }
    export const key = e => ["x", "y"]
    export const initialState = {}
    export function evolve(s, e) { if (e.type === "Set") s.of = e.data; else if (s.of.n++ > 5) s.a = 1; return s }
    --
    a-1 Set {"n":1}
      x {"of":{"n":1}}
      y {"of":{"n":1}}
    a-1 Up
      x {"of":{"n":2}}
      y {"of":{"n":2}}

    # the event has all of its members
    export const from = { all: true }
    export const initialState = {}
    export const evolve = (s, e) => ({ ...e })
    --
    a-1 A {"n":1} {"user":"u1"}
      a-1 {"type":"A","data":{"n":1},"metadata":{"user":"u1"},"stream":"a-1","version":1,"position":101,"timestamp":"2026-01-01T10:01:00.000000Z","id":"00000000-0000-4000-8000-000000000001"}

    # a handler that returns nothing keeps what it changed
    export const from = { all: true }
    export const initialState = { n: 0 }
    export function evolve(s) { s.n += 1 }
    --
    a-1 A
      a-1 {"n":1}

    # an initial value is copied for each row
    export const from = { all: true }
    export const initialState = { list: [] }
    export function evolve(s, e) { s.list.push(e.data.n) }
    --
    a-1 A {"n":1}
      a-1 {"list":[1]}
    a-2 A {"n":2}
      a-2 {"list":[2]}

    # an object that is exported by default is the same
    export default {
      from: { category: "account" },
      initialState: { n: 0 },
      evolve: s => ({ n: s.n + 1 }),
    }
    --
    outline categories account, a row a stream
    account-1 A
      account-1 {"n":1}

    # what is written goes out of evolve too
    export const from = { all: true }
    export const initialState = { n: 0 }
    export function evolve(s, e) { if (e.data.n > 5) emit("big", "Big", e.data); linkTo("all", e); return s }
    --
    a-1 A {"n":9}
      a-1 {"n":0}
      + emit big Big {"n":9}
      + link all $> "1@a-1"

    # from that is missing
    export const initialState = {}
    export const evolve = s => s
    --
    ! a projection says what it is made from: export const from = { category: "account" }

    # from that is misspelt
    export const form = { category: "account" }
    export const initialState = {}
    export const evolve = s => s
    --
    ! form is exported, did you mean from?

    # key that is misspelt
    export const from = { category: "account" }
    export const keys = e => e.data.k
    export const initialState = {}
    export const evolve = s => s
    --
    ! keys is exported, did you mean key?

    # key that is not exported is warned of
    export const from = { category: "account" }
    function key(e) { return e.data.k }
    export const initialState = { n: 0 }
    export const evolve = s => ({ n: s.n + 1 })
    --
    ~ warning p.js:2: export: key is not exported, so that rows go by streams

    # initialState that is missing
    export const from = { category: "account" }
    export const evolve = s => s
    --
    ! evolve needs an initialState

    # evolve that is misspelt
    export const from = { category: "account" }
    export const initialState = {}
    export const evolv = s => s
    --
    ! evolv is exported, did you mean evolve?

    # a member of from that is misspelt
    export const from = { categories: ["account"] }
    export const initialState = {}
    export const evolve = s => s
    --
    ! from has no categories, did you mean category?

    # from that is a text
    export const from = "account"
    export const initialState = {}
    export const evolve = s => s
    --
    ! from is an object, not account

    # from that names nothing
    export const from = {}
    export const initialState = {}
    export const evolve = s => s
    --
    ! from names nothing

    # from that is all and some
    export const from = { all: true, category: "account" }
    export const initialState = {}
    export const evolve = s => s
    --
    ! from takes all, or some of it

    # key that is no function
    export const from = { category: "account" }
    export const key = "buyer"
    export const initialState = {}
    export const evolve = s => s
    --
    ! key is no function
    """#)
}
