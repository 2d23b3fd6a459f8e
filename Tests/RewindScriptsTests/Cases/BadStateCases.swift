/// States that their JSON does not give back, and what is thrown; see ``FoldCase``.
enum BadStateCases {
  static let all = FoldCase.table(
    #"""
    # NaN and infinity
    export default { A: () => ({ n: NaN }), B: () => ({ list: [1, Infinity] }), C(s) { s.c = 1 } }
    --
    A => {} ! account.js:1: state.n is NaN: a state must be what its JSON gives back
    B => {} ! account.js:1: state.list[1] is Infinity: a state must be
    C => {"c":1}

    # undefined in an array, and a hole
    export default { A: () => [1, undefined], B: () => [1, , 2], C: () => ({ l: new Array(2) }) }
    --
    A => {} ! account.js:1: state[1] is undefined: a state must be
    B => {} ! account.js:1: state has holes: a state must be
    C => {} ! account.js:1: state.l has holes: a state must be

    # dates, maps and sets
    export default { A: (s, e) => ({ at: new Date(0) }), B: () => ({ m: new Map() }), C: () => new Set() }
    --
    A => {} ! account.js:1: state.at is of class Date: a state must be
    B => {} ! account.js:1: state.m is of class Map: a state must be
    C => {} ! account.js:1: state is of class Set: a state must be

    # objects of a class, and without a prototype
    class Account { }
    export default { A: () => new Account(), B: () => ({ x: Object.create(null) }), C: () => ({ x: Object.create({}) }) }
    --
    A => {} ! account.js:2: state is of class Account: a state must be
    B => {} ! account.js:2: state.x is an object without a prototype: a state must be
    C => {} ! account.js:2: state.x has another prototype

    # arrays of a class, and with members
    class List extends Array { }
    export default { A: () => new List(), B(s) { s.l = [1]; s.l.total = 1 } }
    --
    A => {} ! account.js:2: state is an array of a class of its own: a state must be
    B => {} ! account.js:2: state.l.total is a member of an array: a state must be

    # what is frozen is thawed for the next handler
    export default {
      A: s => Object.freeze({ ...s, n: 1 }), B(s) { s.n += 1 }, C: s => ({ l: Object.seal([1]), m: { n: 1 } }),
      D(s) { s.l.push(2) }, E(s) { Object.preventExtensions(s.m) }, F(s) { s.m.o = 1 },
    }
    --
    A => {"n":1}
    B => {"n":2}
    C => {"l":[1],"m":{"n":1}}
    D => {"l":[1,2],"m":{"n":1}}
    E => {"l":[1,2],"m":{"n":1}}
    F => {"l":[1,2],"m":{"n":1,"o":1}}
    (1) warning account.js:2: frozen: the state is frozen, which its JSON does not say

    # what is frozen is thawed where code does not run strictly, too
    ….when({ $init: () => Object.freeze({ n: 0 }), A(s) { s.n++ }, B(s) { Object.freeze(s) } })
    --
    => {"n":0}
    A => {"n":1}
    B => {"n":1}
    A => {"n":2}
    (0) warning account.js:1: frozen: the state is frozen

    # what is defined as read-only is thawed
    ….when({
      A(s) { Object.defineProperty(s, "n", { value: 1, enumerable: true }) }, B(s) { s.n += 1 },
      C: () => ({ o: Object.create(Object.prototype, { n: { value: 1, enumerable: true, writable: true } }) }),
      D(s) { delete s.o.n }, E(s) { s.l = [1]; Reflect.defineProperty(s.l, "length", { writable: false }) },
      F(s) { s.l.push(2) }, G(s) { Object.defineProperties(s.o, { m: { value: [1], enumerable: true } }) },
      H(s) { s.o.m = 2 },
    })
    --
    A => {"n":1}
    B => {"n":2}
    C => {"o":{"n":1}}
    D => {"o":{}}
    E => {"o":{},"l":[1]}
    F => {"o":{},"l":[1,2]}
    G => {"o":{"m":[1]},"l":[1,2]}
    H => {"o":{"m":2},"l":[1,2]}
    (1) warning account.js:2: frozen: n of the state is frozen, which its JSON does not say: the next handler gets it as its JSON is, and can change it; not Object.defineProperty(state, "n", …), but state.n = …

    # what is defined like any other member is no warning, and an accessor is the event's error
    export default {
      A(s) { Object.defineProperty(s, "n", { value: 1, enumerable: true, writable: true, configurable: true }) },
      B(s) { Object.defineProperty(s, "n", { value: 2 }); const o = Object.create(s); o.n = 3 }, C(s) { s.n += 1 },
      D(s) { Object.defineProperty(s, "x", { get: () => 1, enumerable: true, configurable: true }) },
      E(s) { s.x = 2 },
    }
    --
    A => {"n":1}
    B => {"n":2}
    C => {"n":3}
    D => {"n":3} ! account.js:4: state.x is a getter: a state must be
    E => {"n":3,"x":2}

    # minus zero is zero
    export default { A: () => ({ n: -0, l: [-0] }), B: s => ({ n: 1 / s.n > 0, l: 1 / s.l[0] > 0 }) }
    --
    A => {"n":0,"l":[0]}
    B => {"n":true,"l":true}

    # big integers, symbols and functions
    export default {
      A: () => ({ n: 1n }), B(s) { s.n = 1n }, C: () => ({ x: Symbol("x") }), D: () => ({ f() {} }),
      E(s) { s[Symbol("x")] = 1 }, F: () => () => 1,
    }
    --
    A => {} ! account.js:2: state.n is of type bigint: a state must be
    B => {} ! account.js:2: state.n is of type bigint: a state must be
    C => {} ! account.js:2: state.x is of type symbol: a state must be
    D => {} ! account.js:2: state.f is of type function: a state must be
    E => {} ! account.js:3: state has a member that is named by a symbol: a state must be
    F => {} ! account.js:3: state is of type function: a state must be

    # a cycle
    export default { A(s) { s.self = s }, B: () => { const l = []; l.push({ l }); return l }, C(s) { s.c = 1 } }
    --
    A => {} ! account.js:1: state.self leads back to what holds it: a state must be
    B => {} ! account.js:1: state[0].l leads back to what holds it: a state must be
    C => {"c":1}

    # too deep
    export default { A(s) { let x = s; for (let i = 0; i < 2000; i++) x = x.x = {} }, B(s) { s.b = 1 } }
    --
    A => {} ! account.js:1: state.x
    B => {"b":1}

    # getters and hidden members
    export default {
      A: () => ({ get x() { return 1 } }), B: () => ({ get x() { throw new Error("no") } }),
      C(s) { Object.defineProperty(s, "x", { value: 1 }) }, D(s) { s.d = 1 },
    }
    --
    A => {} ! account.js:2: state.x is a getter: a state must be
    B => {} ! account.js:2:77: Error: no
    C => {} ! account.js:3: state.x is hidden: a state must be
    D => {"d":1}

    # toJSON
    export default {
      A: () => ({ x: { toJSON() { throw new Error("no") } } }),
      B: () => ({ x: { __proto__: { toJSON: () => 1 } } }),
      C(s, e) { return e.data },
    }
    --
    A => {} ! account.js:2: state.x.toJSON is of type function: a state must be
    B => {} ! account.js:3: state.x has another prototype
    C {"toJSON":1} => {"toJSON":1}

    # a proxy is what it shows
    export default {
      A: () => new Proxy({ a: 1 }, {}),
      B: () => new Proxy({}, { getPrototypeOf() { throw new Error("no") } }),
      C: () => new Proxy({}, { ownKeys: () => ["a"], getOwnPropertyDescriptor: () => ({ get() { }, configurable: true }) }),
      D: s => s,
    }
    --
    A => {"a":1}
    B => {"a":1} ! account.js:3:62: Error: no
    C => {"a":1} ! account.js:4: state.a is
    D => {"a":1}

    # a promise
    export default { A: async () => ({}), B(s) { s.p = Promise.resolve(1) } }
    --
    A => {} ! account.js:1: state is a Promise, since its function is async: a state must be
    B => {} ! account.js:1: state.p is a Promise, since its function is async: a state must be

    # boxed values and expressions
    export default { A: () => ({ n: new Number(1) }), B: () => ({ r: /a/ }), C: () => ({ b: new Uint8Array(2) }) }
    --
    A => {} ! account.js:1: state.n is of class Number: a state must be
    B => {} ! account.js:1: state.r is of class RegExp: a state must be
    C => {} ! account.js:1: state.b is of class Uint8Array: a state must be

    # what is thrown cannot be shown
    export default {
      A() { throw { get message() { throw 1 } } },
      B() { throw { toString() { throw 1 }, toJSON() { throw 1 } } },
      C() { throw Object.assign(new Error(), { get name() { throw 1 } }) },
      D() { throw new Proxy({}, { get() { throw 1 }, getPrototypeOf() { throw 1 } }) },
      E() { throw Symbol("x") }, F() { throw 1n }, G() { throw () => 1 },
      H() { const e = new Error("m"); Object.defineProperty(e, "message", { get() { throw 1 } }); throw e },
    }
    --
    A => {} ! account.js:2: threw something that cannot be shown
    B => {} ! account.js:3: threw {"toString":[function toString],"toJSON":[function toJSON]}
    C => {} ! account.js:4: threw 1
    D => {} ! account.js:5: something was thrown that cannot be shown
    E => {} ! account.js:6: threw Symbol(x)
    F => {} ! account.js:6: threw 1n
    G => {} ! account.js:6: threw () => 1
    H => {} ! account.js:7: something was thrown that cannot be shown

    # a member that is called __proto__
    export default { A: (s, e) => ({ ...e.data }), B(s, e) { s[e.data.k] = { x: 1 } } }
    --
    A {"__proto__":{"x":1}} => {"__proto__":{"x":1}}
    B {"k":"__proto__"} => {"__proto__":{"x":1}}

    # a state that gets another prototype
    export default { B(s, e) { s["__proto__"] = { x: 1 } }, C(s) { s.c = 1 } }
    --
    B => {} ! account.js:1: state has another prototype, which is no part of its JSON; not object.__proto__ = value, but { ...object, [key]: value }: a state must be
    C => {"c":1}
    """#)
}
